"""Names that lost their end: how sure is it that one is the only name of the list that it begins?

A cut name is wrongly merged when the rest of its own party is not in the list, and another party begins alike by chance.
How many are alone shows in the cut names that begin nothing; how likely another begins alike, in how usual their words are.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Protocol

from ancrage.firm.identities.atoms import Node
from ancrage.firm.identities.names import Name

_WRONG = 0.01  # share of these merges that may be wrong
_WRONG_EACH = 0.05  # chance of being wrong beyond which one is a question, however sure the others
_TOGETHER = 3  # parties in which one word follows another, from which the two are taken together


class _Grouped(Protocol):
    @property
    def nodes(self) -> Sequence[Node]: ...

    @property
    def members(self) -> Mapping[int, Sequence[int]]: ...


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
    # A name cut within a number is never merged for that, and tells nothing of who is absent.
    lost = [
        group
        for group in cut
        if near.get(group, set()) <= among and not _first(groups, group).compact[-1:].isdigit()
    ]
    chances = {
        group: usual.another(
            _first(groups, group).spoken,
            own=0 if near.get(group, set()) <= among else 1,
        )
        for group in cut
    }
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


def _first(groups: _Grouped, group: int) -> Name:
    return groups.nodes[groups.members[group][0]].name


class _Usual:
    """How usual words, their beginnings, and words after one another are in the whole names of a list."""

    def __init__(self, groups: _Grouped, whole: Sequence[int]) -> None:
        self.count = len(whole)
        self.beginnings: Counter[str] = Counter()
        self.words: Counter[str] = Counter()
        self.after: Counter[tuple[str, str]] = Counter()  # word, beginning of the next
        for group in whole:
            names = [
                groups.nodes[i].name.words
                for i in groups.members[group]
                if not groups.nodes[i].name.cut
            ]
            words = {word for name in names for word in name}
            self.words.update(words)
            self.beginnings.update({start for word in words for start in _starts(word)})
            pairs = {pair for name in names for pair in itertools.pairwise(name)}
            self.after.update({(word, start) for word, after in pairs for start in _starts(after)})

    def another(self, words: Sequence[str], own: int) -> float:
        """Chance that a party of the list begins with these words, the last maybe cut, `own` parties not counted."""
        count = self.count - own
        if not words or count <= 0:
            return 0.0
        expected, before = float(count), ""
        for word in words:
            # LE and BIHAN are not two chances: one hardly comes without the other.
            together = self.after[before, word] - own
            if together >= _TOGETHER:
                expected *= (together + 0.5) / (self.words[before] - own + 1)
            else:
                expected *= (max(self.beginnings[word] - own, 0) + 0.5) / (count + 1)
            before = word
        return 1 - math.exp(-expected)


def _starts(word: str) -> list[str]:
    return [word[:size] for size in range(1, len(word) + 1)]
