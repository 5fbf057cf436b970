"""Which names are worth comparing: never all with all.

Each change of writing leaves something as it was: letters swapped, words moved and spaces shifted leave the letters; an
abbreviation leaves the other words; a cut leaves the beginning. Names that share such a thing are compared.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence

from ancrage.firm.identities.names import PARTICLES, Name, capitals, without_end

_BUCKET = 60  # names of one bucket compared with one another
_RARE = 12  # names that a word may be in and still point at one of them
_LONGEST = 48  # letters beyond which a name is not searched for one letter of difference
_SHORTEST_CUT = 15  # letters that every file allows to a name
_PILE = 10  # names of one length that stand out
_BEGINNINGS = (12, 14)  # letters; two swapped at the end of one are within the other


def cut_lengths(names: Sequence[Name]) -> frozenset[int]:
    """Lengths at which a file seems to cut names.

    Either two names that long or more are, within a word, the beginning of a longer one; or far more names are that
    long than a little shorter or longer.
    """
    texts = sorted({capitals(name.raw) for name in names})
    found: Counter[int] = Counter()
    for short, longer in itertools.pairwise(texts):
        if len(short) >= _SHORTEST_CUT and len(longer) > len(short) and longer.startswith(short):
            # "DURAND DES ALPES" begins "DURAND DES ALPES SARL" without being cut.
            rest = longer[len(short) :]
            if rest[0].isalpha() and short[-1].isalpha():
                found[len(short)] += 1
    sizes = Counter(map(len, texts))
    piled = {
        size
        for size, times in sizes.items()
        if size >= _SHORTEST_CUT
        and times >= _PILE
        and times >= 2 * max(sizes[size + step] for step in (-2, -1, 1, 2))
    }
    return frozenset({size for size, times in found.items() if times >= 2} | piled)


def mark_cut(name: Name, lengths: frozenset[int]) -> Name:
    """The name, marked when it may have lost its end: as long as the file allows, a blank at the end not being one."""
    size = len(name.raw)
    cut = size in lengths or (size + 1 in lengths and name.raw == name.raw.rstrip())
    return without_end(name) if cut else name


def candidates(names: Sequence[Name]) -> set[tuple[int, int]]:
    """Pairs of indices worth comparing, low first."""
    pairs: set[tuple[int, int]] = set()
    _among(_letters(names), pairs)
    _between(_shortened(names), pairs)
    _between(_beginnings(names), pairs)
    return pairs


def related(names: Sequence[Name]) -> set[tuple[int, int]]:
    """Pairs that share a rare word and may be worth a question, low first."""
    buckets: dict[Hashable, list[int]] = defaultdict(list)
    for index, name in enumerate(names):
        for word in set(name.words):
            if len(word) >= 4:
                buckets[word].append(index)
    pairs: set[tuple[int, int]] = set()
    _among([found for found in buckets.values() if len(found) <= _RARE], pairs)
    return pairs


def _among(buckets: Iterable[Sequence[int]], pairs: set[tuple[int, int]]) -> None:
    for found in buckets:
        pairs.update(itertools.combinations(sorted(set(found[:_BUCKET])), 2))


def _between(
    buckets: Iterable[tuple[Sequence[int], Sequence[int]]], pairs: set[tuple[int, int]]
) -> None:
    for ours, theirs in buckets:
        for a, b in itertools.product(ours[:_BUCKET], theirs[:_BUCKET]):
            if a != b:
                pairs.add((min(a, b), max(a, b)))


def _letters(names: Sequence[Name]) -> list[list[int]]:
    """Names with the same letters but one."""
    buckets: dict[str, list[int]] = defaultdict(list)
    for index, name in enumerate(names):
        letters = name.letters
        buckets[letters].append(index)
        kept = [word for word in name.words if word not in PARTICLES]
        if len(kept) < len(name.words):
            buckets["".join(sorted("".join(kept)))].append(index)
        if 6 <= len(letters) <= _LONGEST:
            for at in range(len(letters)):
                first = at == 0 or letters[at] != letters[at - 1]
                if first and not letters[at].isdigit():
                    buckets[letters[:at] + letters[at + 1 :]].append(index)
    return [found for found in buckets.values() if len(found) > 1]


def _shortened(names: Sequence[Name]) -> list[tuple[list[int], list[int]]]:
    """Names with a shortened word, and those whose other words have the same letters."""
    short: dict[str, list[int]] = defaultdict(list)
    full: dict[str, list[int]] = defaultdict(list)
    for index, name in enumerate(names):
        for word in name.dotted:
            if len(name.words) > 1:
                short[_without(name, word)].append(index)
    if not short:
        return []
    for index, name in enumerate(names):
        for word in set(name.words):
            key = _without(name, word)
            if len(word) >= 4 and key in short:
                full[key].append(index)
    return [(found, full[key]) for key, found in short.items() if key in full]


def _without(name: Name, word: str) -> str:
    rest = list(name.words)
    rest.remove(word)
    return "".join(sorted("".join(rest)))


def _beginnings(names: Sequence[Name]) -> list[tuple[list[int], list[int]]]:
    """Names cut off, and those that begin alike, whichever word comes first."""
    short: dict[Hashable, list[int]] = defaultdict(list)
    full: dict[Hashable, list[int]] = defaultdict(list)
    for index, name in enumerate(names):
        if name.cut:
            for key in _first(name.compact):
                short[key].append(index)
    if not short:
        return []
    for index, name in enumerate(names):
        for start in range(min(len(name.words), 6)):
            turned = "".join(name.words[start:] + name.words[:start])
            for key in _first(turned):
                if key in short:
                    full[key].append(index)
    return [(found, full[key]) for key, found in short.items() if key in full]


def _first(compact: str) -> list[str]:
    return ["".join(sorted(compact[:size])) for size in _BEGINNINGS if len(compact) >= size]
