"""The access matrix: every address of the table x every person x every method. A new address cannot be forgotten."""

from __future__ import annotations

from datetime import date

import pytest
from cast import Cast
from django.http import HttpResponse
from lists import stock_list, values_of

from ancrage.roadmap.rooms import ROOMS
from ancrage.web.answers.checked import QUESTIONS
from ancrage.web.archives.models import Export
from ancrage.web.goods.models import Raise
from ancrage.web.identities.models import IdentityDecision
from ancrage.web.ids import new_id
from ancrage.web.imports.models import Import, State
from ancrage.web.jobs.models import Job
from ancrage.web.people.models import ApiToken, Invitation, Membership
from ancrage.web.people.roles import Permission, Role
from ancrage.web.reports.models import Report
from ancrage.web.scope import firm_scope
from ancrage.web.studies.models import Study, StudyPage, StudyProof
from routes import Route, routes

pytestmark = pytest.mark.django_db

# Addresses whose views are not ours, with the reason why they are not in the matrix.
OUTSIDE = {
    "account/": "allauth's own pages, of the person alone: no firm is read there (tests/web/test_people.py)",
    "api/": "programs sign in with a token: a matrix of its own",
}
ALL = [route for route in routes() if not route.path.startswith(tuple(OUTSIDE))]
OURS = [route for route in ALL if hasattr(route.view, "asks")]
OF_A_FIRM = [route for route in OURS if isinstance(route.view.asks, Permission)]
ACTORS = ("owner", "member", "adviser", "reader", "stranger", "anonymous")
MAY = {  # by hand: what each role is for
    "owner": {"read", "bring", "decide", "manage"},
    "member": {"read", "bring", "decide"},
    "adviser": {"read", "bring"},
    "reader": {"read"},
}
CALLS = [
    pytest.param(route, actor, method, id=f"{method} {route.path} {actor}")
    for route in OURS
    for actor in ACTORS
    for method in route.view.methods
]


def test_every_address_says_who_may_open_it() -> None:
    silent = [route.path for route in ALL if not hasattr(route.view, "asks")]
    assert silent == []
    assert all(set(route.view.methods) <= {"GET", "POST"} for route in OURS)


def test_every_address_of_a_firm_asks_for_a_permission() -> None:
    open_to_all = [
        route.path
        for route in OURS
        if "firm_id" in route.parameters and not isinstance(route.view.asks, Permission)
    ]
    # Whoever was sent the secret may look; the role comes with the acceptance.
    assert open_to_all == ["invitation/<slug:firm_id>/<str:secret>/"]


def test_the_matrix_is_not_empty() -> None:
    assert len(OF_A_FIRM) >= 35
    assert {route.view.asks for route in OF_A_FIRM} == set(Permission)


@pytest.fixture
def things(studied: Cast) -> dict[str, object]:
    """A thing of the firm for each parameter of an address, in the state that its pages ask for."""
    with firm_scope(studied.firm.pk):
        values: dict[str, object] = {
            "firm_id": studied.firm.pk,
            "job_id": Job.objects.values_list("pk", flat=True)[0],
            "invitation_id": Invitation.objects.create(
                firm=studied.firm, email="a@b.test", role=Role.READER, secret_hash="0"
            ).pk,
            "user_id": studied.reader.pk,
            "report_id": Report.objects.create(
                firm=studied.firm, language="fr", day=date(2026, 1, 1), html=b"x"
            ).pk,
            "kind": "html",
            "among": "suppliers",
            "raise_id": Raise.objects.create(
                firm=studied.firm,
                item_slug="x",
                supplier_slug="y",
                units=1,
                until=date(2026, 1, 1),
                advised_on=date(2026, 1, 1),
                advised_last=date(2026, 1, 1),
            ).pk,
            "secret": "unknown",
            "decision_id": IdentityDecision.objects.create(
                firm=studied.firm, a="a", b="b", same=True
            ).pk,
        }
        Export.objects.create(firm=studied.firm, position=0, part=b"x")
    return values


def values_for(
    route: Route, things: dict[str, object], cast: Cast, actor: str
) -> dict[str, object]:
    values = dict(things)
    with firm_scope(cast.firm.pk):
        if "import_id" in route.parameters:
            imported = route.name == "import-undo"
            values["import_id"] = (
                Import.objects.filter(state=State.IMPORTED).values_list("pk", flat=True)[0]
                if imported
                else Import.objects.create(
                    firm=cast.firm, batch=new_id(), name="x.txt", size=0, sha256="0",
                    state=State.READY, preview={"sources": [], "siren": "", "named": True},
                ).pk
            )  # fmt: skip
        if {"position", "table"} & set(route.parameters):
            values |= values_of(stock_list(cast.firm))
        if "token_id" in route.parameters:  # a token is revoked by its own person
            person = cast.owner if actor in {"stranger", "anonymous"} else getattr(cast, actor)
            values["token_id"] = ApiToken.objects.create(
                firm=cast.firm, user=person, name="x", secret_hash="0"
            ).pk
        summary = Study.objects.latest().summary
        proven = StudyProof.objects.filter(key__in=summary["findings"]).values_list(
            "key", flat=True
        )
        values |= {
            "room": {"name": ROOMS[0].name},
            "table": {"name": "suppliers"},
            "table-csv": {"name": "suppliers"},
            "template": {"name": "stock"},
            "question": {"key": next(iter(QUESTIONS))},
            "question-save": {"key": next(iter(QUESTIONS))},
            "finding": {"code": next(iter(summary["findings"]))},
            "proof": {"key": proven[0]},
            "step": {"code": next(iter(summary["steps"]))},
            "goods-supplier": {"slug": _slug("goods:supplier:")},
            "goods-said": {"slug": _slug("goods:supplier:")},
            "goods-item": {"slug": _slug("goods:item:")},
            "goods-purchases-file": {"kind": "csv"},
            "step-save": {"code": next(iter(summary["steps"]))},
        }.get(route.name, {})
    return values


def _slug(before: str) -> str:
    """Of a page of the last study."""
    key = StudyPage.objects.filter(key__startswith=before).values_list("key", flat=True)[0]
    return str(key.removeprefix(before))


def call(cast: Cast, actor: str, method: str, address: str, **options: object) -> HttpResponse:
    browser = cast.browser(actor)
    browser.raise_request_exception = False
    return browser.generic(method, address, **options)


@pytest.mark.parametrize(("route", "actor", "method"), CALLS)
def test_access(
    route: Route, actor: str, method: str, studied: Cast, things: dict[str, object]
) -> None:
    address = route.address(values_for(route, things, studied, actor))
    response = call(studied, actor, method, address)
    asks = route.view.asks
    to_sign_in = response.status_code == 302 and response["Location"].startswith("/account/login/")
    if asks == "anyone":
        assert response.status_code < 500
        assert not to_sign_in or route.name == "invitation"
    elif actor == "anonymous":
        assert to_sign_in
    elif asks == "signed in":
        assert response.status_code in {200, 302}
        assert not to_sign_in
    elif actor == "stranger":
        assert response.status_code == 404
    elif asks.value not in MAY[actor]:
        assert response.status_code == 403
    else:
        assert response.status_code in {200, 302, 400}
        assert not to_sign_in


@pytest.mark.parametrize("route", OF_A_FIRM, ids=lambda route: route.path)
def test_other_methods_are_refused(route: Route, studied: Cast, things: dict[str, object]) -> None:
    address = route.address(values_for(route, things, studied, "owner"))
    for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - set(route.view.methods):
        assert call(studied, "owner", method, address).status_code == 405


OBJECTS = {
    "import_id",
    "job_id",
    "invitation_id",
    "user_id",
    "report_id",
    "token_id",
    "decision_id",
    "raise_id",
}


@pytest.mark.parametrize(
    "route",
    [route for route in OF_A_FIRM if OBJECTS & set(route.parameters)],
    ids=lambda route: route.path,
)
def test_a_thing_of_one_firm_is_not_found_under_another(
    route: Route, studied: Cast, things: dict[str, object]
) -> None:
    values = values_for(route, things, studied, "stranger") | {"firm_id": studied.other.pk}
    for method in route.view.methods:
        assert call(studied, "stranger", method, route.address(values)).status_code == 404


@pytest.mark.parametrize(
    "route", [route for route in OURS if "POST" in route.view.methods], ids=lambda route: route.path
)
def test_a_form_sent_from_elsewhere_is_refused(
    route: Route, studied: Cast, things: dict[str, object]
) -> None:
    browser = studied.browser("owner")
    browser.handler.enforce_csrf_checks = True
    address = route.address(values_for(route, things, studied, "owner"))
    assert browser.post(address).status_code == 403


def test_somebody_who_left_sees_no_more(studied: Cast) -> None:
    browser = studied.browser("reader")
    address = f"/f/{studied.firm.pk}/"
    assert browser.get(address).status_code == 200
    with firm_scope(studied.firm.pk):
        Membership.objects.filter(user=studied.reader).delete()
    assert browser.get(address).status_code == 404
    assert studied.firm.name not in browser.get("/firms/").content.decode()
