"""The diagnosis of a trade mission."""

from __future__ import annotations

from ancrage.exhibits import Diagnosis
from ancrage.firm import Firm
from ancrage.reach.mission.readiness import city, follow_up, qualified
from ancrage.world import World


def diagnose(firm: Firm, world: World) -> Diagnosis:  # noqa: ARG001 (every room has the same two doors)
    """What the owner's answers say of a mission; empty where none is planned or nothing was answered."""
    findings = (city(firm), qualified(firm), follow_up(firm))
    return Diagnosis(
        room="reach.mission",
        findings=tuple(finding for finding in findings if finding is not None),
    )
