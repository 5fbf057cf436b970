"""The description of the API is read by people before it changes: the snapshot is what they read.

When it has to change: `make openapi`, then look at the difference.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.test import Client

from ancrage.web.api.urls import described, operations

SNAPSHOT = Path(__file__).parent / "openapi.json"


def test_the_description_is_the_one_that_was_read() -> None:
    assert described() == SNAPSHOT.read_text(encoding="utf-8"), "make openapi, and read the change"


@pytest.mark.django_db
def test_anybody_may_read_the_description() -> None:
    answer = Client().get("/api/v1/openapi.json", secure=True)
    assert answer["Content-Type"] == "application/json"
    assert answer.content.decode() == SNAPSHOT.read_text(encoding="utf-8")


def test_there_is_no_page_that_loads_scripts_from_elsewhere() -> None:
    assert Client().get("/api/v1/docs", secure=True).status_code == 404


def test_every_operation_is_described_with_its_meaning_and_its_token() -> None:
    paths = json.loads(described())["paths"]
    told = {
        (method.upper(), path)
        for path, place in paths.items()
        for method, operation in place.items()
        if len(operation["description"]) > 20 and operation["security"] == [{"Token": []}]
    }
    assert told == {(method, path) for method, path, _ in operations()}
