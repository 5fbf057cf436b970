"""Clusters by names: one tier of changes of writing after another, the surest first, and never a chain.

Two groups become one when all that they hold can be one name, nothing else that they state speaks against it, and
neither could as well be one with a third that contradicts the other: that is a question, not a merge.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ancrage.firm.identities.atoms import Node, Union, differ, extra_differ
from ancrage.firm.identities.compare import BothKnown, Link, link
from ancrage.firm.identities.cuts import unsure
from ancrage.firm.identities.names import Name

TIERS = (Link.SAME, Link.SLIP, Link.ABBREVIATED, Link.CUT)
_CROWD = 200  # groups near one group beyond which it is not worth knowing which


@dataclass(frozen=True, slots=True)
class Policy:
    """What a kind of things asks of merges by name.

    Args:
        tiers: changes of writing that may be merged without asking.
        clashing: kinds of `extra` marks of which two different ones speak against a merge, the strongest first.
        variants: kinds of marks of which two different ones are two things, and no question.
        cut_names: a name as long as its file allows may have lost its end.
        need_place: names prove nothing unless the place is the same too (persons).
    """

    tiers: tuple[Link, ...] = TIERS
    clashing: tuple[str, ...] = ()
    variants: frozenset[str] = frozenset()
    cut_names: bool = True
    need_place: bool = False


class Groups:
    """Nodes in groups, what links their names, and what speaks against."""

    def __init__(
        self,
        nodes: Sequence[Node],
        union: Union,
        policy: Policy,
        both_known: BothKnown,
    ) -> None:
        self.nodes, self.union, self.policy = nodes, union, policy
        self._both_known = both_known
        numbers: dict[Name, int] = {}
        self._name_of = [numbers.setdefault(node.name, len(numbers)) for node in nodes]
        self.names = list(numbers)
        self._links: dict[int, Link] = {}
        self.atom_of = [union.root(i) for i in range(len(nodes))]
        self._speaking = {a: self._speakers(found) for a, found in union.sets().items()}
        self.members: dict[int, list[int]] = union.sets()
        self._atoms: dict[int, list[int]] = {root: [root] for root in self.members}
        self._agreed: dict[tuple[int, int, int, int], bool] = {}

    def unite(self, a: int, b: int, why: str) -> None:
        """Put the groups of two nodes together."""
        low, high = sorted((self.union.root(a), self.union.root(b)))
        if self.union.unite(a, b, why):
            self.members[low] = sorted(self.members[low] + self.members.pop(high))
            self._atoms[low] = sorted(self._atoms[low] + self._atoms.pop(high))

    def link(self, a: int, b: int) -> Link:
        """How the names of two nodes are one."""
        one, other = sorted((self._name_of[a], self._name_of[b]))
        key = one * len(self.names) + other
        found = self._links.get(key)
        if found is None:
            found = link(self.names[one], self.names[other], self._both_known)
            self._links[key] = found
        return found

    def _speakers(self, found: list[int]) -> list[int]:
        """Nodes whose names speak for all: a name cut off says nothing where its whole is there too."""
        one_each = list({self._name_of[i]: i for i in reversed(found)}.values())
        whole = [i for i in one_each if not self.nodes[i].name.cut]
        return whole or one_each

    def speakers(self) -> dict[int, list[int]]:
        """Nodes of the atoms in whose name a name speaks, by number in `names`."""
        found: dict[int, list[int]] = defaultdict(list)
        for nodes in self._speaking.values():
            for node in nodes:
                found[self._name_of[node]].append(node)
        return {number: sorted(nodes) for number, nodes in sorted(found.items())}

    def clash(self, a: int, b: int) -> str:
        """What two groups (by the nodes that stand for them) state that cannot be of one; empty when nothing."""
        ours, theirs = self.union.marks[a], self.union.marks[b]
        for kind in ("sirens", "vats", "countries", "forms", "places"):
            if differ(getattr(ours, kind), getattr(theirs, kind)):
                return kind
        if extra_differ(ours, theirs, self.policy.variants):
            return "variants"
        for kind in self.policy.clashing:
            if extra_differ(ours, theirs, (kind,)):
                return kind
        if self.union.are_kept_apart(a, b):
            return "decided"
        if self.policy.need_place and ours.places.isdisjoint(theirs.places):
            return "places"
        return ""

    def agree(self, a: int, b: int) -> bool:
        """Whether two groups can be one: nothing stated clashes, and every name of one can be every name of the other."""
        a, b = min(a, b), max(a, b)
        # A group is the same as before while it has as many members.
        key = (a, b, len(self.members[a]), len(self.members[b]))
        found = self._agreed.get(key)
        if found is None:
            found = not self.clash(a, b) and self.can_be_one_name(a, b)
            self._agreed[key] = found
        return found

    def can_be_one_name(self, a: int, b: int) -> bool:
        """Whether every name of one group can be every name of the other, whatever else they state."""
        return all(self._can_be_one(x, y) for x in self._atoms[a] for y in self._atoms[b])

    def _can_be_one(self, x: int, y: int) -> bool:
        return any(
            self.link(i, j) >= Link.WEAK for i in self._speaking[x] for j in self._speaking[y]
        )


def merge(groups: Groups, edges: dict[tuple[int, int], Link]) -> None:
    """Merge what can be without asking, tier by tier."""
    for tier in groups.policy.tiers:
        usable = [pair for pair, found in edges.items() if found >= tier]
        near = _near(groups, usable)
        wide = _near(groups, [p for p, found in edges.items() if found >= Link.ABBREVIATED])
        torn = {
            group: _is_torn(groups, found) or _is_claimed(groups, wide.get(group, set()))
            for group, found in near.items()
        }
        sound = sorted(
            pair
            for pair in usable
            if not torn.get(groups.union.root(pair[0]), True)
            and not torn.get(groups.union.root(pair[1]), True)
        )
        if tier is Link.CUT:
            held = unsure(groups, near, torn)
            sound = [p for p in sound if held.isdisjoint(map(groups.union.root, p))]
        for a, b in sound:
            one, other = groups.union.root(a), groups.union.root(b)
            if one != other and groups.agree(one, other):
                groups.unite(a, b, edges[a, b].name)


def _near(groups: Groups, pairs: Sequence[tuple[int, int]]) -> dict[int, set[int]]:
    """Groups that a link leads to and that can be one with it, by group."""
    near: dict[int, set[int]] = defaultdict(set)
    for a, b in pairs:
        one, other = groups.union.root(a), groups.union.root(b)
        if one != other and groups.agree(one, other):
            near[one].add(other)
            near[other].add(one)
    return near


def _is_torn(groups: Groups, near: set[int]) -> bool:
    """Whether two of the groups near one cannot be one themselves."""
    if len(near) > _CROWD:
        return True
    return any(not groups.agree(a, b) for a, b in _pairs(sorted(near)))


def _is_claimed(groups: Groups, wide: set[int]) -> bool:
    """Whether two firms of one name are near, however it is written: a row that does not say which may be of either."""
    return len(wide) <= _CROWD and any(
        groups.clash(a, b) and groups.can_be_one_name(a, b) for a, b in _pairs(sorted(wide))
    )


def _pairs(items: Sequence[int]) -> Iterator[tuple[int, int]]:
    for rank, one in enumerate(items):
        for other in items[rank + 1 :]:
            yield one, other
