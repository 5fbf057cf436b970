"""Who is who among customers and items, on screen: asked, said, counted as one by the next study, undone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from books import fec, imported, name_of, work
from cast import Cast
from django.http import HttpResponse
from trade_books import PRODUCTS, invoiced

from ancrage.text import Language
from ancrage.web.identities.service import key_of_words
from ancrage.web.models import IdentityDecision
from ancrage.web.scope import firm_scope
from ancrage.web.studies.pages import page

ESCALE, ESCALLE = ("C1", "Escale Vagabonde"), ("C2", "ESCALLE VAGABONDE")
KEY_ESCALE, KEY_ESCALLE = "customers:c1:escale vagabonde", "customers:c2:escalle vagabonde"
TAS_1, TAS_2, BOL_1, BOL_9 = (f"items:sku:{sku}" for sku in ("tas-1", "tas-2", "bol-1", "bol-9"))


@pytest.fixture
def place(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """Two accounts of customers a letter apart, and a list of items. Its rows are committed."""
    with django_db_blocker.unblock():
        yield _made()


@pytest.fixture(scope="module")
def untouched(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """The same, made once for the tests that change nothing."""
    with django_db_blocker.unblock():
        yield _made()


def _made() -> Cast:
    entries = [invoiced("20250110", ESCALE, 100.0), invoiced("20250210", ESCALLE, 200.0)]
    return imported([(name_of(2025), fec(entries)), ("articles.csv", PRODUCTS.encode())])


def show(of: Cast, among: str, person: str = "owner") -> str:
    answer = of.browser(person).get(f"/f/{of.firm.pk}/{among}/who/")
    assert answer.status_code == 200
    return seen(answer)


def seen(answer: HttpResponse) -> str:
    text = unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))
    return " ".join(text.split())


def tell(of: Cast, among: str, **fields: str) -> HttpResponse:
    return of.browser("member").post(f"/f/{of.firm.pk}/{among}/who/say/", fields)


def test_each_kind_shows_its_own_and_says_how_many_wait_elsewhere(untouched: Cast) -> None:
    suppliers, customers, items = (
        show(untouched, among) for among in ("suppliers", "customers", "items")
    )
    assert "Vos fichiers ne nomment encore aucun fournisseur." in suppliers
    assert "Clients 1 1 paire à regarder Articles 1 1 paire à regarder" in suppliers
    assert "« ESCALLE VAGABONDE » et « Escale Vagabonde »" in customers
    assert "200 € de ventes" in customers
    assert "Ce sont deux clients" in customers
    assert "ne disent rien de la personne" in customers
    assert "BOL" not in customers
    assert "« BOL BLANC » et « Bol blanc »" in items or "« Bol blanc » et « BOL BLANC »" in items
    assert "mêmes mots, mais pas la même référence" in items
    assert "1 article sous plusieurs références ou plusieurs noms" in items
    assert ": même code-barres" in items
    assert "code-barres 3518370400049" in items
    assert "VAGABONDE" not in items


def test_customers_said_the_same_are_counted_once_and_undone(place: Cast) -> None:
    """100.00 and 200.00 make 300.00."""
    before = rows(place)
    assert len(before) == 2
    assert tell(place, "customers", a=KEY_ESCALE, b=KEY_ESCALLE, same="yes").status_code == 302
    waiting = show(place, "customers")
    assert "Rien à trancher" in waiting
    assert "C’est le même Member" in waiting
    assert "Ce que vous avez dit" not in show(place, "items")
    work()
    assert len(rows(place)) == 1
    assert "300 € de ventes" in show(place, "customers")
    with firm_scope(place.firm.pk):
        key = IdentityDecision.objects.get().pk
    undo = f"/f/{place.firm.pk}/{{}}/who/{key}/undo/"
    assert place.browser("member").post(undo.format("items")).status_code == 404
    assert place.browser("member").post(undo.format("customers")).status_code == 302
    work()
    assert rows(place) == before


def rows(of: Cast) -> list[str]:
    """Customers of the table of the last study."""
    with firm_scope(of.firm.pk):
        found = page("table:customers:1", Language.FR)
    assert found is not None
    return [row[0]["said"] for row in found["grid"]["rows"] if isinstance(row[0], dict)]


def test_items_are_put_together_by_their_references_and_taken_apart(place: Cast) -> None:
    assert tell(place, "items", a="bol-9", b=" BOL-1 ", same="yes", words="1").status_code == 302
    assert tell(place, "items", a=TAS_1, b=TAS_2, same="no").status_code == 302
    work()
    text = show(place, "items")
    assert "1 article sous plusieurs références ou plusieurs noms" in text
    assert "vous avez dit que c’est le même" in text
    assert ": même code-barres" not in text
    assert "Ce sont deux articles Member" in text


@pytest.mark.parametrize(
    ("a", "b"), [("bol-1", "nothing"), ("bol-1", "bol-1"), ("Tasse bleue", "bol-1"), ("", "bol-1")]
)
def test_words_that_lead_to_none_or_to_several_are_refused(untouched: Cast, a: str, b: str) -> None:
    answer = tell(untouched, "items", a=a, b=b, same="yes", words="1")
    assert answer.status_code == 400
    assert "Rien n’a été enregistré." in seen(answer)
    with firm_scope(untouched.firm.pk):
        assert not IdentityDecision.objects.exists()
        assert key_of_words("items", "BOL-9") == BOL_9


def test_an_item_and_a_customer_are_no_pair(untouched: Cast) -> None:
    for among in ("items", "customers", "suppliers"):
        assert tell(untouched, among, a=KEY_ESCALE, b=BOL_1, same="yes").status_code == 400


def test_those_who_only_read_see_no_button(untouched: Cast) -> None:
    for among in ("customers", "items"):
        for person in ("adviser", "reader"):
            answer = untouched.browser(person).get(f"/f/{untouched.firm.pk}/{among}/who/")
            main = answer.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
            assert "<button" not in main


@pytest.mark.django_db
def test_each_page_is_one_step_from_what_it_corrects(studied: Cast) -> None:
    base = f"/f/{studied.firm.pk}/"
    for end, among in (
        ("tables/customers/", "customers"),
        ("rooms/local.clients/", "customers"),
        ("rooms/chain.stock/", "items"),
    ):
        shown = studied.browser("reader").get(f"{base}{end}").content.decode()
        assert f'href="{base}{among}/who/"' in shown
    assert studied.browser("reader").get(f"{base}findings/who/").status_code == 404
