"""Who is who among suppliers, on screen: asked, said, taken into account by the next study, undone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from books import fec, imported, name_of, work
from cast import Cast
from django.http import HttpResponse

from ancrage.text import Language
from ancrage.web.models import Event, IdentityDecision, Job
from ancrage.web.scope import firm_scope
from ancrage.web.studies.pages import page
from ledgers import bill, sale

WHOLE, SHORT = ("F1", "Transports Vandewalle"), ("F2", "TRANS. VANDEWALLE")
WOOD, TWIN = ("F3", "Alpha Bois SARL"), ("F4", "ALPHA BOIS")
KEY_WHOLE, KEY_SHORT = "parties:f1:transports vandewalle", "parties:f2:trans. vandewalle"
KEY_WOOD, KEY_TWIN = "parties:f3:alpha bois sarl", "parties:f4:alpha bois"


@pytest.fixture
def place(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """A firm with two pairs of suppliers: one to ask about, one that the books put together. Its rows are committed."""
    with django_db_blocker.unblock():
        yield _made()


@pytest.fixture(scope="module")
def untouched(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """The same, made once for the tests that change nothing."""
    with django_db_blocker.unblock():
        yield _made()


def _made() -> Cast:
    suppliers = (SHORT, WHOLE, WOOD, TWIN)
    entries = [bill(f"2025{n:02d}15", one, 100.0 * n) for n, one in enumerate(suppliers, 1)]
    return imported([(name_of(2025), fec([*entries, sale("20251231", 5000.0)]))])


def show(of: Cast, person: str = "owner", end: str = "suppliers/who/") -> str:
    answer = of.browser(person).get(f"/f/{of.firm.pk}/{end}")
    assert answer.status_code == 200
    return seen(answer)


def seen(answer: HttpResponse) -> str:
    text = unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))
    return " ".join(text.split())


def tell(of: Cast, person: str, a: str, b: str, same: str) -> HttpResponse:
    fields = {"a": a, "b": b, "same": same}
    return of.browser(person).post(f"/f/{of.firm.pk}/suppliers/who/say/", fields)


def names(of: Cast) -> list[str]:
    """Suppliers of the table of the last study."""
    with firm_scope(of.firm.pk):
        found = page("table:suppliers:1", Language.FR)
    assert found is not None
    return [row[0]["said"] for row in found["grid"]["rows"] if isinstance(row[0], dict)]


def test_a_pair_is_shown_with_what_tells_it_apart(untouched: Cast) -> None:
    text = show(untouched)
    assert "1 paire à regarder" in text
    assert "« Transports Vandewalle » et « TRANS. VANDEWALLE »" in text
    assert "un mot est abrégé" in text
    assert f"Comptes : {name_of(2025)}" in text
    assert "100 € d’achats" in text
    assert "200 € d’achats" in text
    assert "1 fournisseur écrit à plusieurs endroits" in text
    assert "mêmes mots, aux accents, à l’ordre et à la forme juridique près" in text


def test_said_the_same_it_is_counted_once_after_the_next_study(place: Cast) -> None:
    """100.00 and 200.00 of transports make 300.00, beside 300.00 and 400.00 of wood."""
    assert sorted(names(place)) == ["ALPHA BOIS", "TRANS. VANDEWALLE", "Transports Vandewalle"]
    answer = tell(place, "member", KEY_SHORT, KEY_WHOLE, "yes")
    assert answer.status_code == 302
    with firm_scope(place.firm.pk):
        kept = IdentityDecision.objects.get()
        assert (kept.a, kept.b, kept.same) == (KEY_WHOLE, KEY_SHORT, True)
        assert (kept.a_said, kept.b_said) == ("Transports Vandewalle", "TRANS. VANDEWALLE")
        assert kept.said_by == place.member
        event = Event.objects.latest("pk")
        assert event.action == "identity.said"
        assert event.target == "Transports Vandewalle = TRANS. VANDEWALLE"
    waiting = show(place)
    assert "Rien à trancher" in waiting  # what was answered is not asked while the study is made
    assert "C’est le même Member" in waiting
    work()
    assert len(names(place)) == 2
    assert "300 € d’achats" in show(place)
    assert "2 fournisseurs écrits à plusieurs endroits" in show(place)
    assert "a dit qui est qui : Transports Vandewalle = TRANS. VANDEWALLE" in show(
        place, end="journal/"
    )


def test_undone_the_table_is_what_it_was(place: Cast) -> None:
    before, asked = names(place), show(place)
    tell(place, "owner", KEY_WHOLE, KEY_SHORT, "yes")
    work()
    assert names(place) != before
    with firm_scope(place.firm.pk):
        key = IdentityDecision.objects.get().pk
    place.browser("owner").post(f"/f/{place.firm.pk}/suppliers/who/{key}/undo/")
    work()
    assert names(place) == before
    assert show(place) == asked
    with firm_scope(place.firm.pk):
        assert not IdentityDecision.objects.exists()
        assert Event.objects.latest("pk").action == "identity.undone"


def test_what_was_put_together_is_taken_apart(place: Cast) -> None:
    tell(place, "owner", KEY_WOOD, KEY_TWIN, "no")
    assert "vous avez répondu ; l’étude se met à jour" in show(place)
    work()
    assert sorted(names(place)) == [
        "ALPHA BOIS", "Alpha Bois SARL", "TRANS. VANDEWALLE", "Transports Vandewalle",
    ]  # fmt: skip
    text = show(place)
    assert "Chaque fournisseur n’est écrit qu’à un endroit" in text
    assert "Ce sont deux fournisseurs Owner" in text


def test_said_again_it_takes_the_place_of_what_was_said(place: Cast) -> None:
    for same in ("yes", "no", "yes"):
        tell(place, "owner", KEY_WHOLE, KEY_SHORT, same)
    with firm_scope(place.firm.pk):
        assert IdentityDecision.objects.get().same
        assert Job.objects.filter(kind="study", state="waiting").count() == 1
    work()


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (KEY_WHOLE, KEY_WHOLE, "yes"),
        (KEY_WHOLE, "parties:f9:nobody", "yes"),
        ("\x00", KEY_SHORT, "no"),
        ("", "", "no"),
        (KEY_WHOLE, KEY_SHORT, ""),
        (KEY_WHOLE, KEY_SHORT, "maybe"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_kept(
    untouched: Cast, a: str, b: str, same: str
) -> None:
    answer = tell(untouched, "owner", a, b, same)
    assert answer.status_code == 400
    assert "Rien n’a été enregistré." in seen(answer)
    with firm_scope(untouched.firm.pk):
        assert not IdentityDecision.objects.exists()


def test_two_that_nothing_brings_together_are_put_together_by_hand(place: Cast) -> None:
    """200.00 of transports and 700.00 of wood make 900.00."""
    content = place.browser("owner").get(f"/f/{place.firm.pk}/suppliers/who/").content.decode()
    form = content.split('id="choose-a"', 1)[1].split("</select>", 1)[0]
    assert re.findall(r'<option value="([^"]+)">([^<]+)', form) == [
        (KEY_WOOD, "Alpha Bois SARL (F3)"),
        (KEY_SHORT, "TRANS. VANDEWALLE (F2)"),
        (KEY_WHOLE, "Transports Vandewalle (F1)"),
    ]
    tell(place, "owner", KEY_WHOLE, KEY_WOOD, "yes")
    work()
    assert len(names(place)) == 2
    assert "900 € d’achats" in show(place)


def test_those_who_only_read_see_no_button(place: Cast) -> None:
    tell(place, "owner", KEY_WOOD, KEY_TWIN, "no")
    work()
    for person, buttons in (("owner", 4), ("member", 4), ("adviser", 0), ("reader", 0)):
        answer = place.browser(person).get(f"/f/{place.firm.pk}/suppliers/who/")
        main = answer.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
        assert main.count("<button") == buttons, person
        assert "TRANS. VANDEWALLE" in main


def test_a_decision_of_another_firm_is_neither_seen_nor_undone(place: Cast) -> None:
    tell(place, "owner", KEY_WHOLE, KEY_SHORT, "no")
    with firm_scope(place.firm.pk):
        key = IdentityDecision.objects.get().pk
    theirs = place.browser("stranger")
    answer = theirs.post(f"/f/{place.other.pk}/suppliers/who/{key}/undo/")
    assert answer.status_code == 404
    assert "VANDEWALLE" not in theirs.get(f"/f/{place.other.pk}/suppliers/who/").content.decode()
    fields = {"a": KEY_WHOLE, "b": KEY_SHORT, "same": "yes"}
    assert theirs.post(f"/f/{place.other.pk}/suppliers/who/say/", fields).status_code == 400
    with firm_scope(place.firm.pk):
        assert not IdentityDecision.objects.get().same
    work()


@pytest.mark.django_db
def test_the_page_is_one_step_from_the_suppliers(studied: Cast) -> None:
    address = f"/f/{studied.firm.pk}/suppliers/who/"
    for end in ("tables/suppliers/", "rooms/chain.suppliers/"):
        shown = studied.browser("reader").get(f"/f/{studied.firm.pk}/{end}").content.decode()
        assert f'href="{address}"' in shown
    other = studied.browser("reader").get(f"/f/{studied.firm.pk}/tables/customers/")
    assert f'href="{address}"' not in other.content.decode()


@pytest.mark.django_db
def test_before_the_first_study_the_page_says_where_to_begin(plain: Cast) -> None:
    answer = plain.browser("owner").get(f"/f/{plain.firm.pk}/suppliers/who/")
    assert answer.status_code == 200
    assert f"/f/{plain.firm.pk}/data/" in answer.content.decode()
