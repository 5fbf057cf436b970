"""The series of the world, asked for by a person: kept beside the data, then the firm is studied with them."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cast
import pytest
from books import work
from cast import Cast

from ancrage.web.models import Job
from ancrage.web.people.firms import new_firm
from ancrage.web.scope import firm_scope
from ancrage.world.signals.kept import kept_in
from publishers import publishers


@pytest.fixture
def place(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """A firm without a file, in the real database: the worker commits."""
    with django_db_blocker.unblock():
        yield cast.gather(
            f"world-{secrets.token_hex(4)}", lambda owner: new_firm("Mercerie", owner)
        )


def asked(of: Cast) -> Job:
    answer = of.browser("owner").post(f"/f/{of.firm.pk}/goods/signals/")
    assert answer.status_code == 302
    work()
    with firm_scope(of.firm.pk):
        found: Job = Job.objects.filter(kind="signals").latest("created_at")
        return found


def test_a_person_asks_and_the_series_are_kept(place: Cast, settings: Any, tmp_path: Path) -> None:
    with publishers() as address:
        settings.LOCAL, settings.SIGNALS, settings.SIGNALS_MIRROR = True, tmp_path / "s", address
        assert asked(place).state == "done"
    assert {one.source.code for one in kept_in(tmp_path / "s")} >= {"passages", "ecb"}


def test_without_an_answer_it_is_said_and_nothing_is_lost(
    place: Cast, settings: Any, tmp_path: Path
) -> None:
    settings.LOCAL, settings.SIGNALS = True, tmp_path / "s"
    settings.SIGNALS_MIRROR = "http://127.0.0.1:9"
    assert asked(place).state == "failed"
    assert kept_in(tmp_path / "s") == []


def test_a_shared_server_asks_by_its_own_clock(place: Cast, settings: Any) -> None:
    settings.LOCAL = False
    answer = place.browser("owner").post(f"/f/{place.firm.pk}/goods/signals/")
    assert answer.headers["Location"] == f"/f/{place.firm.pk}/goods/"
    with firm_scope(place.firm.pk):
        assert not Job.objects.filter(kind="signals").exists()
