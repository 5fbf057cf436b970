"""Making a key on the page of people: shown once, for a time, with no more rights than the person has."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from cast import Cast
from django.test import Client
from django.utils import timezone
from programs import Program

from ancrage.web.people.models import ApiToken
from ancrage.web.scope import firm_scope

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_failures")]


def made(plain: Cast, role: str, **fields: str) -> tuple[Program, ApiToken]:
    """A program with a key made through the form, and the row that is kept."""
    answer = plain.browser(role).post(
        f"/f/{plain.firm.pk}/people/tokens/", {"name": "Tableur", **fields}, secure=True
    )
    assert "no-store" in answer["Cache-Control"]
    (key,) = set(re.findall(r"anc_[a-z0-9]+_[A-Za-z0-9_-]+", answer.content.decode()))
    with firm_scope(plain.firm.pk):
        kept = ApiToken.objects.get(user=getattr(plain, role))
    return Program(key, Client()), kept


def test_a_key_reads_unless_more_is_asked_for(plain: Cast) -> None:
    who, _ = made(plain, "member")
    assert who.get("/firm")["permissions"] == ["read"]


def test_a_key_that_writes_has_the_permissions_of_the_role(plain: Cast) -> None:
    who, _ = made(plain, "adviser", writes="yes")
    assert who.get("/firm")["permissions"] == ["read", "bring"]


def test_a_key_of_a_reader_does_not_write_even_when_the_form_says_so(plain: Cast) -> None:
    _, kept = made(plain, "reader", writes="yes")
    assert not kept.writes


@pytest.mark.parametrize(("asked", "days"), [("30", 30), ("365", 365), ("", 90), ("9999", 90)])
def test_a_key_lasts_as_long_as_was_chosen(plain: Cast, asked: str, days: int) -> None:
    _, kept = made(plain, "owner", days=asked)
    assert abs(kept.expires_at - timezone.now() - timedelta(days=days)) < timedelta(minutes=1)


def test_the_secret_is_not_kept_and_is_shown_once(plain: Cast) -> None:
    who, kept = made(plain, "owner")
    secret = who.token.split("_", 2)[2]
    assert secret not in str(vars(kept))
    page = plain.browser("owner").get(f"/f/{plain.firm.pk}/people/", secure=True)
    assert secret not in page.content.decode()
    assert "Tableur" in page.content.decode()


def test_the_list_says_that_a_key_has_expired(plain: Cast) -> None:
    _, kept = made(plain, "owner")
    with firm_scope(plain.firm.pk):
        ApiToken.objects.filter(pk=kept.pk).update(expires_at=timezone.now() - timedelta(days=1))
    page = plain.browser("owner").get(f"/f/{plain.firm.pk}/people/", secure=True)
    assert "expirée le" in page.content.decode()
