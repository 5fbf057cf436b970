"""Words that a list shortens without a full stop, learned from the list itself.

CHARP is CHARPENTE where several names are the same but for one in the place of the other. MARTIN is not MARTINEAU: two
such names may meet once by chance, not time after time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ancrage.firm.identities.names import LEGAL, PARTICLES, Name

_TIMES = 3  # names that must be the same but for the word
_SHARE = 0.6  # of the names with the short word of which that must be so
_SHORTEST, _LONGEST = 3, 7
_LOST = 2  # letters that a shortened word must have lost at least
_BUCKET = 60


def with_abbreviations(names: Sequence[Name]) -> list[Name]:
    """The names, their words that the list shortens marked as those that a full stop shortens."""
    learned = _learned(names)
    if not learned:
        return list(names)
    return [
        replace(name, dotted=name.dotted | found) if (found := learned & set(name.words)) else name
        for name in names
    ]


def _learned(names: Sequence[Name]) -> frozenset[str]:
    in_place: dict[tuple[str, ...], set[str]] = defaultdict(set)
    times: Counter[str] = Counter()
    for words in {name.words for name in names if len(name.words) > 1}:
        times.update(set(words))
        for rank, word in enumerate(words):
            if len(word) >= _SHORTEST and word.isalpha():
                in_place[tuple(sorted(words[:rank] + words[rank + 1 :]))].add(word)
    met: Counter[str] = Counter()
    for found in in_place.values():
        if 1 < len(found) <= _BUCKET:
            met.update(
                short
                for short in found
                if len(short) <= _LONGEST
                and any(len(w) >= len(short) + _LOST and w.startswith(short) for w in found)
            )
    return frozenset(
        word
        for word, hits in met.items()
        if hits >= _TIMES and hits >= _SHARE * times[word] and word not in PARTICLES | LEGAL
    )
