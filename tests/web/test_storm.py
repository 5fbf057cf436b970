"""Workers killed again and again: no job is lost, none is stuck, no effect is there twice."""

from __future__ import annotations

from starts import Start
from storm import storm


def test_a_short_storm(start: Start) -> None:
    outcome = storm(start, kills=12, firms=3, files=2)
    assert (outcome.kills, outcome.stuck) == (12, 0)
    assert (outcome.lost, outcome.twice) == ([], [])
    # A job at which ten workers died is given up by design, and says so: it is an end, and no other failure is.
    assert all("interrompu dix fois" in why for why in outcome.failed), outcome.failed
    assert outcome.jobs.get("read done", 0) + outcome.jobs.get("read failed", 0) == 6
    assert outcome.jobs.get("study done", 0) >= 1
    assert outcome.jobs.get("report done", 0) >= 1
