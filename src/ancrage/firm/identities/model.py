"""What identity resolution takes and gives: rows, the owner's decisions, clusters, merges and questions with reasons."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import TypeAlias

from ancrage.text import Text

RowId: TypeAlias = Hashable


@dataclass(frozen=True, slots=True)
class Row:
    """One way that a party or an item is written somewhere.

    Args:
        id: what the caller calls the row; unique.
        name: name as written, blanks at the end included (a name cut off may end with one).
        siren, siret, vat, iban: as written; empty where unknown.
        extra: other numbers that say who it is, by kind: ("code", "F001"), ("gtin", "4006381333931").
        town, country: as written; empty where unknown.
    """

    id: RowId
    name: str
    siren: str = ""
    siret: str = ""
    vat: str = ""
    iban: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    town: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Decisions:
    """What the owner said of pairs of rows; to undo one is to leave it out. Pairs of unknown rows count for nothing."""

    same: frozenset[tuple[RowId, RowId]] = frozenset()
    different: frozenset[tuple[RowId, RowId]] = frozenset()


@dataclass(frozen=True, slots=True)
class Merge:
    """Two rows put together without asking (or as the owner said), and why."""

    a: RowId
    b: RowId
    reason: Text


@dataclass(frozen=True, slots=True)
class Doubt:
    """A pair of rows, each of its own cluster, that a person should look at.

    Args:
        a, b: the rows.
        score: estimated probability that they are one, between 0 and 1.
        reason: what speaks for it, and what keeps it from being done without asking.
    """

    a: RowId
    b: RowId
    score: float
    reason: Text


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who is who.

    Args:
        clusters: ids of the rows that are one, in the order given; each row is in exactly one.
        merges: why, one a union: a cluster of n rows has n - 1.
        review: pairs to ask about, the most useful first.
    """

    clusters: tuple[tuple[RowId, ...], ...]
    merges: tuple[Merge, ...] = ()
    review: tuple[Doubt, ...] = ()
