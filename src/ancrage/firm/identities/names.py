"""Names of firms taken apart: words, legal form, place in brackets; and what "the same but for its writing" is.

Nothing here knows of lists or of identifiers: one name, or two.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cached_property

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

# What a firm is in law: two names that state two of these are two firms until something better says otherwise.
LEGAL = frozenset(
    [
        "SARL",
        "SAS",
        "SASU",
        "SA",
        "EURL",
        "EIRL",
        "EI",
        "SCI",
        "SNC",
        "SCOP",
        "SCIC",
        "SELARL",
        "GIE",
        "EARL",
        "GAEC",
        "SCEA",
        "SCM",
        "SCP",
        "GMBH",
        "AG",
        "KG",
        "LTD",
        "LIMITED",
        "LLC",
        "INC",
        "CORP",
        "BV",
        "NV",
        "SPA",
        "SRL",
        "SL",
        "OY",
        "AB",
        "PLC",
        "PTY",
    ]
)
FORMS = LEGAL | frozenset(
    [
        "STE",
        "SOCIETE",
        "ETS",
        "ETABLISSEMENTS",
        "ETABLISSEMENT",
        "CIE",
        "COMPAGNIE",
        "CO",
        "M",
        "MME",
        "MR",
        "MONSIEUR",
        "MADAME",
        "ET",
        "AND",
    ]
)
# Two names alike but for these are two firms: the SCI that lets the walls and the SARL within them.
_KINDS = {"EURL": "SARL", "SASU": "SAS"} | {
    kind: kind for kind in ("SARL", "SAS", "SA", "SCI", "SNC", "SCOP", "GIE", "EARL", "GAEC")
}
_SAME_FORM = {"LIMITED": "LTD"}
# Words that one of two spellings may leave out.
PARTICLES = frozenset(("DE", "DU", "DES", "D", "L", "LA", "LE", "LES", "AU", "AUX", "EN", "A"))
# What Unicode does not take apart, and the punctuation that must not join two words when it goes.
_LIGATURES = str.maketrans(
    {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O"}
    | dict.fromkeys("’‘`´–—•·", " ")
)
_WORD = re.compile("[A-Z0-9]+")
_SPELLED = re.compile(
    r"\b(?:S[. ]{1,2}A[. ]{0,2}R[. ]{0,2}L|E[. ]{1,2}U[. ]{0,2}R[. ]{0,2}L|S[. ]{1,2}A[. ]{1,2}S)\b\.?"
)
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]?")
_DOTTED = re.compile(r"([A-Z]{2,})\.")
_NO_PLACE = frozenset(
    ["SIEGE", "SOCIAL", "AGENCE", "AG", "ETABLISSEMENT", "SECONDAIRE", "DEPOT", "SITE"]
)
NEAR_LENGTH = 10  # letters under which one letter of difference may be another name


@dataclass(frozen=True)
class Name:
    """One name, taken apart.

    Args:
        raw: as written.
        words: its words in their order, without accents, case, legal form and what stands in brackets.
        dotted: those of `words` that a full stop shortens ("QUINC.").
        forms: legal forms that it states.
        places: towns that it gives in brackets.
        spoken: all its words outside brackets, in their order, but legal forms at the beginning.
        cut: it is as long as its file allows, and may have lost its end.
        variants: what makes it another item than those of the same words, by kind (`item_names`).
    """

    raw: str
    words: tuple[str, ...]
    dotted: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    spoken: tuple[str, ...] = ()
    cut: bool = False
    variants: frozenset[tuple[str, str]] = frozenset()

    @cached_property
    def compact(self) -> str:
        """Its letters and digits without spaces."""
        return "".join(self.words)

    @cached_property
    def letters(self) -> str:
        """Its letters in alphabetical order: equal whatever the order of words, the spaces, and letters swapped."""
        return "".join(sorted(self.compact))

    @cached_property
    def digits(self) -> str:
        """Its digits: names that differ by one are never one."""
        return "".join(filter(str.isdigit, self.compact))


def words(name: str) -> list[str]:
    """Words of a name in capitals, without accents; those of the Latin alphabet alone."""
    return _WORD.findall(_undotted(_spelled(capitals(name))))


def capitals(name: str) -> str:
    """A name in capitals of plain ASCII, everything else as written."""
    text = name
    if not text.isascii():
        text = unicodedata.normalize("NFKD", name.translate(_LIGATURES))
        text = text.encode("ascii", "ignore").decode()
    return text.upper()


def _spelled(text: str) -> str:
    """Legal forms written letter by letter, in one word: S.à r.l., S. A. S."""
    if "." not in text and " A " not in text and " U " not in text:
        return text
    return _SPELLED.sub(lambda found: re.sub(r"[^A-Z]", "", found[0]) + " ", text)


def _undotted(text: str) -> str:
    if "." in text:
        text = re.sub(r"\b([A-Z])\.(?=[A-Z]\b)", r"\1", text)  # S.A.R.L. -> SARL
        text = text.replace(".", "" if re.search(r"\b[A-Z]\.", text) else " ")
    return text


def plain(name: str) -> str:
    """A name without accents, case, punctuation, legal form or word order: equal for two spellings of one name."""
    found = words(name)
    kept = [word for word in found if word not in FORMS]
    return " ".join(sorted(kept or found))


def kind(name: str) -> str | None:
    """Kind of firm that a name states, a sole owner's form being that of its kind; None when it states none."""
    return next((_KINDS[word] for word in words(name) if word in _KINDS), None)


def take_apart(raw: str) -> Name:
    """A name of a firm, taken apart. What is not in the Latin alphabet is one word, compared as it stands."""
    text = _spelled(capitals(raw))
    inside = [word for part in _BRACKETS.findall(text) for word in _WORD.findall(_undotted(part))]
    outside = _undotted_keeping(_BRACKETS.sub(" ", text))
    found = _WORD.findall(outside)
    forms = frozenset(_SAME_FORM.get(w, w) for w in [*found, *inside] if w in LEGAL)
    kept = tuple(word for word in found if word not in FORMS) or tuple(found)
    if not kept and inside:
        kept, inside = tuple(inside), []
    if not kept:
        kept = tuple(raw.casefold().split())
    dotted = frozenset(_DOTTED.findall(text)) & set(kept)
    places = frozenset(
        word
        for word in inside
        if word not in FORMS and word not in _NO_PLACE and not any(c.isdigit() for c in word)
    )
    spoken = tuple(itertools.dropwhile(LEGAL.__contains__, found))
    return Name(raw, kept, dotted, forms, places, spoken or kept)


def _undotted_keeping(text: str) -> str:
    """Initials joined (S.A.R.L., E.D.F.), other full stops read as the end of a word."""
    if "." not in text:
        return text
    text = re.sub(r"\b([A-Z])\.\s?(?=[A-Z]\b)", r"\1", text)
    return text.replace(".", " ")


def without_end(name: Name) -> Name:
    """The name as one that may have lost its end: its last word proves no form, and may be the beginning of another."""
    last = name.spoken[-1] if name.spoken else ""
    if last in LEGAL:
        return replace(name, forms=name.forms - {last}, cut=True)
    if last in FORMS and name.words[-1:] != (last,):
        return replace(name, words=(*name.words, last), cut=True)
    return replace(name, cut=True)


def akin(one: str, other: str) -> bool:
    """Whether two plain names can be those of one party, when an identifier says that they are."""
    return fuzz.token_set_ratio(one, other) >= 60


def is_slip(a: str, b: str) -> bool:
    """Whether two plain names differ by one letter, in a word long enough that it is a slip and not another name."""
    words_a, words_b = a.split(), b.split()
    if len(words_a) != len(words_b) or min(len(a), len(b)) < NEAR_LENGTH:
        return False
    differing = [(x, y) for x, y in zip(words_a, words_b, strict=True) if x != y]
    return len(differing) == 1 and is_slip_of_word(*differing[0])


def is_slip_of_word(a: str, b: str) -> bool:
    """Whether two words differ by one letter as a slip would: long words, no digit, the same last letter."""
    return (
        min(len(a), len(b)) >= 6
        and not any(c.isdigit() for c in a + b)
        and a[-1] == b[-1]  # MICHEL and MICHELE, DUPONT and DUPOND
        and Levenshtein.distance(a, b) == 1
    )
