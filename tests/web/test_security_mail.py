"""Accounts of a server that sends mails: who has one is not said, and a link for a new password serves once, for an hour."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from cast import Browser, browser
from django.core import mail
from sites import PASSWORD

from ancrage.web.people.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def server(settings: Any) -> None:
    """A server with a mail server, whatever the database of this run."""
    settings.LOCAL = False
    settings.SENDS_MAIL = True
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"


def sign_up(email: str) -> tuple[int, str]:
    """Status and address that follow, and the visitor is not signed in."""
    visitor = browser()
    fields = {"email": email, "password1": PASSWORD, "password2": PASSWORD}
    answer = visitor.post("/account/signup/", fields)
    assert visitor.get("/firms/").status_code == 302
    return answer.status_code, answer.headers.get("Location", "")


def test_signing_up_with_an_address_that_has_an_account_says_so_to_its_owner_alone() -> None:
    User.objects.create_user("marie@clients.example", PASSWORD)
    assert sign_up("marie@clients.example") == sign_up("nobody@clients.example")
    assert sign_up("MARIE@clients.example") == (302, "/account/confirm-email/")
    assert User.objects.filter(email__iexact="marie@clients.example").count() == 1
    told = {address for message in mail.outbox for address in message.to}
    assert told == {"marie@clients.example", "nobody@clients.example"}


def reset_link(email: str) -> str:
    browser().post("/account/password/reset/", {"email": email})
    found = re.search(
        r"https?://[^/\s]+(/account/password/reset/key/\S+)", str(mail.outbox[-1].body)
    )
    assert found is not None, mail.outbox[-1].body
    return found[1]


def choose(link: str, password: str) -> Browser:
    """Somebody who opens the link and writes a new password."""
    visitor = browser()
    answer = visitor.get(link)
    page = answer.headers.get("Location", link)
    visitor.post(page, {"password1": password, "password2": password})
    return visitor


def enters(email: str, password: str) -> bool:
    visitor = browser()
    visitor.post("/account/login/", {"login": email, "password": password})
    return bool(visitor.session.get("_auth_user_id"))


def with_verified_address(email: str) -> User:
    from allauth.account.models import EmailAddress  # noqa: PLC0415 (models come after Django)

    user = User.objects.create_user(email, PASSWORD)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def test_a_link_for_a_new_password_serves_once_and_signs_nobody_in() -> None:
    email = "oublie@clients.example"
    with_verified_address(email)
    link = reset_link(email)
    visitor = choose(link, "trente girafes vertes")
    assert not visitor.session.get("_auth_user_id")
    assert enters(email, "trente girafes vertes")
    choose(link, "trente girafes mauves")
    assert not enters(email, "trente girafes mauves")


def test_a_link_for_a_new_password_ends(settings: Any) -> None:
    assert settings.PASSWORD_RESET_TIMEOUT == 3600
    email = "tard@clients.example"
    with_verified_address(email)
    link = reset_link(email)
    settings.PASSWORD_RESET_TIMEOUT = 1
    time.sleep(2.1)
    choose(link, "trente girafes grises")
    assert not enters(email, "trente girafes grises")


def test_a_mail_has_the_headers_that_it_should_whatever_a_firm_is_called() -> None:
    visitor = browser()
    visitor.force_login(with_verified_address("patron@clients.example"))
    name = "Martin\r\nBcc: everybody@clients.example"
    base = visitor.post("/firms/new/", {"name": name}).headers["Location"].removesuffix("data/")
    invited = {"email": "conseil@clients.example", "role": "reader"}
    assert visitor.post(f"{base}people/invite/", invited).status_code == 200
    (message,) = mail.outbox
    assert message.message()["Bcc"] is None
    assert message.recipients() == ["conseil@clients.example"]
    assert "Martin Bcc: everybody@clients.example" in message.subject
