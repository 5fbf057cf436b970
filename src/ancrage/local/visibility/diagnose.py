"""The diagnosis of the visibility."""

from __future__ import annotations

from ancrage.exhibits import Diagnosis
from ancrage.firm import Firm
from ancrage.local.visibility.listing import listing, reviews
from ancrage.local.visibility.site import site
from ancrage.world import World


def diagnose(firm: Firm, world: World) -> Diagnosis:  # noqa: ARG001 (every room has the same two doors)
    """What the owner's answers say of the visibility; empty where nothing was answered."""
    findings = (site(firm), listing(firm), reviews(firm))
    return Diagnosis(
        room="local.visibility",
        findings=tuple(finding for finding in findings if finding is not None),
    )
