"""Processes killed with SIGKILL in the middle of what they do: all of it is there, or nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from starts import Start

SCRIPT = str(Path(__file__).with_name("kills.py"))


def printed(start: Start, *arguments: str, **more: str) -> Any:
    return json.loads(start.python(SCRIPT, *arguments, **more).splitlines()[-1])


@pytest.mark.parametrize("operation", ["receive", "accept", "undo"])
def test_an_import_killed_at_any_statement_is_whole_or_not_there(
    operation: str, start: Start
) -> None:
    told = printed(start, "each_statement", operation)
    assert told["before"] != told["after"]
    assert told["last"] == told["after"]
    nothing = [kill == told["before"] for kill in told["kills"]]
    everything = [kill == told["after"] for kill in told["kills"]]
    committed = nothing.index(False) if False in nothing else len(nothing)
    assert committed >= 8  # the operation has at least so many statements
    assert all(everything[committed:])


def test_what_the_three_operations_did(start: Start) -> None:
    told = printed(start, "each_statement", "accept")
    assert [i["state"] for i in told["before"]["imports"]] == ["ready"]
    assert [i["state"] for i in told["after"]["imports"]] == ["imported"]
    assert [e["action"] for e in told["after"]["events"]] == ["firm.created", "import.done"]
    assert told["after"]["firm"] == [{"name": "Killed", "siren": "123456782"}]
    assert [j["kind"] for j in told["after"]["jobs"]] == ["read", "study"]


def test_a_job_whose_workers_die_ten_times_ends_with_the_reason(start: Start) -> None:
    told = printed(start, "ten_deaths", ANCRAGE_LEASE_SECONDS="1")
    assert told["deaths"] == 10
    assert (told["state"], told["sources"]) == ("failed", 0)
    assert told["message"] == (
        "Ce travail s’est interrompu dix fois. Rien n’a été modifié. Le fichier est peut-être trop lourd pour cette "
        f"machine ; signalez-le avec le numéro {told['id']}."
    )


def test_a_file_left_while_it_is_read_is_no_error(start: Start) -> None:
    assert printed(start, "left_while_read") in (
        {"state": "done", "imports": 0},
        {"state": "cancelled", "imports": 0},
    )
