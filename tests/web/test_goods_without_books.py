"""Suppliers and stock of a firm that dropped lists and no books: read, imported and studied by a real worker."""

from __future__ import annotations

import re
import secrets
from html import unescape
from pathlib import Path
from typing import Any

import cast
import pytest
from books import accept, drop, imported, work
from cast import Cast

import announced_lists
import goods_lists
import quebec_lists
from ancrage.web.models import Study, StudyPage
from ancrage.web.people.firms import new_firm
from ancrage.web.scope import firm_scope


def to_two_places(orders: Path) -> None:
    """Every other order goes to Lyon, the others to Lille."""
    head, *lines = orders.read_text(encoding="utf-8").splitlines()
    told = [f"{line};{('Lyon', 'Lille')[n % 2]}" for n, line in enumerate(lines)]
    orders.write_text("\n".join([f"{head};Destination", *told]) + "\n", encoding="utf-8")


def test_its_pages_are_there(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> None:
    with django_db_blocker.unblock():
        place = cast.gather(
            f"lists-{secrets.token_hex(4)}", lambda owner: new_firm("Mercerie", owner)
        )
        for path in goods_lists.write(tmp_path):
            if path.name == "commandes.csv":
                to_two_places(path)
            dropped = drop(place.firm, place.owner, path.read_bytes(), path.name)
            accept(place.firm, place.owner, dropped)
        work()

        def page(end: str) -> str:
            answer = place.browser("reader").get(f"/f/{place.firm.pk}/{end}")
            assert answer.status_code == 200
            return str(answer.content.decode())

        def show(end: str) -> str:
            return unescape(re.sub(r"<[^>]+>", " ", page(end)))

        base = f"/f/{place.firm.pk}/"
        assert "Filature du Ponant" in show("goods/")
        assert f"{base}rooms/" not in page("goods/")  # they would be empty
        assert "Achats plus chers" in show("goods/what-if/?kind=currency&target=usd&amount=10")
        assert "Pelote" in show("goods/items/")

        (supplier,) = set(re.findall(rf'href="{base}(goods/suppliers/[^"]+/)"', page("goods/")))
        table = show(supplier).split("Selon le transport et la destination")[1].split()
        assert table[table.index("toutes") + 1] == "20"
        assert table[table.index("Lille") + 1] == table[table.index("Lyon") + 1] == "10"

        monday = page("")
        main = monday.split("<main", 1)[1]
        # 200 at 100 in 30 days last until 30 October 2025; an order placed on 31 August comes before.
        assert "Aucun article suivi ne manquera" in main
        assert "Avec un FEC" in main
        assert "Commençons par vos fichiers" not in main
        ways = re.findall(
            r'href="([^"]+)"', monday.split('class="nav"', 1)[1].split("</nav>", 1)[0]
        )
        ends = ("", "data/", "goods/", "goods/purchases/", "goods/what-if/")
        assert ways == [f"{base}{end}" for end in ends]
        assert all(place.browser("reader").get(way).status_code == 200 for way in ways)
        menu = monday.split('id="menu"', 1)[1].split("</nav>", 1)[0]
        assert f'href="{base}goods/"' not in menu
        assert f'href="{base}questions/"' in menu
        there = re.findall(r'<a href="([^"]+)"[^>]* aria-current="page"', page("goods/purchases/"))
        assert there == [f"{base}goods/purchases/"]


@pytest.mark.django_db
def test_its_monday_says_what_to_order_and_what_runs_out_first(studied: Cast) -> None:
    """The demonstration firm with its books taken away, as a study of its lists alone would leave it."""
    with firm_scope(studied.firm.pk):
        StudyPage.objects.exclude(key__startswith="goods").delete()
        Study.objects.update(covered_until=None)
        goods = StudyPage.objects.get(key="goods", language="fr").content
    base = f"/f/{studied.firm.pk}/"
    main = studied.browser("owner").get(base).content.decode().split("<main", 1)[1]
    said = unescape(re.sub(r"<[^>]+>", " ", main)).replace("\u00a0", " ")
    first, slow = said.index("Commander 8 articles cette semaine"), said.index("ralentit")
    soon, decide = said.index("manqueront au rythme"), said.index("à mieux stocker")
    assert first < slow < soon < decide < said.index("Avec un FEC")
    assert f'href="{base}goods/items/{goods["soon"][0]["slug"]}/"' in main
    reader = studied.browser("reader").get(base).content.decode()
    assert "L’ajouter" in main
    assert "L’ajouter" not in reader


@pytest.mark.django_db
def test_with_books_the_ways_are_those_of_the_roadmap(studied: Cast) -> None:
    page = studied.browser("owner").get(f"/f/{studied.firm.pk}/").content.decode()
    nav = page.split('class="nav"', 1)[1].split("</nav>", 1)[0]
    assert f'href="/f/{studied.firm.pk}/roadmap/" data-key="r"' in nav
    assert "goods/" not in nav


def test_a_shop_of_quebec_sees_its_dollars(
    django_db_setup: None, django_db_blocker: Any, tmp_path: Path
) -> None:
    with django_db_blocker.unblock():
        place = imported((path.name, path.read_bytes()) for path in quebec_lists.write(tmp_path))

        def show(end: str) -> str:
            answer = place.browser("reader").get(f"/f/{place.firm.pk}/{end}")
            assert answer.status_code == 200
            return unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))

        for end in (
            "goods/",
            "goods/purchases/",
            "goods/what-if/?kind=leadtimes&amount=300",
            "goods/items/",
            "",
        ):
            assert "€" not in show(end), end
        assert "$CA" in show("goods/")
        assert "FEC" not in show("").split("Ce qui a changé")[1]  # there is none in Québec
        assert "$CA" in show("goods/what-if/?kind=leadtimes&amount=300")
        assert "Montant ($CA)" in show("goods/purchases.csv")
        with firm_scope(place.firm.pk):
            assert Study.objects.latest().currency == "CAD"


def test_a_shop_that_keeps_no_orders_says_in_how_many_days_it_is_delivered(
    django_db_setup: None, django_db_blocker: Any, tmp_path: Path
) -> None:
    with django_db_blocker.unblock():
        place = imported((path.name, path.read_bytes()) for path in announced_lists.write(tmp_path))
        base = f"/f/{place.firm.pk}/"

        def page(end: str) -> str:
            answer = place.browser("owner").get(f"{base}{end}")
            assert answer.status_code == 200
            return unescape(answer.content.decode())

        def show(end: str) -> str:
            return re.sub(r"<[^>]+>", " ", page(end)).replace("\u00a0", " ")

        overview = show("goods/")
        assert "Aucun fournisseur n’a encore assez de commandes pour être suivi." in overview
        (item,) = set(re.findall(rf'href="{base}(goods/items/[^"]+/)"', page("goods/items/")))
        assert "dites son délai sur la page du fournisseur" in show(item)
        assert "Bol" not in show("goods/purchases/")

        (supplier,) = set(re.findall(rf'href="{base}(goods/suppliers/[^"]+/)"', page("goods/")))
        said = place.browser("member").post(f"{base}{supplier}said/", {"lead_days": "21"})
        assert said.status_code == 302
        work()

        told = show(supplier)
        assert "le délai annoncé ; aucune commande reçue ne l’a encore mesuré" in told
        assert "21 jours" in told
        # One a day and 21 days to wait: the 10 that are left do not last until then.
        assert "Bol" in show("goods/purchases/")
        assert "le délai que Faïences du Sud annonce" in show("goods/purchases/")
        decided = show(item)
        assert "Commander à temps, sans plus" in decided
        assert "que ne rien changer" not in decided
        assert "21 (annoncé)" in show("goods/")
