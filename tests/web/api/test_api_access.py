"""Who may call what: every operation, for every role, every kind of token, strangers and sessions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cast import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from programs import Program, program, token

from ancrage.web.api.urls import operations
from ancrage.web.people.models import ApiToken, Membership
from ancrage.web.scope import firm_scope

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_failures")]

# What each role may do, in the words of the page of people.
ROLES = {
    "owner": {"read", "bring", "decide"},
    "member": {"read", "bring", "decide"},
    "adviser": {"read", "bring"},
    "reader": {"read"},
}
NAMES = {
    "decision_id": "0",
    "raise_id": "0",
    "import_id": "zzzzzzzzzzzz",
    "job_id": "zzzzzzzzzzzz",
    "report_id": "zzzzzzzzzzzz",
    "position": "0",
    "name": "suppliers",
    "code": "no_such_code",
    "key": "no_such_key",
    "question": "no_such_question",
    "kind": "pdf",
    "table": "stock",
    "among": "items",
}
CALLS = [(method, path.removeprefix("/api/v1"), asks) for method, path, asks in operations()]


def opened(who: Program, method: str, path: str) -> int:
    return who.call(method, path.format(**NAMES), {}).status_code


@pytest.mark.parametrize("kind", ["writes", "reads"])
@pytest.mark.parametrize("role", ROLES)
def test_an_operation_opens_to_the_roles_and_tokens_that_have_its_permission(
    plain: Cast, role: str, kind: str
) -> None:
    writes = kind == "writes"
    who = program(plain.firm, getattr(plain, role), writes=writes)
    for method, path, asks in CALLS:
        may = asks in ROLES[role] and (writes or method == "GET")
        status = opened(who, method, path)
        assert (status == 403) is not may, (method, path, status)
        assert status not in {401, 405, 500}, (method, path, status)


def test_only_get_reads() -> None:
    assert {asks for method, _, asks in CALLS if method == "GET"} == {"read"}
    assert "read" not in {asks for method, _, asks in CALLS if method != "GET"}


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer anc_x", "Basic anc_x_y", "Bearer anc_{firm}_" + "A" * 43, "Bearer \x00"],
)
def test_without_a_good_token_every_operation_is_401_and_says_how_to_sign_in(
    plain: Cast, header: str
) -> None:
    given = {"authorization": header.format(firm=plain.firm.pk)} if header else {}
    for method, path, _ in CALLS:
        answer = Client().generic(
            method, f"/api/v1{path.format(**NAMES)}", headers=given, secure=True
        )
        assert answer.status_code in {401, 429}, (method, path)
        assert set(answer.json()) == {"detail"}
        if answer.status_code == 401:
            assert answer["WWW-Authenticate"] == "Bearer"


def test_a_session_opens_nothing(plain: Cast) -> None:
    signed_in = plain.browser("owner")
    assert signed_in.get(f"/f/{plain.firm.pk}/", secure=True).status_code == 200
    assert signed_in.get("/api/v1/firm", secure=True).status_code == 401
    assert signed_in.post("/api/v1/study", secure=True).status_code == 401


def test_a_token_needs_no_csrf_token(plain: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    who = Program(token(plain.firm, plain.owner), strict)
    assert who.call("POST", "/study").status_code == 202


def test_a_token_ends_when_it_expires(plain: Cast) -> None:
    now = timezone.now()
    late = token(plain.firm, plain.owner, expires_at=now - timedelta(seconds=1))
    soon = token(plain.firm, plain.owner, expires_at=now + timedelta(hours=1))
    assert Program(late, Client()).call("GET", "/firm").status_code == 401
    assert Program(soon, Client()).call("GET", "/firm").status_code == 200


def test_a_token_ends_when_it_is_revoked_on_the_page(plain: Cast) -> None:
    who = program(plain.firm, plain.owner)
    assert who.call("GET", "/firm").status_code == 200
    with firm_scope(plain.firm.pk):
        (key,) = ApiToken.objects.filter(user=plain.owner).values_list("pk", flat=True)
    page = f"/f/{plain.firm.pk}/people/tokens/{key}/revoke/"
    assert plain.browser("owner").post(page, secure=True).status_code == 302
    assert who.call("GET", "/firm").status_code == 401


def test_a_token_ends_with_the_role_of_its_person(plain: Cast) -> None:
    who = program(plain.firm, plain.adviser)
    with firm_scope(plain.firm.pk):
        Membership.objects.filter(user=plain.adviser).delete()
    assert who.call("GET", "/firm").status_code == 401


def test_a_token_ends_with_the_account_of_its_person(plain: Cast) -> None:
    who = program(plain.firm, plain.member)
    plain.member.is_active = False
    plain.member.save()
    assert who.call("GET", "/firm").status_code == 401
    plain.member.is_active = True


def test_a_token_follows_the_role_of_its_person(plain: Cast) -> None:
    who = program(plain.firm, plain.member)
    assert who.get("/firm")["permissions"] == ["read", "bring", "decide"]
    with firm_scope(plain.firm.pk):
        Membership.objects.filter(user=plain.member).update(role="reader")
    assert who.get("/firm")["permissions"] == ["read"]


def test_a_token_opens_its_own_firm_and_no_other(plain: Cast) -> None:
    theirs = program(plain.other, plain.stranger)
    ours = program(plain.firm, plain.owner)
    job = ours.ask("POST", "/study", status=202)["id"]
    assert ours.get(f"/jobs/{job}")["id"] == job
    assert theirs.get("/firm")["name"] == "Garage Dupont"
    assert theirs.call("GET", f"/jobs/{job}").status_code == 404
    assert theirs.call("POST", f"/jobs/{job}/cancel").status_code == 404
    assert theirs.get("/jobs")["count"] == 0
    # The secret of one firm under the name of another is no token.
    forged = theirs.token.replace(plain.other.pk, plain.firm.pk)
    assert Program(forged, Client()).call("GET", "/firm").status_code == 401


def test_the_day_of_last_use_is_kept_and_written_once_a_day(plain: Cast) -> None:
    who = program(plain.firm, plain.owner)
    today = timezone.localdate()
    for before, writes in ((None, 1), (today - timedelta(days=1), 1), (today, 0)):
        with firm_scope(plain.firm.pk):
            ApiToken.objects.filter(user=plain.owner).update(last_used_on=before)
        with CaptureQueriesContext(connection) as asked:
            who.get("/firm")
        assert sum(query["sql"].startswith("UPDATE") for query in asked) == writes
        with firm_scope(plain.firm.pk):
            kept = ApiToken.objects.filter(user=plain.owner).values_list("last_used_on", flat=True)
            assert list(kept) == [today]


def test_an_address_that_fails_too_often_has_to_wait(plain: Cast, settings) -> None:
    settings.API_FAILURES = 3
    bad = Program(f"anc_{plain.firm.pk}_{'A' * 43}", Client())
    assert [bad.call("GET", "/firm").status_code for _ in range(5)] == [401, 401, 401, 429, 429]
    assert int(bad.call("GET", "/firm")["Retry-After"]) > 0
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    good = Program(token(plain.firm, plain.owner), elsewhere)
    assert good.call("GET", "/firm").status_code == 200


def test_what_is_not_there_is_said_in_the_same_shape(plain: Cast) -> None:
    who = program(plain.firm, plain.owner)
    for path in ("/nothing", "/jobs/zzzzzzzzzzzz", "/findings", "/proofs/x", "/answers/x"):
        assert who.ask("GET", path, status=404) == {"detail": "Not Found"}
    assert who.ask("GET", "/jobs?page=0", status=422)["detail"].startswith("query.page: ")


def test_answers_are_not_kept_on_the_way_and_name_their_language(plain: Cast) -> None:
    answer = program(plain.firm, plain.owner).call("GET", "/answers?language=en")
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Language"] == "en"
