"""Customers who are persons: one by their key, or the same name at the same place; never by a name alone."""

from __future__ import annotations

from collections.abc import Sequence

from ancrage.firm.identities.clusters import Policy
from ancrage.firm.identities.compare import Link
from ancrage.firm.identities.model import Decisions, Resolution, Row
from ancrage.firm.identities.names import take_apart
from ancrage.firm.identities.resolving import NO_DECISIONS, settle

_POLICY = Policy(tiers=(Link.SAME,), clashing=("key",), need_place=True)


def resolve_persons(rows: Sequence[Row], decisions: Decisions = NO_DECISIONS) -> Resolution:
    """Persons among rows: `extra` may hold "key" (of the customer), `town` the postcode."""
    return settle(rows, decisions, _POLICY, take_apart)
