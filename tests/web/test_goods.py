"""Suppliers and stock on screen: the slow supplier of the demonstration, what is said of it, et si, what to order."""

from __future__ import annotations

import io
import re
from datetime import date
from html import unescape
from typing import Any

import pikepdf
import pytest
from cast import Cast
from django.http import HttpResponse
from python_calamine import load_workbook

from ancrage.roadmap.report.voice import Voice
from ancrage.text import Language
from ancrage.web.compute.goods import purchases_page
from ancrage.web.compute.goods_item import item_page
from ancrage.web.models import Answer, Event, Job, Study, StudyPage
from ancrage.web.scope import firm_scope

pytestmark = pytest.mark.django_db
SLOW = "NINGBO HAOLANG HOMEWARE CO LTD"
LINES = [
    {
        "supplier": supplier, "item": item, "name": name, "units": units, "unit_cost_eur": cost,
        "amount_eur": None if cost is None else units * cost, "order_by": by, "until": until, "why": "Le délai s’allonge.",
    }
    for supplier, item, name, units, cost, by, until in (
        ("Filature du Ponant", "A1", "=1+1", 12, 2.5, "2026-01-20", None),
        (SLOW, "B2", "Lanterne", 40, 10.0, "2026-01-08", "2026-06-30"),
        (SLOW, "B3", "Mug", 5, None, "2026-01-09", None),
    )
]  # fmt: skip


def show(of: Cast, end: str, person: str = "owner", status: int = 200) -> str:
    answer = of.browser(person).get(f"/f/{of.firm.pk}/{end}")
    assert answer.status_code == status
    return seen(answer)


def seen(answer: HttpResponse) -> str:
    main = answer.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).replace("\u202f", " ").split())


def slug_of(of: Cast, name: str = "ningbo") -> str:
    with firm_scope(of.firm.pk):
        found = StudyPage.objects.filter(key__startswith="goods:supplier:")
        keys = list(found.values_list("key", flat=True))  # read while the firm is in scope
    return next(key.removeprefix("goods:supplier:") for key in keys if name in key)


def test_the_dashboard_names_who_slows_down_and_how_often_it_would_be_wrong(studied: Cast) -> None:
    text = show(studied, "goods/")
    assert "1 fournisseur ralentit." in text
    assert SLOW in text
    assert "une fausse alerte en" in text
    assert "« +15 % en deux mois »" in text
    page = studied.browser("owner").get(f"/f/{studied.firm.pk}/goods/").content.decode()
    assert f'href="/f/{studied.firm.pk}/goods/suppliers/{slug_of(studied)}/"' in page


def test_the_page_of_a_supplier_opens_its_score_into_terms_that_add_up(studied: Cast) -> None:
    text = show(studied, f"goods/suppliers/{slug_of(studied)}/")
    assert "Ce fournisseur ralentit depuis les commandes du" in text
    assert "Bab-el-Mandeb" in text
    score = int(re.findall(r"Sa note de risque : (\d+) sur 100", text.replace("\u00a0", " "))[0])
    points = re.findall(r"([\d,]+) / (?:25|10|15|5|30)\b", text)
    assert len(points) == 7
    assert sum(float(one.replace(",", ".")) for one in points) == pytest.approx(score, abs=0.9)


def test_what_is_said_of_a_supplier_is_kept_and_cleared_and_the_firm_studied_again(
    studied: Cast,
) -> None:
    slug = slug_of(studied)
    address = f"/f/{studied.firm.pk}/goods/suppliers/{slug}/said/"
    fields = {
        "recover_days": "120",
        "second_source": " Fonderie  Martin ",
        "mode": "sea",
        "port": "",
    }
    assert studied.browser("member").post(address, fields).status_code == 302
    with firm_scope(studied.firm.pk):
        kept = {
            key.partition("@")[0]: value
            for key, value in Answer.objects.values_list("question", "value")
        }
        assert kept == {
            "supplier.recover_days": 120.0, "supplier.second_source": "Fonderie Martin", "supplier.mode": "sea",
        }  # fmt: skip
        assert {
            key.partition("@")[2] for key in Answer.objects.values_list("question", flat=True)
        } == {"parties:fningb:ningbo haolang homeware co ltd"}
        assert Event.objects.latest("pk").action == "supplier.said"
        assert Job.objects.filter(kind="study", state="waiting").count() == 1
    page = (
        studied.browser("reader")
        .get(f"/f/{studied.firm.pk}/goods/suppliers/{slug}/")
        .content.decode()
    )
    assert 'value="120"' in page
    assert "0 réponse donnée" in show(studied, "questions/")  # they answer no question of the list
    studied.browser("member").post(address, fields | {"recover_days": "", "mode": ""})
    with firm_scope(studied.firm.pk):
        assert [
            key.partition("@")[0] for key in Answer.objects.values_list("question", flat=True)
        ] == ["supplier.second_source"]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("recover_days", "bientôt"),
        ("recover_days", "-3"),
        ("second_pct", "nan"),
        ("country", "XX"),
        ("mode", "à pied"),
    ],
)
def test_what_is_not_understood_keeps_nothing(studied: Cast, name: str, typed: str) -> None:
    address = f"/f/{studied.firm.pk}/goods/suppliers/{slug_of(studied)}/said/"
    answer = studied.browser("owner").post(address, {name: typed, "port": "Ningbo"})
    assert answer.status_code == 400
    assert "rien n’a été enregistré" in seen(answer)
    assert name in {"country", "mode"} or f'value="{typed}"' in answer.content.decode()
    with firm_scope(studied.firm.pk):
        assert not Answer.objects.exists()


def test_items_have_their_page_with_what_is_not_known(studied: Cast) -> None:
    assert "43 articles" in show(studied, "goods/items/")
    with firm_scope(studied.firm.pk):
        pages = StudyPage.objects.filter(key__startswith="goods:item:", language="fr")
        unknown = next(page for page in pages if page.content["unknown"])
    text = show(studied, f"goods/items/{unknown.key.removeprefix('goods:item:')}/")
    assert unknown.content["unknown"][0][1] in text
    assert show(studied, "goods/items/no-such-1/", status=404) is not None


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (f"kind=supplier&target={SLOW}&amount=20", "s’arrête 20 semaines"),
        ("kind=passage&target=suez&amount=8", "Passage fermé pendant 8 semaines : Suez"),
        ("kind=leadtimes&amount=40", "Tous les délais plus longs de 40 %"),
        ("kind=strike&target=FRLEH&amount=2", "Grève de 2 semaines au port : Le Havre"),
        ("kind=currency&target=USD&amount=10", "Achats plus chers d’environ"),
    ],
)
def test_each_what_if_is_answered_by_its_address(studied: Cast, asked: str, told: str) -> None:
    assert told in show(studied, f"goods/what-if/?{asked}", "reader").replace("\u00a0", " ")


def test_a_long_stop_of_the_slow_supplier_makes_items_run_out_on_a_day(studied: Cast) -> None:
    text = show(studied, f"goods/what-if/?kind=supplier&target={slug_of(studied)}&amount=20")
    assert re.search(r"\d+ articles? manquerai", text)
    assert re.search(r"\d\d/\d\d/2026", text)


def test_what_runs_out_is_drawn_and_leads_to_its_item_and_its_supplier(studied: Cast) -> None:
    base = f"/f/{studied.firm.pk}/goods/"
    asked = f"{base}what-if/?kind=supplier&target={slug_of(studied)}&amount=20"
    page = studied.browser("reader").get(asked).content.decode().split("<main", 1)[1]
    assert f'href="{base}suppliers/{slug_of(studied)}/"' in page
    rows = page.split("<tbody>", 1)[1].split("</tbody>", 1)[0]
    links = re.findall(rf'<th scope="row"><a href="({base}items/[a-z0-9-]+/)">', rows)
    assert len(links) == rows.count("<tr>") > 3
    assert all(studied.browser("reader").get(link).status_code == 200 for link in links)
    drawing = page.split('class="chart"', 1)[1].split("</svg>", 1)[0]
    assert drawing.count("<rect") == len(links)
    assert "Quand ces articles manqueraient-ils" in page
    # One supplier alone is not said again on each line.
    assert "Fournisseur</th>" not in page


def test_of_several_suppliers_each_line_leads_to_its_own(studied: Cast) -> None:
    """One of the items of the slow supplier, given to another."""
    with firm_scope(studied.firm.pk):
        page = StudyPage.objects.get(key="goods:paths")
        numbers, ties = page.content["suppliers"], page.content["ties"]
        slow = next(int(number) for number, tie in ties.items() if tie["slug"] == slug_of(studied))
        other = next(number for number in numbers if number != slow)
        numbers[numbers.index(slow)] = other
        page.save()
    base = f"/f/{studied.firm.pk}/goods/"
    main = studied.browser("reader").get(f"{base}what-if/?kind=leadtimes&amount=300").content.decode()  # fmt: skip
    links = set(re.findall(rf'<td><a href="{base}suppliers/([a-z0-9-]+)/">', main))
    assert links == {slug_of(studied), ties[str(other)]["slug"]}


def test_what_has_no_page_is_named_without_a_link(studied: Cast) -> None:
    with firm_scope(studied.firm.pk):
        StudyPage.objects.filter(key__startswith="goods:item:").delete()
    base = f"/f/{studied.firm.pk}/goods/"
    asked = f"{base}what-if/?kind=supplier&target={slug_of(studied)}&amount=20"
    page = studied.browser("reader").get(asked).content.decode()
    assert '<th scope="row">Lanterne Fanal</th>' in page
    assert f'href="{base}items/' not in page.split("<main", 1)[1]


def test_every_supplier_of_the_firm_has_its_lead_times_drawn(studied: Cast) -> None:
    with firm_scope(studied.firm.pk):
        found = StudyPage.objects.filter(key__startswith="goods:supplier:", language="fr")
        drawn = [page.content["chart"] for page in found]
    assert len(drawn) == 14  # each has a year of orders at least
    assert all(chart["svg"].count("<rect") == 12 for chart in drawn)


def test_a_supplier_says_what_is_to_be_ordered_from_it(studied: Cast) -> None:
    with firm_scope(studied.firm.pk):
        bought = StudyPage.objects.get(key="goods:purchases", language="fr").content["suppliers"]
    (group,) = bought
    said = f"{len(group['lines'])} articles à lui commander"
    text = show(studied, f"goods/suppliers/{group['slug']}/")
    assert said in text.replace("\u00a0", " ")
    assert "à lui commander" not in show(studied, f"goods/suppliers/{slug_of(studied, 'poterie')}/")


def test_what_is_published_of_the_country_is_there_with_its_year_and_source(studied: Cast) -> None:
    text = show(studied, f"goods/suppliers/{slug_of(studied)}/")
    # World Bank, LPI of 2023: China 3.7; WGI political stability of 2024: -0.15, standard error 0.23.
    assert "Performance logistique (de 1 à 5) 3,7 2023 Banque mondiale" in text
    assert "(± 0,2) 2024 Banque mondiale" in text


@pytest.mark.parametrize(
    "asked", ["kind=war&amount=1", "kind=supplier&target=zz&amount=1", "kind=leadtimes&amount=x"]
)
def test_what_cannot_be_followed_says_why(studied: Cast, asked: str) -> None:
    assert "Et si ?" in show(studied, f"goods/what-if/?{asked}", status=400).replace("\u00a0", " ")


@pytest.fixture
def ordering(studied: Cast) -> Cast:
    """The same firm with a list of what to order, as a study would leave it."""
    data: dict[str, Any] = {"suppliers": [], "purchases": LINES, "known_said": "Lu."}
    with firm_scope(studied.firm.pk):
        study = Study.objects.latest()
        StudyPage.objects.filter(key="goods:purchases").delete()
        StudyPage.objects.create(
            firm=studied.firm, study=study, language="fr", key="goods:purchases",
            content=purchases_page(data, frozenset(), Voice(Language.FR)),
        )  # fmt: skip
    return studied


def test_what_to_order_by_supplier_the_most_urgent_first(ordering: Cast) -> None:
    text = show(ordering, "goods/purchases/")
    assert text.index(SLOW) < text.index("Filature du Ponant")
    assert "2 articles, 400 €" in text.replace("\u00a0", " ")
    assert "à revoir ou à terminer le 30 juin 2026" in text.replace("\u00a0", " ")
    assert "40 unités 400 € avant le 8 janvier 2026" in text.replace("\u00a0", " ")
    assert "3 articles à commander" in show(ordering, "goods/")


def test_the_list_as_csv_holds_no_formula(ordering: Cast) -> None:
    content = (
        ordering.browser("reader")
        .get(f"/f/{ordering.firm.pk}/goods/purchases.csv")
        .content.decode("utf-8-sig")
    )
    rows = content.split("\r\n")
    assert rows[0].startswith("Fournisseur;Référence;Article;Quantité")
    assert "Filature du Ponant;A1;'=1+1;12;2,5;30;2026-01-20;;Le délai s’allonge." in rows
    assert len(rows) == 5  # the last is empty


def test_the_list_as_excel_holds_numbers_days_and_no_formula(ordering: Cast) -> None:
    content = ordering.browser("reader").get(f"/f/{ordering.firm.pk}/goods/purchases.xlsx").content
    rows = load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[1][:6] == [SLOW, "B2", "Lanterne", 40.0, 10.0, 400.0]
    assert rows[1][6:8] == [date(2026, 1, 8), date(2026, 6, 30)]
    assert rows[3][2] == "=1+1"


def test_the_list_as_pdf_has_a_page_a_supplier_or_the_one_that_is_asked(ordering: Cast) -> None:
    browser, base = ordering.browser("reader"), f"/f/{ordering.firm.pk}/goods/purchases.pdf"
    with pikepdf.open(io.BytesIO(browser.get(base).content)) as whole:
        assert len(whole.pages) == 2
        assert whole.Root.MarkInfo.Marked
    with firm_scope(ordering.firm.pk):
        group = StudyPage.objects.get(key="goods:purchases").content["suppliers"][0]
    with pikepdf.open(io.BytesIO(browser.get(f"{base}?supplier={group['slug']}").content)) as one:
        assert len(one.pages) == 1
    assert browser.get(f"{base}?supplier=nobody").status_code == 404
    assert browser.get(base.replace(".pdf", ".doc")).status_code == 404


def test_a_decision_is_shown_with_its_interval_its_end_and_where_it_turns(studied: Cast) -> None:
    """Day 0 is the day after the last known one, 31 December: day 7 is 8 January, day 180 is 30 June."""
    row = {
        "item": "B2", "name": "Lanterne", "supplier": SLOW, "supplier_key": "parties:x:ningbo", "sources": 1, "on_hand": 10.0,
        "counted": "2025-12-31", "on_order": 0.0, "per_day": 0.5, "usage_from": "sales", "unit_cost_eur": 10.0, "margin_eur": 12.0,
        "unknown": [], "reorder": {"units": 44, "usual_units": 38.2, "today_units": 20.0, "today_from": "orders"},
    }  # fmt: skip
    choice = {
        "euros_year": 900.0, "low": 400.0, "high": 1800.0, "cash_eur": 200.0, "fill_rate": 0.91, "extra_units": 0, "until_day": None,
    }  # fmt: skip
    decision = {
        "item": "B2", "name": "Lanterne", "supplier": SLOW, "advised": "stock_more", "saving_eur_year": 350.0,
        "choices": [
            choice | {"kind": "stock_more", "euros_year": 550.0, "extra_units": 40, "until_day": 180},
            choice | {"kind": "accept"},
        ],
        "break_even": {"rarer": {"at": 0.05, "then": "accept"}, "oftener": None, "shorter": None, "longer": None},
        "order": {"day": 7, "units": 40, "until_day": 180}, "reorder_why": "Les délais varient.",
        "season_said": "En décembre, vous vendez 1,8 fois un mois moyen.",
        "causes": [{"said": "Passage fermé (Suez) : une fois en 2,8 ans.", "since": None}],
        "assumptions": ["Un arrêt tous les cinq ans."],
    }  # fmt: skip
    content = item_page(row, decision, date(2025, 12, 31), Voice(Language.FR))
    with firm_scope(studied.firm.pk):
        study = Study.objects.latest()
        StudyPage.objects.create(
            firm=studied.firm, study=study, language="fr", key="goods:item:b2-1", content=content
        )
    text = show(studied, "goods/items/b2-1/").replace("\u00a0", " ")
    for said in (
        "En décembre, vous vendez 1,8 fois un mois moyen.", "À décider Stocker plus", "350 € par an de moins que ne rien changer", "Prochaine commande : 40 unités, vers le 8 janvier 2026.",
        "à revoir ou à terminer le 30 juin 2026", "Stocker plus : 40 de plus jusqu’au 30 juin 2026", "400 € à 1 800 €",
        "moins de 0,05 arrêts par an : Ne rien changer", "Passage fermé (Suez) : une fois en 2,8 ans.", "Un arrêt tous les cinq ans.",
        "Commandez quand il en reste 44, stock et commandes en cours ensemble.", "La formule habituelle dit 38.",
        "D’après vos commandes, vous le faites quand il en reste environ 20.", "Les délais varient.",
    ):  # fmt: skip
        assert said in text, said


def test_where_nothing_is_to_change_no_habit_is_taken_for_an_order() -> None:
    row = {
        "item": "B2", "name": "Lanterne", "supplier": SLOW, "supplier_key": "parties:x:ningbo", "sources": 1, "on_hand": 10.0,
        "counted": None, "on_order": 0.0, "per_day": 0.5, "usage_from": "sales", "unit_cost_eur": 10.0, "margin_eur": 12.0,
        "unknown": [], "reorder": None,
    }  # fmt: skip
    decision = {
        "item": "B2", "name": "Lanterne", "supplier": SLOW, "advised": "accept", "saving_eur_year": 0.0, "choices": [],
        "break_even": {}, "order": {"day": 0, "units": 270, "until_day": None}, "reorder_why": "", "assumptions": [],
        "causes": [],
    }  # fmt: skip
    voice = Voice(Language.FR)
    calm = item_page(row, decision, date(2025, 12, 31), voice)["decision"]
    assert (calm["kind"], calm["order"]) == ("Rien à changer", "")
    due = {"units": 40, "order_by": "2026-01-08"}
    told = item_page(row, decision, date(2025, 12, 31), voice, due)["decision"]["order"]
    assert told.replace("\u00a0", " ") == "Prochaine commande : 40 unités, vers le 8 janvier 2026."


def test_a_firm_without_lists_is_told_what_to_drop(plain: Cast) -> None:
    for end in ("goods/", "goods/items/", "goods/what-if/", "goods/purchases/"):
        assert "une liste de commandes aux fournisseurs" in show(plain, end)


def test_the_pages_are_one_step_away(studied: Cast) -> None:
    base = f"/f/{studied.firm.pk}/"
    for end in ("rooms/chain.suppliers/", "rooms/chain.stock/", ""):
        assert f'href="{base}goods/"' in studied.browser("reader").get(base + end).content.decode()
    monday = studied.browser("owner").get(base).content.decode()
    assert f'href="{base}goods/suppliers/{slug_of(studied)}/"' in monday
