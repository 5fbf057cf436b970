"""Alerts by mail: asked for, sent once for what is new, never to who left, never twice, ended on the page of settings."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from books import work
from cast import Cast
from django.core import mail

from ancrage.web.goods import alerts
from ancrage.web.models import AlertMail, Job, Membership, Study
from ancrage.web.scope import firm_scope

DAY = date(2026, 1, 5)
SLOW = {
    "key": "slower:ningbo-1",
    "name": "Ningbo",
    "now": 76,
    "usual": 58,
    "path": "goods/suppliers/ningbo-1/",
}
ORDER = {
    "key": "order:a-1",
    "name": "Lanterne",
    "supplier": "Ningbo",
    "units": 40,
    "by": "2026-01-08",
    "path": "goods/purchases/",
}


@pytest.fixture
def place(django_db_setup: None, django_db_blocker: Any, settings: Any) -> Any:
    """A firm whose rows are committed, so that a worker finds them, on a start that sends mail."""
    import secrets  # noqa: PLC0415

    import cast  # noqa: PLC0415

    from ancrage.web.people.firms import new_firm  # noqa: PLC0415

    settings.SENDS_MAIL = True
    settings.SITE_SCHEME = "https"
    settings.ALLOWED_HOSTS = ["ancrage.test", "testserver", "localhost"]
    with django_db_blocker.unblock():
        yield cast.gather(
            f"alerts-{secrets.token_hex(4)}", lambda owner: new_firm("Atelier Martin", owner)
        )


def study(of: Cast, *alarms: dict[str, Any], day: date = DAY) -> None:
    """A study that holds these alarms, and what follows from it."""
    with firm_scope(of.firm.pk):
        done = Study.objects.create(firm=of.firm, day=day, summary={"alarms": list(alarms)})
        alerts.after(done)
    work()


def ask(of: Cast, person: str, wanted: str = "yes") -> None:
    answer = of.browser(person).post(f"/f/{of.firm.pk}/settings/alerts/", {"wanted": wanted})
    assert answer.status_code == 302


def test_nobody_is_written_to_who_did_not_ask(place: Cast) -> None:
    study(place, SLOW)
    assert mail.outbox == []


def test_what_is_new_is_told_once_in_the_reader_s_language_with_its_address(place: Cast) -> None:
    ask(place, "owner")
    ask(place, "reader")
    place.reader.language = "en"
    place.reader.save()
    study(place, SLOW)
    assert [message.to for message in mail.outbox] == [[place.owner.email], [place.reader.email]]
    french, english = mail.outbox
    assert french.subject == "Atelier Martin\u00a0: 1 nouvelle alerte"
    assert "Ningbo ralentit" in french.body
    assert f"https://ancrage.test/f/{place.firm.pk}/goods/suppliers/ningbo-1/" in french.body
    assert f"https://ancrage.test/f/{place.firm.pk}/settings/" in french.body
    assert "Ningbo slows down: about 76 days instead of 58." in english.body
    study(place, SLOW, day=DAY + timedelta(days=1))
    assert len(mail.outbox) == 2
    study(place, SLOW, ORDER, day=DAY + timedelta(days=2))
    assert len(mail.outbox) == 4
    assert "Lanterne" in mail.outbox[2].body
    assert "Ningbo ralentit" not in mail.outbox[2].body


def test_what_is_there_when_it_is_asked_for_is_not_news(place: Cast) -> None:
    study(place, SLOW)
    with firm_scope(place.firm.pk):
        alerts.subscribe(place.owner.pk, DAY)
    study(place, SLOW, day=DAY + timedelta(days=1))
    assert mail.outbox == []


def test_an_alarm_that_comes_and_goes_is_one_and_one_that_comes_back_much_later_is_another(
    place: Cast,
) -> None:
    with firm_scope(place.firm.pk):
        alerts.subscribe(place.owner.pk, DAY)
    for days, alarms in ((0, [SLOW]), (1, []), (2, [SLOW]), (180, [SLOW]), (360, [SLOW])):
        study(place, *alarms, day=DAY + timedelta(days=days))
        assert len(mail.outbox) == 1
    study(place, SLOW, day=DAY + timedelta(days=360 + 181))
    assert len(mail.outbox) == 2


def test_who_left_or_ended_them_gets_none(place: Cast) -> None:
    for person in ("owner", "member", "adviser"):
        ask(place, person)
    ask(place, "adviser", "no")
    with firm_scope(place.firm.pk):
        Membership.objects.filter(user=place.member).delete()
    study(place, SLOW)
    assert [message.to for message in mail.outbox] == [[place.owner.email]]
    with firm_scope(place.firm.pk):
        assert not AlertMail.objects.filter(user=place.adviser).exists()


def test_a_mail_that_does_not_leave_is_tried_after_the_next_study(
    place: Cast, settings: Any
) -> None:
    ask(place, "owner")
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
    study(place, SLOW)
    with firm_scope(place.firm.pk):
        assert Job.objects.get(kind="alerts").state == "failed"
    settings.EMAIL_BACKEND = backend
    study(place, SLOW, day=DAY + timedelta(days=1))
    assert len(mail.outbox) == 1


def test_the_settings_say_what_is_asked(place: Cast, settings: Any) -> None:
    address = f"/f/{place.firm.pk}/settings/"
    assert "Les recevoir à" in place.browser("reader").get(address).content.decode()
    ask(place, "reader")
    assert "Ne plus les recevoir" in place.browser("reader").get(address).content.decode()
    settings.SENDS_MAIL = False
    assert "n’envoie pas de courriel" in place.browser("owner").get(address).content.decode()
    ask(place, "owner")
    with firm_scope(place.firm.pk):
        assert not AlertMail.objects.filter(user=place.owner).exists()
