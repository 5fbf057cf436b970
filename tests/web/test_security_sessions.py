"""How long a session lasts on a server, what asks for the password again, and when a second factor must be there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from cast import Browser, Cast

from ancrage.web.people.entry import local_person, new_entry
from ancrage.web.people.models import ENTRY_MINUTES, EntryLink

pytestmark = pytest.mark.django_db
HOUR = 3600


@pytest.fixture(autouse=True)
def server(settings: Any) -> None:
    """These rules are those of a server, whatever the database of this run."""
    settings.LOCAL = False


def aged(browser: Browser, **ages: float) -> None:
    """Move the marks of a session into the past, by seconds."""
    browser.get("/firms/")
    session = browser.session
    for mark, seconds in ages.items():
        session[mark] = int(session[mark] - seconds)
    session.save()


@pytest.mark.parametrize(
    ("ages", "status"),
    [
        ({"seen": 23 * HOUR}, 200),
        ({"seen": 25 * HOUR}, 302),
        ({"began": 13 * 24 * HOUR}, 200),
        ({"began": 15 * 24 * HOUR}, 302),
    ],
)
def test_a_session_ends_after_a_day_without_use_and_after_fourteen_days(
    plain: Cast, ages: dict[str, float], status: int
) -> None:
    browser = plain.browser("owner")
    aged(browser, **ages)
    assert browser.get("/firms/").status_code == status
    assert ("_auth_user_id" in browser.session) is (status == 200)


FINAL = (
    ("GET", "{firm}delete/"),
    ("POST", "{firm}delete/"),
    ("GET", "{firm}export/file/"),
    ("POST", "{firm}people/tokens/"),
    ("POST", "{firm}people/invite/"),
    ("POST", "{firm}people/1/"),
    ("POST", "/account/delete/"),
)


@pytest.mark.parametrize(("method", "path"), FINAL)
def test_what_cannot_be_taken_back_asks_for_the_password_after_a_quarter_of_an_hour(
    plain: Cast, method: str, path: str
) -> None:
    address = path.format(firm=f"/f/{plain.firm.pk}/")
    browser = plain.browser("owner")
    aged(browser, began=14 * 60)
    answer = browser.generic(method, address)
    assert "reauthenticate" not in answer.headers.get("Location", "")

    browser = plain.browser("owner")
    aged(browser, began=16 * 60)
    answer = browser.generic(method, address)
    assert answer.headers["Location"].startswith("/account/reauthenticate/?next=")


def test_a_second_factor_can_be_made_a_condition(plain: Cast, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    browser = plain.browser("member")
    for path in ("/firms/", f"/f/{plain.firm.pk}/", f"/f/{plain.firm.pk}/data/"):
        assert browser.get(path).headers["Location"] == "/account/2fa/totp/activate/"
    assert browser.get("/account/sessions/").status_code == 200


def test_an_account_that_was_closed_has_no_session_any_more(plain: Cast) -> None:
    browser = plain.browser("reader")
    assert browser.get("/firms/").status_code == 200
    plain.reader.is_active = False
    plain.reader.save()
    assert browser.get("/firms/").headers["Location"].startswith("/account/login/")


@pytest.mark.parametrize(("minutes", "status"), [(-1, 302), (1, 410)])
def test_the_link_of_a_local_start_ends_after_a_day(
    settings: Any, client: Any, minutes: int, status: int
) -> None:
    settings.LOCAL = True
    path = new_entry(local_person("Moi"))
    link = EntryLink.objects.latest("pk")
    made = link.created_at - timedelta(minutes=ENTRY_MINUTES + minutes)
    EntryLink.objects.filter(pk=link.pk).update(created_at=made)
    assert client.get(path, secure=True).status_code == status


def test_on_a_server_the_link_of_a_local_start_opens_nothing(client: Any) -> None:
    path = new_entry(local_person("Moi"))
    assert client.get(path, secure=True).status_code == 404
