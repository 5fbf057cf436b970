"""Every operation called with what its description allows and with what it forbids, on a firm that has everything.

Values of path parameters are those of real rows, so that calls go to the bottom of each operation; what is not there is
tested in `test_api_access`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
import schemathesis
from cast import Cast
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from lists import stock_list
from programs import as_proxied, token
from schemathesis import GenerationMode
from schemathesis.checks import positive_data_acceptance

from ancrage.text import Language
from ancrage.web.answers.checked import QUESTIONS
from ancrage.web.api.urls import described, operations
from ancrage.web.goods.models import Raise
from ancrage.web.identities.among import AMONG
from ancrage.web.identities.models import IdentityDecision
from ancrage.web.imports.models import Import
from ancrage.web.jobs.models import Job
from ancrage.web.reports import service
from ancrage.web.scope import firm_scope
from ancrage.web.studies.models import StudyPage, StudyProof
from ancrage.web.tables import TABLES

EXAMPLES = 20
# What the firm of the test has no row for: a file that waits to be accepted or left, a report that is made. The path
# through these is in `test_round_trip`; that of two suppliers said to be one is in `test_who_api`.
NOT_NOW = {
    "/api/v1/imports/{import_id}/accept",
    "/api/v1/imports/{import_id}/leave",
    "/api/v1/reports/{report_id}/{kind}",
    "/api/v1/identities/decisions",
}
# What a description of types cannot say: what can be said of a raise as it stands, which values answer a question, which suppliers there are, that a file part without a byte is no file.
RATHER_NOT = {
    "/api/v1/goods/raises/{raise_id}",
    "/api/v1/goods/what-if",
    "/api/v1/answers/{question}",
    "/api/v1/imports",
    "/api/v1/identities/decisions",
}


def real_names(who: Cast) -> dict[str, list[Any]]:
    """A few values of each path parameter."""
    with firm_scope(who.firm.pk):
        report = service.ask(Language.FR, who.owner.pk)
        decision = IdentityDecision.objects.create(firm=who.firm, a="a", b="b", same=False)
        contract = StudyPage.objects.get(key="contract", language="fr").content
        return {
            "dropped": list(Import.objects.values_list("pk", flat=True)),
            "position": [0],
            "job_id": list(Job.objects.values_list("pk", flat=True)[:5]),
            "report_id": [report.pk],
            "name": list(TABLES),
            "decision_id": [decision.pk],
            "raise_id": list(Raise.objects.values_list("pk", flat=True)[:3]),
            "finding": [finding["code"] for finding in contract["findings"][:3]],
            "step": [step["code"] for step in contract["roadmap"]["steps"][:3]],
            "key": list(StudyProof.objects.values_list("key", flat=True).distinct()[:5]),
            # Any number above zero answers these: a drawn value is right often enough.
            "question": [one.id for one in QUESTIONS.values() if one.kind == "number"][:3],
            "kind": ["pdf"],
            "table": ["stock"],
            "among": list(AMONG),
        }


@pytest.fixture
def _one_connection() -> Iterator[None]:
    """The requests are part of the test's transaction: its connection stays (as Django's own test client does)."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def api(studied: Cast, db: None, _one_connection: None, settings: Any) -> Any:
    """The description, with real values."""
    settings.API_FAILURES = 1_000_000  # the calls without a token are part of the test
    schema = json.loads(described())
    listed = stock_list(studied.firm)
    names = real_names(studied)
    for path, place in schema["paths"].items():
        names["code"] = names["step" if "roadmap" in path else "finding"]
        names["import_id"] = [listed.pk] if "{table}" in path else names["dropped"]
        for operation in place.values():
            del operation["security"]  # who may call is the matter of `test_api_access`
            for parameter in operation["parameters"]:
                if parameter["in"] == "path":
                    parameter["schema"]["enum"] = names[parameter["name"]]
                elif parameter["name"] == "scenario":
                    parameter["schema"]["items"]["enum"] = ["leadtimes:15", "passage:suez:4"]
    loaded = schemathesis.openapi.from_dict(schema)
    loaded.app = as_proxied
    return loaded


@pytest.fixture
def signed(studied: Cast, db: None) -> dict[str, str]:
    """The headers of a program of the owner."""
    return {"Authorization": f"Bearer {token(studied.firm, studied.owner)}"}


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize(("method", "path"), [call[:2] for call in operations()])
def test_no_call_breaks_the_server_and_every_answer_is_as_described(
    api: Any, signed: dict[str, str], method: str, path: str, mode: GenerationMode
) -> None:
    @given(case=api[path][method].as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def answered_as_described(case: Any) -> None:
        left_out = [positive_data_acceptance] if path in RATHER_NOT else []
        answer = case.call_and_validate(headers=signed, excluded_checks=left_out)
        statuses.append(answer.status_code)

    statuses: list[int] = []
    # An operation without parameters has nothing that its description forbids.
    with suppress(Unsatisfiable):
        answered_as_described()
    # The calls must go to the bottom of the operation, not be turned away at its door.
    if mode is GenerationMode.POSITIVE and path not in NOT_NOW:
        assert any(200 <= status < 300 for status in statuses), statuses
