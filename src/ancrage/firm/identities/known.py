"""What is known of who is who in the files of a firm, by keys of ways of writing: for pages, and for what counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from ancrage.firm.identities.model import Decisions, Resolution, RowId
from ancrage.firm.identities.reasons import merged
from ancrage.firm.identities.suppliers import Writing
from ancrage.text import Text

MOST = 20_000  # ways of writing beyond which names are not compared: it would take longer than ten seconds
_DECIDED = merged("decided")


@dataclass(frozen=True, slots=True)
class Put:
    """Two keys put together without asking, and why."""

    a: str
    b: str
    reason: Text


@dataclass(frozen=True, slots=True)
class Asked:
    """Two keys, each of a group of its own, that may be one: the chance of it (0 to 1), and what speaks for it.

    In `Who.review` the first is that of the group with more euros.
    """

    a: str
    b: str
    chance: float
    reason: Text


@dataclass(frozen=True, eq=False)
class Known:
    """What all files together say.

    Args:
        written: each way of writing, by key.
        clusters: keys that are one.
        merges: keys put together without asking, and why; what the books did is not repeated here.
        review: keys to ask about, the most useful first.
        party_of: parties of the books by the key of their writings, before any is made one with another.
    """

    written: Mapping[str, Writing]
    clusters: tuple[tuple[str, ...], ...]
    merges: tuple[Put, ...] = ()
    review: tuple[Asked, ...] = ()
    party_of: Mapping[str, int] = field(default_factory=dict)

    @property
    def together(self) -> list[list[int]]:
        """Parties of the books that are one, for `parties.joined`."""
        # All writings of a party are in one cluster (`firm.who.know`): no party is in two.
        groups = [
            {self.party_of[key] for key in cluster if key in self.party_of}
            for cluster in self.clusters
        ]
        return [sorted(group) for group in groups if len(group) > 1]


@dataclass(frozen=True, slots=True)
class Group:
    """One supplier, customer or item.

    Args:
        keys: its ways of writing, the best known first.
        amount: cents before tax: bought from a supplier, sold to a customer (books, all fiscal years), sold of an item (else
            bought); None where nothing knows.
        bought: whether the amount of an item is of purchases.
    """

    keys: tuple[str, ...]
    amount: int | None
    bought: bool = False


@dataclass(frozen=True, eq=False)
class Who:
    """Who is who, to be shown and corrected.

    Args:
        written: each way of writing, by key, with its files.
        groups: every supplier, customer or item, the one with most euros first.
        merges: keys put together without asking, and why.
        review: keys to ask about, each of a group of its own: the most useful first.
    """

    written: Mapping[str, Writing]
    groups: tuple[Group, ...]
    merges: tuple[Put, ...]
    review: tuple[Asked, ...]


def with_forced(
    found: Mapping[str, Writing], decisions: Decisions, more: Iterable[tuple[RowId, RowId]] = ()
) -> Decisions:
    """The owner's decisions, and the rows of one way of writing said to be one."""
    forced = {(one.key, row.id) for one in found.values() for row in one.rows[1:]}
    return replace(decisions, same=decisions.same | forced | set(more))


def in_keys(
    found: Mapping[str, Writing], result: Resolution, party_of: Mapping[str, int] | None = None
) -> Known:
    """What was resolved of rows, by the keys of their ways of writing."""
    merges = [
        Put(_key(one.a), _key(one.b), one.reason)
        for one in result.merges
        if one.reason != _DECIDED and _key(one.a) != _key(one.b)
    ]
    return Known(
        found,
        tuple(tuple(dict.fromkeys(map(_key, one))) for one in result.clusters),
        tuple(merges),
        tuple(Asked(_key(one.a), _key(one.b), one.score, one.reason) for one in result.review),
        party_of or {},
    )


def _key(row: RowId) -> str:
    return str(row[0]) if isinstance(row, tuple) else str(row)


def by_amount(groups: Iterable[Group]) -> tuple[Group, ...]:
    """Groups, the one with most euros first."""
    return tuple(sorted(groups, key=lambda one: (-(one.amount or 0), one.amount is None, one.keys)))


def by_use(
    asked: Iterable[Asked], groups: Iterable[Group], written: Mapping[str, Writing]
) -> tuple[Asked, ...]:
    """Questions by the euros of the smaller side times the chance of a yes; one a pair of groups."""
    home: dict[str, int] = {}
    euros: dict[str, int] = {}
    for place, group in enumerate(groups):
        known = abs(group.amount) if group.amount is not None else _told(group, written)
        for key in group.keys:
            home[key], euros[key] = place, known
    once = {
        frozenset({home[one.a], home[one.b]}): one
        for one in reversed(list(asked))
        if home[one.a] != home[one.b]
    }
    in_order = [
        one if euros[one.a] >= euros[one.b] else replace(one, a=one.b, b=one.a)
        for one in reversed(once.values())
    ]
    return tuple(sorted(in_order, key=lambda one: -one.chance * min(euros[one.a], euros[one.b])))


def _told(group: Group, written: Mapping[str, Writing]) -> int:
    return max((abs(written[key].amount or 0) for key in group.keys), default=0)
