"""The diagnosis of the adaptation to another market."""

from __future__ import annotations

from ancrage.exhibits import Diagnosis
from ancrage.firm import Firm
from ancrage.reach.adaptation.listening import listening, offer
from ancrage.world import World


def diagnose(firm: Firm, world: World) -> Diagnosis:  # noqa: ARG001 (every room has the same two doors)
    """What the owner's answers say of the adaptation; empty where nothing was answered."""
    findings = (listening(firm), offer(firm))
    return Diagnosis(
        room="reach.adaptation",
        findings=tuple(finding for finding in findings if finding is not None),
    )
