"""Two names: are they one name written twice, and by which changes of writing?

The words that both have are taken away; what remains on each side must be the same but for spaces, order, an
abbreviation, a slip of two letters, or an end cut off. Anything else makes two names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import IntEnum
from typing import TypeAlias

from rapidfuzz.distance import OSA

from ancrage.firm.identities.names import NEAR_LENGTH, PARTICLES, Name, is_slip_of_word

_SHORTEST = 3  # letters of an abbreviation, and of a name that proves anything
_SLIP_WORD = 4  # letters that a remainder must have for two of them to be swapped by a slip
_PARTICLES_LENGTH = 6  # letters of the particles that one of two names may leave out
# Whether a list knows two words as words of their own, rather than one as the other written wrong.
BothKnown: TypeAlias = Callable[[str, str], bool]


class Link(IntEnum):
    """How two names are one, the stronger the greater."""

    NONE = 0  # two names
    NEAR = 1  # two names as far as anyone knows, though a letter apart
    WEAK = 2  # can be one name, but several changes would have to be supposed
    CUT = 3  # one has lost its end
    ABBREVIATED = 4  # a word is shortened
    SLIP = 5  # a letter, or two swapped
    SAME = 6  # the same words


def link(a: Name, b: Name, both_known: BothKnown) -> Link:
    """How a and b are one name; symmetrical. `both_known` says what the rest of the list tells of two words."""
    if max(len(a.compact), len(b.compact)) < _SHORTEST:
        return (
            Link.SAME if a.raw.strip().casefold() == b.raw.strip().casefold() != "" else Link.NONE
        )
    if not a.words or not b.words:
        return Link.NONE
    if a.cut or b.cut:
        found = max(_cut(a, b), _cut(b, a))
        if found is Link.CUT:
            return found
        found = max(found, min(_whole(a, b, both_known), Link.CUT))
        # A letter apart where an end is missing: nothing is known of what it was.
        return found if found is not Link.NEAR else Link.NONE
    return _whole(a, b, both_known)


def _whole(a: Name, b: Name, both_known: BothKnown) -> Link:
    """How two names are one that have kept their ends."""
    shortened = a.dotted or b.dotted
    if not shortened and abs(len(a.compact) - len(b.compact)) > _PARTICLES_LENGTH:
        return Link.NONE
    rest_a, rest_b = _without_common(a.words, b.words)
    if not rest_a and not rest_b:
        return Link.SAME
    rest_a, rest_b, short = _without_abbreviations(rest_a, rest_b, a.dotted, b.dotted)
    if short and not rest_a and not rest_b:
        return Link.ABBREVIATED if short.exact else Link.WEAK
    found = _remainders(rest_a, rest_b, both_known, len(a.words) - len(rest_a))
    if not short:
        return found
    if found is Link.NEAR and _has_lost_its_first(rest_a, rest_b):
        return Link.WEAK
    # A slip beside an abbreviation leaves too much to be supposed where the abbreviation is itself inexact.
    return min(found, Link.ABBREVIATED if short.exact else Link.WEAK)


class _Short:
    """What was taken for abbreviations."""

    def __init__(self) -> None:
        self.count = 0
        self.exact = True

    def __bool__(self) -> bool:
        return self.count > 0


def _without_common(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[list[str], list[str]]:
    rest_a, rest_b = [], list(b)
    for word in a:
        if word in rest_b:
            rest_b.remove(word)
        else:
            rest_a.append(word)
    return rest_a, rest_b


def _without_abbreviations(
    a: list[str], b: list[str], dotted_a: frozenset[str], dotted_b: frozenset[str]
) -> tuple[list[str], list[str], _Short]:
    short = _Short()
    if not dotted_a and not dotted_b:
        return a, b, short
    for these, others, dotted in ((a, b, dotted_a), (b, a, dotted_b)):
        for word in [w for w in these if w in dotted and len(w) >= _SHORTEST]:
            full = next((w for w in others if len(w) > len(word) and w.startswith(word)), None)
            if full is None:
                full = next((w for w in others if _starts_nearly(w, word)), None)
                short.exact &= full is None
            if full is not None:
                these.remove(word)
                others.remove(full)
                short.count += 1
    return a, b, short


def _starts_nearly(word: str, beginning: str) -> bool:
    """Whether a word begins so but for two letters swapped."""
    start = word[: len(beginning)]
    return (
        len(beginning) >= _SLIP_WORD
        and len(word) > len(beginning)
        and (sorted(start) == sorted(beginning) or start[:-1] == beginning[1:] or start[1:] == beginning[:-1]
             or start[:3] == beginning[:3])
        and OSA.distance(start, beginning) == 1
    )  # fmt: skip


def _remainders(a: list[str], b: list[str], both_known: BothKnown, common: int) -> Link:
    """How what remains on both sides is one."""
    if not a or not b:
        only = all(word in PARTICLES for word in [*a, *b])
        return Link.NONE if not only else Link.SAME if common >= 2 else Link.NEAR
    ours = "".join(a)
    theirs = ["".join(order) for order in _orders(b)]
    if ours in theirs:
        return Link.SAME
    nearest = min(theirs, key=lambda other: OSA.distance(ours, other, score_cutoff=2))
    if _digits(ours) != _digits(nearest):
        return Link.NONE
    distance = OSA.distance(ours, nearest, score_cutoff=2)
    if distance == 1:
        return _one_slip(a, b, ours, nearest, both_known, common)
    swapped_twice = distance == 2 and sorted(ours) == sorted(nearest) and len(ours) >= 8
    return Link.WEAK if swapped_twice else Link.NONE


def _one_slip(
    a: list[str], b: list[str], ours: str, theirs: str, both_known: BothKnown, common: int
) -> Link:
    """What one letter more, less, other or swapped makes of two remainders."""
    swapped = sorted(ours) == sorted(theirs)
    size = min(len(ours), len(theirs))
    if swapped and common >= 2 and (a[0] in PARTICLES or b[0] in PARTICLES):
        return Link.SLIP  # DES and EDS
    if size < _SLIP_WORD:
        return Link.NEAR
    single = len(a) == len(b) == 1
    if single and both_known(a[0], b[0]):
        return Link.NONE  # MARIE and MAIRE
    long = size + common >= NEAR_LENGTH and single and is_slip_of_word(a[0], b[0])
    return Link.SLIP if swapped or long else Link.NEAR


def _has_lost_its_first(a: list[str], b: list[str]) -> bool:
    """Whether a remainder is the other without its first letter, gone with the shortened word: VERRERIEG IRARD."""
    ours, theirs = "".join(a), "".join(b)
    return ours[1:] == theirs or theirs[1:] == ours


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _orders(words: list[str]) -> Iterator[list[str]]:
    """The words in their order, and with each as the first: a trade moves from one end to the other."""
    for start in range(min(len(words), 6)):
        yield [*words[start:], *words[:start]]


def _cut(short: Name, whole: Name) -> Link:
    """Whether `short`, which may have lost its end, begins the other, in whichever order that one has its words."""
    if not short.cut:
        return Link.NONE
    found = Link.NONE
    # The end cut off may be that of a legal form: "LACROIX ET CI".
    for ours, theirs in ((short.words, whole.words), (short.spoken, whole.spoken)):
        if found is Link.CUT:
            break
        rest, longer = _without_common(ours, theirs)
        rest, longer, _ = _without_abbreviations(rest, longer, short.dotted, whole.dotted)
        found = max(found, _begins(rest, longer))
    return found


def _begins(rest: list[str], longer: list[str]) -> Link:
    """Whether the remainder of a name cut off begins that of the other."""
    ours = "".join(rest)
    if not ours:
        return Link.CUT
    found = Link.NONE
    for rank, order in enumerate(_orders(longer)):
        theirs = "".join(order)
        start = theirs[: len(ours)]
        if len(theirs) < len(ours):
            continue
        if start == ours:
            broken = ours[-1].isdigit() and theirs[len(ours) : len(ours) + 1].isdigit()
            return Link.WEAK if broken else Link.CUT  # 1 may be all of a number, or the start of 12
        if len(ours) >= 2 and sorted(start) == sorted(ours) and OSA.distance(start, ours) == 1:
            found = max(found, Link.CUT if len(ours) >= 3 else Link.WEAK)
        elif rank == 0 and ours[:-1] == start[:-1] and theirs[len(ours) :].startswith(ours[-1]):
            found = max(found, Link.WEAK)  # cut between two letters that the other has swapped
    return found
