"""Accounts of a server: passwords, sessions, second factor, end of an account, as people meet them over HTTP."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import struct
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sites
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from cryptography.fernet import InvalidToken
from sites import PASSWORD, Site, firm_of, signed_in
from visitor import Visitor

from ancrage.web.models import User


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with (
        tempfile.TemporaryDirectory(prefix="ancrage-site-") as folder,
        sites.server(Path(folder)) as running,
    ):
        yield running


def code_of(secret: str) -> str:
    """The six digits that a phone shows (RFC 6238), worked out apart from the code under test."""
    if (late := time.time() % 30) > 20:  # it would change before it is used
        time.sleep(30 - late)
    counter = int(time.time()) // 30
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", counter), hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


# Passwords


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("tropcourt", "shorter than ten"),
        ("1234567890", "among the twenty thousand most used"),
        ("Ancrage2026!!", "the name of the software and a year"),
        ("C0mptabilité-2026", "a word of the trade, with a digit for a letter"),
        ("azertyuiop", "a row of the French keyboard"),
        ("refusee.passwords", "the address itself"),
        ("clients-refusee-75", "words of the address"),
    ],
)
def test_easy_passwords_are_refused(site: Site, password: str, why: str) -> None:
    visitor = site.visitor()
    email = "refusee.passwords@clients.example"
    fields = {"email": email, "password1": password, "password2": password}
    answer = visitor.post("/account/signup/", **fields)
    assert answer.status == 200, why
    assert not signed_in(visitor)


@pytest.mark.parametrize(
    "password", ["long " * 40, "ponctuation seule ??? !!!", "пароль-из-букв", "  bords blancs  "]
)
def test_any_letters_and_any_length_make_a_password_taken_as_it_is(
    site: Site, password: str
) -> None:
    name = f"any-{hashlib.sha256(password.encode()).hexdigest()[:6]}"
    fields = {"email": f"{name}@clients.example", "password1": password, "password2": password}
    assert site.visitor().post("/account/signup/", **fields).status == 302
    assert signed_in(site.sign_in(name, password))
    assert not signed_in(site.sign_in(name, password.strip()[:-1]))
    assert password == password.strip() or not signed_in(site.sign_in(name, password.strip()))


def test_passwords_are_kept_as_argon2(site: Site) -> None:
    site.person("argon")
    with site.start.as_owner() as connection:
        row = connection.execute(
            "SELECT password FROM web_user WHERE email = 'argon@clients.example'"
        ).fetchone()
    assert row[0].startswith("argon2$argon2id$v=19$m=102400,t=2,p=8$")


def test_password_fields_hide_and_let_managers_help(site: Site) -> None:
    page = site.visitor().get("/account/login/").text
    field = re.search(r'<input[^>]*name="password"[^>]*>', page)
    assert field is not None
    assert 'type="password"' in field[0]
    assert 'autocomplete="current-password"' in field[0]


def test_changing_a_password_needs_the_old_one_and_ends_the_other_sessions(site: Site) -> None:
    here = site.person("changes")
    there = site.sign_in("changes")
    new = "quarante girafes rouges"
    fields = {"password1": new, "password2": new}
    here.post("/account/password/change/", oldpassword="not the old one", **fields)
    assert signed_in(there)
    answer = here.post("/account/password/change/", oldpassword=PASSWORD, **fields)
    assert answer.status == 302
    assert signed_in(here)
    assert not signed_in(there)
    assert signed_in(site.sign_in("changes", new))


# Who has an account is not said


def test_signing_in_says_the_same_of_a_wrong_password_and_of_nobody(site: Site) -> None:
    site.person("known")
    pages = []
    for name in ("known", "nobody"):
        fields = {"login": f"{name}@clients.example", "password": "not the password"}
        answer = site.visitor().post("/account/login/", **fields)
        pages.append((answer.status, answer.seen.replace(name, "")))
    assert pages[0] == pages[1]


def test_a_reset_says_the_same_of_an_account_and_of_nobody(site: Site) -> None:
    site.person("forgets")
    answers = []
    for name in ("forgets", "nobody-forgets"):
        visitor = site.visitor()
        answer = visitor.post("/account/password/reset/", email=f"{name}@clients.example")
        answers.append((answer.status, answer.location, visitor.get(answer.location).seen))
    assert answers[0] == answers[1]


# Attempts are counted


def test_the_sixth_wrong_password_in_five_minutes_stops_attempts_at_this_account(
    site: Site,
) -> None:
    site.person("attacked")
    here = site.person("at-work")
    for _ in range(5):
        assert not signed_in(site.sign_in("attacked", "not the password"))
    assert not signed_in(site.sign_in("attacked"))
    assert signed_in(site.sign_in("at-work"))  # others come in
    assert signed_in(here)


def test_one_address_on_the_network_tries_twenty_wrong_passwords_a_minute(site: Site) -> None:
    site.person("sprayed")
    attacker = site.visitor()
    seen = attacker.address
    for number in range(21):
        attacker.address = f"198.51.100.{number}, {seen}"  # what it says of itself does not count
        fields = {"login": f"guess{number}@clients.example", "password": "Printemps-2026-x"}
        attacker.post("/account/login/", **fields)
    attacker.post("/account/login/", login="sprayed@clients.example", password=PASSWORD)
    assert not signed_in(attacker)
    assert signed_in(site.sign_in("sprayed"))  # from elsewhere


# Sessions


def session_of(visitor: Visitor) -> str:
    return visitor.cookies.get("__Host-ancrage_session", "")


def test_signing_in_gives_a_new_session_and_signing_out_ends_it(site: Site) -> None:
    site.person("enters")
    visitor = site.visitor()
    visitor.get("/account/login/")
    visitor.cookies["__Host-ancrage_session"] = "chosenbysomebodyelse0123456789ab"
    fields = {"login": "enters@clients.example", "password": PASSWORD}
    visitor.post("/account/login/", **fields)
    session = session_of(visitor)
    assert session != "chosenbysomebodyelse0123456789ab"
    assert re.fullmatch(r"[a-z0-9]{32}", session)  # 36^32: more than 165 bits
    visitor.post("/account/logout/")
    copied = site.visitor()
    copied.cookies["__Host-ancrage_session"] = session
    assert not signed_in(copied)


def test_people_see_their_sessions_and_end_the_others(site: Site) -> None:
    here, there = site.person("devices"), site.sign_in("devices")
    page = here.get("/account/sessions/").text
    assert page.count('<span class="badge done">cet appareil</span>') == 1
    assert there.address in page
    here.post("/account/sessions/")
    assert signed_in(here)
    assert not signed_in(there)


def test_every_page_offers_to_sign_out(site: Site) -> None:
    visitor = site.person("leaves")
    base = firm_of(visitor)
    for path in ("/firms/", base, f"{base}data/", f"{base}people/", "/account/sessions/"):
        assert 'action="/account/logout/"' in visitor.get(path).text, path


# The second factor


def with_codes(site: Site, name: str) -> tuple[Visitor, str]:
    """Somebody who has put the second factor in service, and its secret."""
    visitor = site.person(name)
    page = visitor.get("/account/2fa/totp/activate/")
    if page.status == 302:
        assert page.location.startswith("/account/reauthenticate/")
        assert visitor.post(page.location, password=PASSWORD).status == 302
        page = visitor.get("/account/2fa/totp/activate/")
    found = re.search(r"\b[A-Z2-7]{32}\b", page.text)
    assert found is not None, page.seen
    secret = found[0]
    answer = visitor.post("/account/2fa/totp/activate/", code=code_of(secret))
    assert answer.status == 302, answer.seen
    return visitor, secret


def test_a_second_factor_is_put_in_service_and_then_asked_for(site: Site) -> None:
    _, secret = with_codes(site, "two-factors")
    visitor = site.sign_in("two-factors")
    assert not signed_in(visitor)
    assert visitor.post("/account/2fa/authenticate/", code="000000").status == 200
    assert not signed_in(visitor)
    code = code_of(secret)
    assert visitor.post("/account/2fa/authenticate/", code=code).status == 302
    assert signed_in(visitor)
    again = site.sign_in("two-factors")
    again.post("/account/2fa/authenticate/", code=code)
    assert not signed_in(again), "a code serves once"


def test_the_sixth_wrong_code_stops_attempts_at_the_second_factor(site: Site) -> None:
    _, secret = with_codes(site, "guessed")
    visitor = site.sign_in("guessed")
    for _ in range(5):
        visitor.post("/account/2fa/authenticate/", code="000000")
    visitor.post("/account/2fa/authenticate/", code=code_of(secret))
    assert not signed_in(visitor)


def test_the_secrets_of_second_factors_are_encrypted_in_the_database(
    django_db_setup: None, django_db_blocker: Any, settings: Any
) -> None:
    with django_db_blocker.unblock():
        person = User.objects.create_user("sealed@factors.test")
        totp = TOTP.activate(person, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        codes = RecoveryCodes.activate(person)
        kept = json.dumps(list(Authenticator.objects.filter(user=person).values_list("data")))
        assert "ABCDEFGH" not in kept
        assert not [code for code in codes.get_unused_codes() if code in kept]
        assert totp.validate_code(code_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
        settings.SECRET_KEY = "another"
        with pytest.raises(InvalidToken):
            TOTP(Authenticator.objects.get(user=person, type="totp")).validate_code("000000")


def test_a_recovery_code_serves_once(site: Site) -> None:
    visitor, _ = with_codes(site, "recovers")
    page = visitor.get("/account/2fa/recovery-codes/")
    if page.status != 200 or not re.search(r"\b[0-9a-f]{8}\b", page.text):
        visitor.post("/account/2fa/recovery-codes/generate/")
        page = visitor.get("/account/2fa/recovery-codes/")
    codes = re.findall(r"\b\d{8}\b|\b[0-9a-f]{8}\b", page.text)
    assert len(set(codes)) == 10, page.seen
    first = site.sign_in("recovers")
    first.post("/account/2fa/authenticate/", code=codes[0])
    assert signed_in(first)
    second = site.sign_in("recovers")
    second.post("/account/2fa/authenticate/", code=codes[0])
    assert not signed_in(second)


def test_adding_a_second_factor_or_an_address_asks_for_the_password_again(site: Site) -> None:
    visitor = site.person("careful")
    codes = visitor.get("/account/2fa/totp/activate/")
    address = visitor.post("/account/email/", email="more@clients.example", action_add="")
    for answer in (codes, address):
        assert answer.location.startswith("/account/reauthenticate/")
    before = session_of(visitor)
    visitor.post("/account/reauthenticate/", password=PASSWORD)
    assert session_of(visitor) != before
    assert visitor.get("/account/2fa/totp/activate/").status == 200
    copied = site.visitor()
    copied.cookies["__Host-ancrage_session"] = before
    assert not signed_in(copied)
    assert visitor.get("/account/sessions/").text.count("badge done") == 1


# Ending an account


def test_an_account_is_erased_unless_a_firm_would_lose_its_last_owner(site: Site) -> None:
    visitor = site.person("goes")
    base = firm_of(visitor, "Garage Petit")
    assert "Garage Petit" in visitor.post("/account/delete/", sure="yes").seen
    assert signed_in(visitor)

    heir = site.person("heir")
    page = visitor.post(f"{base}people/invite/", email="heir@clients.example", role="owner")
    link = re.search(r"https://ancrage\.example(/invitation/[\w/-]+)", page.text)
    assert link is not None, page.seen
    heir.post(link[1])
    other = site.sign_in("goes")
    assert visitor.post("/account/delete/", sure="yes").location == "/account/login/"

    assert not signed_in(visitor)
    assert not signed_in(other)
    assert not signed_in(site.sign_in("goes"))
    journal = heir.get(f"{base}journal/").seen
    assert "Compte effacé a créé l’entreprise Garage Petit" in re.sub(r"\s+", " ", journal)
    people = heir.get(f"{base}people/").seen
    assert "goes@" not in people
    with site.start.as_owner() as connection:
        tables = connection.execute(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE table_schema = 'public' AND data_type IN ('character varying', 'text', 'jsonb')"
        ).fetchall()
        for table, column in tables:
            found = connection.execute(
                f'SELECT count(*) FROM "{table}" WHERE "{column}"::text LIKE %s', ["%goes@%"]
            ).fetchone()
            assert found == (0,), (table, column)


def test_an_invitation_serves_one_person_once(site: Site) -> None:
    owner, first, second = (site.person(f"invites-{n}") for n in range(3))
    base = firm_of(owner)
    page = owner.post(f"{base}people/invite/", email="x@clients.example", role="reader")
    link = re.search(r"https://ancrage\.example(/invitation/[\w/-]+)", page.text)
    assert link is not None
    assert first.post(link[1]).location == base
    assert second.post(link[1]).status == 410
    assert second.get(base).status == 404
