"""Who looks foreign, and why: places, company forms, tax, currency, words, and how signs add up."""

from __future__ import annotations

from pathlib import Path

import pytest

from ancrage.chain.sourcing.places import country_named, fold, foreign_form
from ancrage.chain.sourcing.signs import Sign, Traces, signs_of, together
from ancrage.chain.sourcing.trade import Foreigner, foreigner, trade
from ancrage.text import Language, render, t
from ledgers import Entry, Line, bill, entry, firm_of, sale

HOME = ("FHOM", "MENUISERIE DU LAC")
ENDS = [sale("20250104", 5_000.0), sale("20251230", 5_000.0), bill("20250601", HOME, 100.0)]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Shenzhen Parts Co. Ltd", "CN"),
        ("TEXTIL ISTANBUL", "TR"),
        ("Ho Chi Minh Wood", "VN"),
        ("Tapis de Tunis SUARL", "TN"),
        ("Möbel Stuttgart", "DE"),
        ("Indépendance SARL", None),
        ("SONY CHINA FRANCE", None),
        ("Bois du Jura", None),
    ],
)
def test_a_place_is_a_whole_word_of_the_name(name: str, code: str | None) -> None:
    country = country_named(fold(name))
    assert (country.code if country else None) == code


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Shenzhen Parts Co. Ltd", "CO LTD"),
        ("Müller GmbH", "GMBH"),
        ("CERAMICHE COLLE S.R.L.", "SRL"),
        ("Meble Sp. z o.o.", "SP Z OO"),
        ("STOCK & CO", None),
        ("SARL Ltd Distribution", None),
        ("GmbH", None),
        ("Bosch France Ltd", None),
    ],
)
def test_a_company_form_ends_the_name(name: str, form: str | None) -> None:
    found = foreign_form(fold(name))
    assert (found[0] if found else None) == form


def test_signs_add_up_as_doubts_multiply() -> None:
    # 1 - 0.5 x 0.8
    assert together([Sign(0.5, t("a")), Sign(0.2, t("b"))]) == pytest.approx(0.6)
    assert together([]) == 0


def test_a_form_and_no_tax_do_not_make_an_import() -> None:
    signs = signs_of(Traces(name="Peinture Dupont Ltd", untaxed=1.0))
    assert len(signs) == 2
    assert foreigner(1, signs) is None


def test_no_tax_and_a_transfer_alone_name_no_side_of_the_border() -> None:
    signs = (Sign(0.3, t("a")), Sign(0.6, t("b")))
    assert foreigner(1, signs) is None


def test_the_side_is_that_of_the_stronger_signs() -> None:
    signs = signs_of(Traces(name="Ceramiche Verdi SRL", eu_tax=1.0, says_import=True))
    found = foreigner(7, signs)
    assert found is not None
    # 1 - 0.4 x 0.65 x 0.75
    assert found.score == pytest.approx(0.805)
    assert (found.eu, found.country, found.zone) == (True, "IT", "europe")


def look(tmp_path: Path, *entries: Entry, labels: dict[str, str] | None = None) -> list[Foreigner]:
    firm = firm_of(tmp_path, [*ENDS, *entries], labels=labels)
    return list(trade(firm).foreigners.values())


def reasons(found: Foreigner) -> str:
    return " / ".join(render(sign.words, Language.FR) for sign in found.signs)


def test_a_foreign_currency_is_enough(tmp_path: Path) -> None:
    (found,) = look(
        tmp_path, bill("20250301", ("FX", "HAPPY GARDEN"), 900.0, vat=False, currency="USD")
    )
    assert found.eu is False
    assert found.country is None
    assert "devise (USD)" in reasons(found)


def test_self_assessed_tax_says_the_european_union(tmp_path: Path) -> None:
    lines = (
        Line("607000", 1_000.0),
        Line("445662", 200.0),
        Line("445200", -200.0),
        Line("401000", -1_000.0, ("FLEY", "HUIS DER LEYE")),
    )
    (found,) = look(tmp_path, entry("AC", "20250301", "X1", "Nappes", *lines))
    assert found.eu is True
    assert "intracommunautaire" in reasons(found)


def test_the_same_pair_on_building_work_may_be_a_french_subcontractor(tmp_path: Path) -> None:
    lines = (
        Line("604000", 1_000.0),
        Line("445662", 200.0),
        Line("445200", -200.0),
        Line("401000", -1_000.0, ("FMAC", "MACONNERIE DU LAC")),
    )
    assert look(tmp_path, entry("AC", "20250301", "X1", "Sous-traitance", *lines)) == []


def test_import_tax_in_a_later_entry_names_the_invoice(tmp_path: Path) -> None:
    garden = ("FX", "HAPPY GARDEN LTD")
    tax = entry(
        "OD",
        "20250310",
        "TVA3",
        "AUTOLIQUIDATION HG-2207",
        Line("445663", 180.0),
        Line("445210", -180.0),
    )
    found = look(
        tmp_path,
        bill("20250301", garden, 900.0, vat=False, piece="HG-2207"),
        tax,
        labels={"445663": "TVA sur importations", "445210": "TVA due importation"},
    )
    assert [one.eu for one in found] == [False]
    assert "TVA à l’importation" in reasons(found[0])


def test_the_account_and_the_label_may_say_it(tmp_path: Path) -> None:
    (found,) = look(
        tmp_path,
        bill("20250301", ("FX", "GARDEN"), 900.0, "607300", vat=False, label="Import conteneur 12"),
        labels={"607300": "Achats hors UE"},
    )
    # 1 - 0.6 x 0.75 x 0.85: account, words, no tax.
    assert found.score == pytest.approx(1 - 0.6 * 0.75 * 0.85)
    assert found.eu is False


def test_a_tax_number_in_the_label_tells_the_country(tmp_path: Path) -> None:
    garden = ("FX", "GARTEN GMBH")
    (found,) = look(
        tmp_path, bill("20250301", garden, 900.0, vat=False, label="Facture 12 DE811907980")
    )
    assert (found.eu, found.country) == (True, "DE")
    assert "DE811907980" in reasons(found)


def test_a_supplier_who_charges_french_tax_is_french(tmp_path: Path) -> None:
    assert look(tmp_path, bill("20250301", ("FX", "SHANGHAI MEUBLES CO LTD"), 900.0)) == []


def test_services_from_abroad_are_no_import_of_goods(tmp_path: Path) -> None:
    ads = bill("20250301", ("FADS", "LUMIADS IRELAND LTD"), 900.0, "623100", vat=False)
    assert look(tmp_path, ads) == []
