"""Items bought or sold: one by barcode or by a supplier's reference where their names allow it, else by the very same name.

A variant is another item: two sizes, colours, measures, numbers or counts are never one, whatever the numbers say. Two of the
firm's own references are never one by their name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ancrage.firm.identities.atoms import Node, Union, extra_differ
from ancrage.firm.identities.clusters import Policy
from ancrage.firm.identities.compare import Link, link
from ancrage.firm.identities.item_names import (
    VARIANTS,
    Families,
    base_of,
    families,
    take_apart_item,
)
from ancrage.firm.identities.model import Decisions, Resolution, Row
from ancrage.firm.identities.names import PARTICLES, Name
from ancrage.firm.identities.resolving import NO_DECISIONS, settle

# One letter makes another item (BLANCHE, BRANCHE), so nothing but the same words is merged without asking.
# « 100 g » and « 100 gr » would be taken for names cut at their length.
_POLICY = Policy(
    tiers=(Link.SAME,), clashing=("unsaid", "gtin", "sku"), variants=VARIANTS, cut_names=False
)
# Numbers that prove, the surest first.
_PROOFS = ("bought", "ours", "gtin", "supplier_product", "own_ref", "zeros")
_SAME_WORDS = frozenset({"own_ref", "zeros"})  # short numbers may be equal by chance
_CROWD = 30  # ways of writing that bear one number, beyond which it proves nothing
_SHARED = 3  # unlike items of one number from which it was copied down a column, and is not worth a question


def resolve_items(
    rows: Sequence[Row], decisions: Decisions = NO_DECISIONS, *, by_name: bool = True
) -> Resolution:
    """Items among rows.

    Args:
        rows: `extra` may hold "sku" (the firm's own reference), "gtin", "supplier_product" (supplier and reference), and what
            `item_writings` says besides.
        decisions: what the owner said of pairs.
        by_name: whether names are compared at all.
    """
    names = {raw: take_apart_item(raw) for raw in {row.name for row in rows}}
    stated = families(names.values())
    told = [_with_unsaid(place, row, names[row.name], stated) for place, row in enumerate(rows)]
    return settle(told, decisions, _POLICY, names.__getitem__, unite_by_number, by_name=by_name)


def _with_unsaid(place: int, row: Row, name: Name, stated: Families) -> Row:
    """The row, marked where its name leaves out what tells it from others of its family: it may be any of them."""
    left_out = [
        count for kind, count in stated[base_of(name)].items() if kind not in dict(name.variants)
    ]
    if not left_out or not name.words:
        return row
    marks = [("unsaid", str(place)), *([("any", str(place))] if max(left_out) > 1 else [])]
    return replace(row, extra=(*row.extra, *marks))


def unite_by_number(found: Sequence[Node], union: Union) -> list[tuple[int, int, str]]:
    """Unite items of one number; the pairs of one number whose names are too far apart, to ask about.

    Every name of one must go with every name of the other, and neither with a third that does not: a barcode that was
    copied on all sizes leads « T-shirt » to none of them.
    """
    members = union.sets()
    strange: list[tuple[int, int, str]] = []
    for kind in _PROOFS:
        by_value: dict[str, list[int]] = defaultdict(list)
        for index, node in enumerate(found):
            for key, value in node.keys:
                if key == kind:
                    by_value[value].append(index)
        for _, bearers in sorted(by_value.items()):
            if 1 < len(bearers) <= _CROWD:
                strange += _unite(found, union, members, kind, bearers)
    return strange


def _unite(
    found: Sequence[Node],
    union: Union,
    members: dict[int, list[int]],
    kind: str,
    bearers: list[int],
) -> list[tuple[int, int, str]]:
    """The same for the bearers of one number."""
    sets = sorted({union.root(i) for i in bearers})
    fits = {
        (a, b)
        for a in sets
        for b in sets
        if a != b and _fit(found, union, members[a], members[b], kind)
    }
    near = {a: [b for b in sets if (a, b) in fits] for a in sets}
    torn = {a for a in sets if any((b, c) not in fits for b in near[a] for c in near[a] if b != c)}
    speaks = {a: next(i for i in bearers if union.root(i) == a) for a in sets}
    for a, b in sorted(fits):
        one, other = union.root(a), union.root(b)
        if not torn & {a, b} and one != other:
            union.unite(speaks[a], speaks[b], kind)
            low, high = sorted((one, other))
            members[low] = sorted(members[low] + members.pop(high))
    left = sorted({union.root(a) for a in sets})
    if not 1 < len(left) < _SHARED or kind in _SAME_WORDS:
        return []
    a, b = left
    return [] if _are_two(union, a, b) else [(speaks.get(a, a), speaks.get(b, b), kind)]


def _fit(
    found: Sequence[Node], union: Union, ours: list[int], theirs: list[int], kind: str
) -> bool:
    """Whether two sets of one number are one item."""
    if _are_two(union, ours[0], theirs[0]):
        return False
    # A line of an invoice is the firm's item by its number, whatever the supplier calls it.
    listed = all(any(_is_listed(found[i]) for i in side) for side in (ours, theirs))
    if not listed and kind not in _SAME_WORDS:
        return True
    allowed = _same_words if kind in _SAME_WORDS else _near
    return all(
        allowed(found[i].name, found[j].name, kind)
        and not (_leaves_out(found[i]) or _leaves_out(found[j]))
        for i in ours
        for j in theirs
    )


def _are_two(union: Union, a: int, b: int) -> bool:
    ours, theirs = union.marks[union.root(a)], union.marks[union.root(b)]
    return union.are_kept_apart(a, b) or extra_differ(ours, theirs, VARIANTS | {"gtin"})


def _leaves_out(node: Node) -> bool:
    """Whether it says no size where several of its family do: its number may have been copied on all of them."""
    return any(kind == "any" for kind, _ in node.keys)


def _is_listed(node: Node) -> bool:
    """Whether it is written in the firm's own files, rather than on a supplier's invoice."""
    return not any(kind == "bought" for kind, _ in node.keys)


def _near(one: Name, other: Name, kind: str) -> bool:
    """Whether two names go together when a number says so: one adds words to the other, or writes some otherwise."""
    if not one.words or not other.words:
        return kind == "gtin"
    ours, theirs = _bare(one), _bare(other)
    return (
        ours <= theirs
        or theirs <= ours
        or link(one, other, lambda _a, _b: False) >= Link.ABBREVIATED
    )


def _same_words(one: Name, other: Name, _kind: str) -> bool:
    return bool(one.words) and _bare(one) == _bare(other)


def _bare(name: Name) -> set[str]:
    return set(name.words) - PARTICLES
