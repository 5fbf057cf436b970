"""Invitations, roles, the one-time link of a local start, the language of a person."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from cast import Cast, browser
from django.utils import timezone
from starts import wanted

from ancrage.web.models import ApiToken, EntryLink, Invitation, Membership
from ancrage.web.people.entry import new_entry
from ancrage.web.scope import firm_scope

pytestmark = pytest.mark.django_db
LOCAL = pytest.mark.skipif(wanted() != "sqlite", reason="one machine: a server has no such link")
# A local start answers to the names of this machine alone.
HERE = {"host": "localhost"}


def post(cast: Cast, end: str, /, **fields: str) -> Any:
    return cast.browser("owner").post(f"/f/{cast.firm.pk}/people/{end}", fields)


def invited(cast: Cast, role: str = "reader", email: str = "neuf@exemple.test") -> str:
    """The path of the link that the owner is shown."""
    page = post(cast, "invite/", email=email, role=role).content.decode()
    link = re.search(r"https?://[^\s\"<]+(/invitation/[^\s\"<]+)", page)
    assert link is not None
    return link[1]


def role_of(cast: Cast, name: str) -> str | None:
    with firm_scope(cast.firm.pk):
        held = Membership.objects.filter(user=getattr(cast, name)).first()
        return held.role if held else None


def test_an_invitation_again_ends_the_first_link(plain: Cast) -> None:
    first, second = invited(plain), invited(plain, email="NEUF@exemple.test ")
    guest = plain.browser("stranger")
    assert guest.post(first).status_code == 410
    assert role_of(plain, "stranger") is None
    assert guest.post(second).status_code == 302
    assert role_of(plain, "stranger") == "reader"


def test_an_invitation_ends_when_it_is_taken_back_or_too_old(plain: Cast) -> None:
    old, taken_back = invited(plain), invited(plain, email="autre@exemple.test")
    with firm_scope(plain.firm.pk):
        Invitation.objects.filter(email="neuf@exemple.test").update(
            expires_at=timezone.now() - timedelta(seconds=1)
        )
        other = Invitation.objects.get(email="autre@exemple.test").pk
    post(plain, f"invitations/{other}/cancel/")
    for link in (old, taken_back):
        assert plain.browser("stranger").post(link).status_code == 410
    assert role_of(plain, "stranger") is None


def test_an_invitation_is_no_way_to_lose_or_gain_a_role(plain: Cast) -> None:
    plain.browser("owner").post(invited(plain, "reader"))
    assert role_of(plain, "owner") == "owner"
    plain.browser("reader").post(invited(plain, "owner"))
    assert role_of(plain, "reader") == "reader"


def test_somebody_signed_out_is_asked_to_sign_in_then_comes_back(plain: Cast) -> None:
    link = invited(plain)
    answer = browser().post(link)
    assert answer.headers["Location"] == f"/account/login/?next={link}"
    with firm_scope(plain.firm.pk):
        assert Invitation.objects.count() == 1


@pytest.mark.parametrize(("email", "role"), [("pas une adresse", "reader"), ("a@b.test", "king")])
def test_a_wrong_address_or_role_invites_nobody(email: str, role: str, plain: Cast) -> None:
    assert post(plain, "invite/", email=email, role=role).status_code == 302
    with firm_scope(plain.firm.pk):
        assert not Invitation.objects.exists()


def test_an_owner_may_step_down_once_there_is_another(plain: Cast) -> None:
    post(plain, f"{plain.member.pk}/", role="owner")
    assert role_of(plain, "member") == "owner"
    post(plain, f"{plain.owner.pk}/", role="reader")
    assert role_of(plain, "owner") == "reader"
    assert post(plain, f"{plain.member.pk}/", role="reader").status_code == 403
    assert role_of(plain, "member") == "owner"


def test_somebody_removed_has_no_key_left(plain: Cast) -> None:
    with firm_scope(plain.firm.pk):
        for person, secret in ((plain.adviser, "1"), (plain.reader, "2")):
            ApiToken.objects.create(firm=plain.firm, user=person, name="x", secret_hash=secret)
    post(plain, f"{plain.adviser.pk}/", role="none")
    assert role_of(plain, "adviser") is None
    with firm_scope(plain.firm.pk):
        assert [token.user_id for token in ApiToken.objects.all()] == [plain.reader.pk]
    page = plain.browser("adviser").get(f"/f/{plain.firm.pk}/")
    assert page.status_code == 404


@LOCAL
def test_the_link_of_the_terminal_opens_once(plain: Cast) -> None:
    link = new_entry(plain.owner)
    entered = browser()
    assert entered.post(link, headers=HERE).status_code == 302
    assert entered.get(f"/f/{plain.firm.pk}/", headers=HERE).status_code == 200
    assert browser().post(link, headers=HERE).status_code == 410


@LOCAL
def test_the_link_of_the_terminal_is_for_now(plain: Cast) -> None:
    link = new_entry(plain.owner)
    EntryLink.objects.update(created_at=timezone.now() - timedelta(days=1))
    late = browser()
    assert late.post(link, headers=HERE).status_code == 410
    assert late.get(f"/f/{plain.firm.pk}/", headers=HERE).status_code == 302


@pytest.mark.skipif(wanted() == "sqlite", reason="a server: the link is for one machine")
def test_a_server_has_no_such_link(plain: Cast) -> None:
    assert browser().post(new_entry(plain.owner)).status_code == 404


def test_the_language_follows_the_person_to_another_browser(plain: Cast) -> None:
    plain.browser("reader").post("/language/", {"language": "en", "next": "/firms/"})
    assert '<html lang="en"' in plain.browser("reader").get("/firms/").content.decode()
    assert '<html lang="fr"' in plain.browser("member").get("/firms/").content.decode()


def test_choosing_a_language_leads_nowhere_else(plain: Cast) -> None:
    for away in ("https://ailleurs.test/", "//ailleurs.test/", "javascript:alert(1)"):
        answer = plain.browser("reader").post("/language/", {"language": "en", "next": away})
        assert answer.headers["Location"] == "/"
