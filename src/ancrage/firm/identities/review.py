"""What to ask, the most useful first, and no more than a person would answer.

A question is worth the rows that a yes would put together, times the chance of a yes.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from ancrage.firm.identities import blocking
from ancrage.firm.identities.clusters import Groups
from ancrage.firm.identities.compare import Link
from ancrage.firm.identities.identifiers import is_sound
from ancrage.firm.identities.model import Doubt, RowId
from ancrage.firm.identities.names import Name
from ancrage.firm.identities.reasons import doubted

# Chances that two groups are one when nothing else is known of either, by what links their names.
_CHANCE = {
    Link.SAME: 0.9,
    Link.SLIP: 0.85,
    Link.ABBREVIATED: 0.8,
    Link.CUT: 0.6,
    Link.WEAK: 0.5,
    Link.NEAR: 0.25,
}
_CLASH = {
    "sirens": 0.6, "forms": 0.15, "places": 0.3, "countries": 0.2, "key": 0.2, "sku": 0.2, "gtin": 0.1,
    "unsaid": 0.3,
}  # fmt: skip
# What the firm calls otherwise may be one all the same, when a number says so.
_OWN_WORDS = frozenset({"", "sku", "unsaid"})
_SHARE = 0.15  # of rows that a person is asked about
_FEWEST = 6  # questions that are never too many
_MOST = 500  # questions that a person may answer on a long list
_WORTH = 0.05  # chance under which a question is not worth reading


@dataclass(frozen=True, slots=True)
class _Pair:
    a: int
    b: int
    chance: float
    link: str
    clash: str = ""
    rivals: bool = False


def doubts(
    groups: Groups,
    edges: dict[tuple[int, int], Link],
    strange: Iterable[tuple[int, int, str]],
    ids: Sequence[Sequence[RowId]],
    words: Counter[str],
    rows: int,
) -> tuple[Doubt, ...]:
    """Pairs of clusters to ask about, named by a row of each; every pair at most once."""
    found = _linked(groups, edges)
    for a, b, kind in strange:
        low, high = sorted((groups.union.root(a), groups.union.root(b)))
        if low != high and groups.clash(low, high) in _OWN_WORDS:
            ours, theirs = (set(groups.nodes[node].name.words) for node in (a, b))
            why = "more" if ours <= theirs or theirs <= ours else "names"
            found.setdefault((low, high), _Pair(low, high, 0.4, kind, why))
    for pair in _related(groups, words):
        found.setdefault((pair.a, pair.b), pair)
    size = {root: sum(len(ids[i]) for i in members) for root, members in groups.members.items()}
    shown = {root: _shown(groups, members) for root, members in groups.members.items()}
    ordered = sorted(
        (pair for pair in _shared_out(groups, found) if pair.chance >= _WORTH),
        key=lambda p: (-p.chance * size[p.a] * size[p.b], -p.chance, p.a, p.b),
    )
    touched: set[RowId] = set()
    result: list[Doubt] = []
    limit = min(max(_FEWEST, int(_SHARE * rows)), _MOST)
    for pair in ordered:
        one, other = ids[shown[pair.a]][0], ids[shown[pair.b]][0]
        if len(touched | {one, other}) > limit:
            continue
        touched |= {one, other}
        reason = doubted(pair.link, pair.clash, rivals=pair.rivals)
        result.append(Doubt(one, other, round(pair.chance, 3), reason))
    return tuple(result[:limit])


def _linked(groups: Groups, edges: dict[tuple[int, int], Link]) -> dict[tuple[int, int], _Pair]:
    best: dict[tuple[int, int], Link] = {}
    for (a, b), link in edges.items():
        one, other = sorted((groups.union.root(a), groups.union.root(b)))
        if one != other:
            best[one, other] = max(link, best.get((one, other), Link.NONE))
    found = {}
    for (a, b), link in sorted(best.items()):
        clash = groups.clash(a, b)
        mistyped = clash == "sirens" and link >= Link.SLIP and _is_mistyped(groups, a, b)
        if clash in {"sirens", "vats", "variants", "decided"} and not mistyped:
            continue
        chance = _CHANCE[link] * _CLASH.get(clash, 1.0)
        if link >= Link.WEAK and not clash and not groups.agree(a, b):
            chance *= 0.1
        found[a, b] = _Pair(a, b, chance, link.name, clash)
    return found


def _is_mistyped(groups: Groups, a: int, b: int) -> bool:
    """Whether two SIRENs are a slip apart, and one fails its check."""
    return any(
        OSA.distance(one, other) == 1 and not (is_sound(one) and is_sound(other))
        for one in groups.union.marks[a].sirens
        for other in groups.union.marks[b].sirens
    )


def _shared_out(groups: Groups, found: dict[tuple[int, int], _Pair]) -> list[_Pair]:
    """Chances when of several groups that contradict one another at most one can be that of a name."""
    near: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for (a, b), pair in found.items():
        near[a].append((b, pair.chance))
        near[b].append((a, pair.chance))
    result = []
    for (a, b), pair in found.items():
        total, rivals = pair.chance, False
        for one, other in ((a, b), (b, a)):
            against = sum(
                chance
                for third, chance in near[one][:50]
                if third != other and not groups.agree(third, other)
            )
            rivals = rivals or against > 0
            total = max(total, pair.chance + against)
        result.append(_Pair(a, b, pair.chance / max(1.0, total), pair.link, pair.clash, rivals))
    return result


def _related(groups: Groups, words: Counter[str]) -> list[_Pair]:
    """Groups whose names share rare words: worth a question where little else differs."""
    speaking = groups.speakers()
    names = [groups.names[number] for number in speaking]
    first = [nodes[0] for nodes in speaking.values()]
    count = max(len(names), 2)
    best: dict[tuple[int, int], float] = {}
    for i, j in blocking.related(names):
        a, b = groups.union.root(first[i]), groups.union.root(first[j])
        if a == b:
            continue
        pair = (min(a, b), max(a, b))
        best[pair] = max(best.get(pair, 0.0), _likeness(names[i], names[j], words, count))
    return [
        _Pair(a, b, round(0.5 * like**2, 4), "NONE")
        for (a, b), like in sorted(best.items())
        if like > 0.3 and not groups.clash(a, b)
    ]


def _likeness(a: Name, b: Name, words: Counter[str], count: int) -> float:
    """Share of the weight of both names that they have in common, rare words weighing more; 0 where numbers differ."""
    if a.digits != b.digits:
        return 0.0
    ours, theirs = set(a.words), set(b.words)

    def weight(found: set[str]) -> float:
        return sum(math.log(1 + count / max(words[word], 1)) for word in found)

    share = weight(ours & theirs) / (weight(ours | theirs) or 1.0)
    # A word more can be the same party; another word instead is another party much more often.
    return share if ours <= theirs or theirs <= ours else 0.6 * share


def _shown(groups: Groups, members: Sequence[int]) -> int:
    """The node that shows a group best: the longest whole name."""
    return max(
        members,
        key=lambda i: (
            not groups.nodes[i].name.cut,
            not groups.nodes[i].name.dotted,
            len(groups.nodes[i].name.compact),
            len(groups.nodes[i].name.forms),
            -i,
        ),
    )
