"""From rows to who is who: numbers first, then names, then the questions that are worth asking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeAlias

from ancrage.firm.identities import blocking
from ancrage.firm.identities.abbreviations import with_abbreviations
from ancrage.firm.identities.atoms import Node, Union, decided, nodes, unite_by_number
from ancrage.firm.identities.clusters import Groups, Policy, merge
from ancrage.firm.identities.compare import Link
from ancrage.firm.identities.model import Decisions, Merge, Resolution, Row, RowId
from ancrage.firm.identities.names import Name, take_apart
from ancrage.firm.identities.reasons import merged
from ancrage.firm.identities.review import doubts

NO_DECISIONS = Decisions()
ByNumber: TypeAlias = Callable[[Sequence[Node], Union], list[tuple[int, int, str]]]
_KNOWN = 3  # names in which a word is met for the list to know it as a word
_RIGHT = 8  # times more often than a word that many get wrong the same way
_SAME_NAME = 50  # groups of one name beyond which the name tells nothing


def resolve_firms(rows: Sequence[Row], decisions: Decisions = NO_DECISIONS) -> Resolution:
    """Suppliers (or customers that are firms) among rows of whatever files.

    The result depends on what the rows say, not on their order. Never raises for what rows hold.
    """
    return settle(rows, decisions, Policy(), take_apart)


def resolve_customers(rows: Sequence[Row], decisions: Decisions = NO_DECISIONS) -> Resolution:
    """Customers among rows; some are persons, of whom a letter makes another: by name, only the same words are merged."""
    return settle(rows, decisions, Policy(tiers=(Link.SAME,)), take_apart)


def settle(
    rows: Sequence[Row],
    decisions: Decisions,
    policy: Policy,
    read: Callable[[str], Name],
    by_number: ByNumber = unite_by_number,
    *,
    by_name: bool = True,
) -> Resolution:
    """`resolve_firms` for a kind of things.

    Args:
        rows: what is written.
        decisions: what the owner said of pairs.
        policy: what may be merged by name without asking.
        read: how a name is taken apart.
        by_number: unites what numbers alone put together; the pairs to ask about.
        by_name: whether names are compared at all; numbers alone take a moment, whatever the length of the list.
    """
    names = _names(rows, read, cut_names=policy.cut_names)
    found = nodes(rows, names, {row for pair in decisions.different for row in pair})
    node_of: dict[RowId, int] = {
        rows[row].id: index for index, node in enumerate(found) for row in node.rows
    }
    same = decided(decisions.same, node_of)
    kept = [pair for pair in decided(decisions.different, node_of) if pair not in set(same)]
    union = Union([node.marks for node in found], kept)
    for a, b in same:
        union.unite(a, b, "decided")
    strange = by_number(found, union)
    words = Counter(word for name in {node.name for node in found} for word in set(name.words))

    def both_known(a: str, b: str) -> bool:
        low, high = sorted((words[a], words[b]))
        return low >= _KNOWN and low * _RIGHT >= high

    groups = Groups(found, union, policy, both_known)
    edges = _edges(groups) if by_name else {}
    merge(groups, edges)
    ids = [[rows[row].id for row in node.rows] for node in found]
    return Resolution(
        _clusters(rows, groups),
        _merges(groups, ids),
        () if not by_name else doubts(groups, edges, strange, ids, words, len(rows)),
    )


def _names(rows: Sequence[Row], read: Callable[[str], Name], *, cut_names: bool) -> list[Name]:
    raws = list({row.name: None for row in rows})
    one_each = dict(zip(raws, with_abbreviations([read(raw) for raw in raws]), strict=True))
    lengths = blocking.cut_lengths(list(one_each.values())) if cut_names else frozenset()
    if lengths:
        one_each = {raw: blocking.mark_cut(name, lengths) for raw, name in one_each.items()}
    return [one_each[row.name] for row in rows]


def _edges(groups: Groups) -> dict[tuple[int, int], Link]:
    """Links between nodes of different atoms, by pair of nodes, low first."""
    speaking = groups.speakers()
    numbers = list(speaking)
    edges: dict[tuple[int, int], Link] = {}
    for same in speaking.values():
        if 1 < len(same) <= _SAME_NAME:
            _link_all(groups, same, same, edges)
    for i, j in sorted(blocking.candidates([groups.names[number] for number in numbers])):
        ours, theirs = speaking[numbers[i]], speaking[numbers[j]]
        if groups.link(ours[0], theirs[0]) is not Link.NONE:
            _link_all(groups, ours[:_SAME_NAME], theirs[:_SAME_NAME], edges)
    return edges


def _link_all(
    groups: Groups, ours: list[int], theirs: list[int], edges: dict[tuple[int, int], Link]
) -> None:
    for a in ours:
        for b in theirs:
            if groups.atom_of[a] != groups.atom_of[b]:
                found = groups.link(a, b)
                if found is not Link.NONE:
                    edges[min(a, b), max(a, b)] = found


def _clusters(rows: Sequence[Row], groups: Groups) -> tuple[tuple[RowId, ...], ...]:
    found = [
        sorted(row for node in members for row in groups.nodes[node].rows)
        for members in groups.members.values()
    ]
    return tuple(tuple(rows[row].id for row in cluster) for cluster in sorted(found))


def _merges(groups: Groups, ids: list[list[RowId]]) -> tuple[Merge, ...]:
    alike = [Merge(of[0], other, merged("alike")) for of in ids for other in of[1:]]
    return (
        *alike,
        *(Merge(ids[a][0], ids[b][0], merged(why)) for a, b, why in groups.union.joined),
    )
