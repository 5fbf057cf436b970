"""Rows that their numbers alone put together, before any name is compared."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from ancrage.firm.identities import identifiers
from ancrage.firm.identities.model import Row, RowId
from ancrage.firm.identities.names import Name, akin, capitals, plain

_SHARED_ACCOUNT = (
    3  # names on one bank account from which it is that of a factor or a group, and proves nothing
)
_TWINS = 8  # rows of one name beyond which it is one party met often
_WEIGHT = {"siren": 0, "vat": 1, "iban": 3}  # the surest number first


@dataclass(frozen=True, slots=True)
class Marks:
    """What rows say of who they are besides their name. Two sets of one kind, both filled, disjoint: a clash."""

    sirens: frozenset[str] = frozenset()
    vats: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    extra: frozenset[tuple[str, str]] = frozenset()

    def __or__(self, other: Marks) -> Marks:
        return Marks(
            self.sirens | other.sirens,
            self.vats | other.vats,
            self.countries | other.countries,
            self.places | other.places,
            self.forms | other.forms,
            self.extra | other.extra,
        )


@dataclass(slots=True)
class Node:
    """Rows written exactly alike: same name, same numbers, same place."""

    name: Name
    marks: Marks
    keys: tuple[tuple[str, str], ...]  # numbers that prove, by kind
    rows: list[int] = field(default_factory=list)


def nodes(rows: Sequence[Row], names: Sequence[Name], decided: AbstractSet[RowId]) -> list[Node]:
    """Rows as nodes, in an order that depends on what is written alone."""
    times = Counter(name.raw for name in names if name.words)
    found: dict[tuple[object, ...], Node] = {}
    for index, (row, name) in enumerate(zip(rows, names, strict=True)):
        marks, keys = _read(row, name)
        # Nothing written at all is nobody; one name may be that of two firms, which the rest of the list will tell.
        apart = not keys and (not name.words or times[name.raw] <= _TWINS)
        apart = apart or row.id in decided
        key = (name.raw, marks, keys, index if apart else -1)
        node = found.get(key)
        if node is None:
            node = found[key] = Node(name, marks, keys)
        node.rows.append(index)
    return sorted(found.values(), key=lambda node: (node.name.raw, node.keys, _order(node.marks)))


def _order(marks: Marks) -> tuple[list[str], ...]:
    return tuple(sorted(map(str, part)) for part in (marks.places, marks.countries, marks.extra))


def _read(row: Row, name: Name) -> tuple[Marks, tuple[tuple[str, str], ...]]:
    vat = identifiers.vat(row.vat) if row.vat else ""
    siren = (
        (identifiers.siren(row.siren) if row.siren else "")
        or (identifiers.siren_of_siret(row.siret) if row.siret else "")
        or identifiers.siren_of_vat(vat)
    )
    foreign = vat if not identifiers.siren_of_vat(vat) else ""
    iban = identifiers.account(row.iban) if row.iban else ""
    keys = [("siren", siren), ("vat", foreign), ("iban", iban), *row.extra]
    town = frozenset({plain(row.town)} - {""})
    marks = Marks(
        frozenset({siren} - {""}),
        frozenset({foreign} - {""}),
        frozenset({capitals(row.country).strip()} - {""}),
        name.places | town,
        name.forms,
        frozenset(row.extra) | name.variants,
    )
    return marks, tuple((kind, value) for kind, value in keys if value)


class Union:
    """Disjoint sets of nodes; the lowest index stands for its set."""

    def __init__(self, marks: Sequence[Marks], apart: Iterable[tuple[int, int]] = ()) -> None:
        self.parent = list(range(len(marks)))
        self.marks = list(marks)  # of the set, at the node that stands for it
        self.joined: list[tuple[int, int, str]] = []
        self._apart: dict[int, set[int]] = defaultdict(set)
        for a, b in apart:
            self._apart[a].add(b)
            self._apart[b].add(a)

    def root(self, i: int) -> int:
        """The node that stands for the set of `i`."""
        while self.parent[i] != i:
            self.parent[i] = self.parent[self.parent[i]]
            i = self.parent[i]
        return i

    def unite(self, a: int, b: int, why: str) -> bool:
        """Put two sets together; whether they were two."""
        low, high = sorted((self.root(a), self.root(b)))
        if low == high:
            return False
        self.parent[high] = low
        self.marks[low] |= self.marks[high]
        if high in self._apart:
            self._apart[low] |= self._apart.pop(high)
        self.joined.append((a, b, why))
        return True

    def are_kept_apart(self, a: int, b: int) -> bool:
        """Whether the owner said that somebody in the set of `a` is not somebody in the set of `b`."""
        other = self.root(b)
        return any(self.root(i) == other for i in self._apart.get(self.root(a), ()))

    def sets(self) -> dict[int, list[int]]:
        """Members by the node that stands for them."""
        found: dict[int, list[int]] = defaultdict(list)
        for i in range(len(self.parent)):
            found[self.root(i)].append(i)
        return found


def unite_by_number(found: Sequence[Node], union: Union) -> list[tuple[int, int, str]]:
    """Unite nodes of one number whose names can be one; the pairs whose names cannot, to ask about."""
    by_key: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, node in enumerate(found):
        for key in node.keys:
            by_key[key].append(index)
    strange: list[tuple[int, int, str]] = []
    order = sorted(by_key.items(), key=lambda item: (_WEIGHT.get(item[0][0], 2), item[0]))
    for (kind, _), members in order:
        heads: list[int] = []
        for index in members:
            same = next((h for h in heads[:20] if _one(found, union, h, index)), None)
            if same is None:
                heads.append(index)
            elif not numbers_clash(union, same, index):
                union.unite(same, index, kind)
        if kind == "code" or (kind == "iban" and len(heads) >= _SHARED_ACCOUNT):
            continue  # two programs number their suppliers from 1, and a factor is paid for many
        strange += [
            (heads[0], other, kind)
            for other in heads[1:20]
            if not numbers_clash(union, heads[0], other)
            and not union.are_kept_apart(heads[0], other)
        ]
    return strange


def _one(found: Sequence[Node], union: Union, a: int, b: int) -> bool:
    if union.are_kept_apart(a, b):
        return False
    one, other = found[a].name, found[b].name
    if union.root(a) == union.root(b) or not one.words or not other.words:
        return True
    return akin(" ".join(one.words), " ".join(other.words))


def numbers_clash(union: Union, a: int, b: int) -> bool:
    """Whether two sets state different company numbers: an account may be shared, a company number is not."""
    ours, theirs = union.marks[union.root(a)], union.marks[union.root(b)]
    return ours is not theirs and (
        differ(ours.sirens, theirs.sirens) or differ(ours.vats, theirs.vats)
    )


def differ(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether both say something, and nothing in common."""
    return bool(ours) and bool(theirs) and ours.isdisjoint(theirs)


def extra_differ(ours: Marks, theirs: Marks, kinds: Iterable[str]) -> bool:
    """Whether two sets state different marks of one of these kinds."""
    return any(
        differ(
            frozenset(value for k, value in ours.extra if k == kind),
            frozenset(value for k, value in theirs.extra if k == kind),
        )
        for kind in kinds
    )


def decided(
    pairs: Iterable[tuple[RowId, RowId]], node_of: dict[RowId, int]
) -> list[tuple[int, int]]:
    """Pairs of nodes of the owner's pairs of rows, low first, those of unknown rows left out."""
    known = [(node_of[a], node_of[b]) for a, b in pairs if a in node_of and b in node_of]
    return sorted({(min(pair), max(pair)) for pair in known if pair[0] != pair[1]})
