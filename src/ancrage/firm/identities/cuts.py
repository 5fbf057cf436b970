"""Names that lost their end: how sure is it that one is the only name of the list that it begins?

A cut name is wrongly merged when the rest of its own party is not in the list, and another party begins alike by chance.
How many are alone shows in the cut names that begin nothing; how likely another begins alike, in how usual their words are.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Protocol

from ancrage.firm.identities.atoms import Node

_WRONG = 0.01  # share of these merges that may be wrong
_WRONG_EACH = 0.05  # chance of being wrong beyond which one is a question, however sure the others


class _Grouped(Protocol):
    nodes: Sequence[Node]
    members: Mapping[int, Sequence[int]]


def unsure(
    groups: _Grouped, near: Mapping[int, AbstractSet[int]], torn: Mapping[int, bool]
) -> set[int]:
    """Groups of nothing but cut names that must not be merged by that cut: too many of them would be wrong.

    Args:
        groups: nodes, and those of each group.
        near: groups that a cut name may begin, by group.
        torn: groups that several others claim; these are not merged anyway.
    """
    cut, whole = _parted(groups)
    usual = _Usual(groups, whole)
    among = set(cut)
    candidates = [group for group in cut if near.get(group) and not torn[group]]
    lost = [group for group in cut if near.get(group, set()) <= among]
    chances = {group: usual.another(groups.nodes[i].name.spoken)
               for group in cut for i in groups.members[group][:1]}  # fmt: skip
    found_anyway = sum(chances.values()) / max(len(cut), 1)
    absent = (len(lost) + 0.5) / max(1 - found_anyway, 0.05) / (len(cut) + 1)
    # Where nothing but the same beginning is near, that its own whole is absent is no longer a chance.
    wrong = {
        group: chances[group] * (1.0 if near[group] <= among else min(absent, 1.0))
        for group in candidates
    }
    total, kept = 0.0, set()
    for rank, group in enumerate(sorted(candidates, key=lambda g: (wrong[g], g)), start=1):
        total += wrong[group]
        if total > _WRONG * rank or wrong[group] > _WRONG_EACH:
            break
        kept.add(group)
    return among - kept


def _parted(groups: _Grouped) -> tuple[list[int], list[int]]:
    cut: list[int] = []
    whole: list[int] = []
    for group, found in groups.members.items():
        (cut if all(groups.nodes[i].name.cut for i in found) else whole).append(group)
    return cut, whole


class _Usual:
    """How usual words and beginnings of words are in the whole names of a list."""

    def __init__(self, groups: _Grouped, whole: Sequence[int]) -> None:
        self.count = len(whole)
        self.words: Counter[str] = Counter()
        for group in whole:
            self.words.update(_words(groups.nodes[i] for i in groups.members[group]))
        self._beginnings: Counter[str] = Counter()
        for word, times in self.words.items():
            for size in range(1, len(word) + 1):
                self._beginnings[word[:size]] += times

    def another(self, words: Sequence[str]) -> float:
        """Chance that at least one party of the list other than its own begins with these words, the last maybe cut."""
        if not words or not self.count:
            return 0.0
        expected = float(self.count)
        for word in words[:-1]:
            expected *= (self.words[word] + 0.5) / (self.count + 1)
        expected *= (self._beginnings[words[-1]] + 0.5) / (self.count + 1)
        return 1 - math.exp(-expected)


def _words(nodes: Iterable[Node]) -> set[str]:
    return {word for node in nodes if not node.name.cut for word in node.name.words}
