"""What a person says of two suppliers, customers or items, kept and taken back; the firm is studied again with it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q, QuerySet

from ancrage.web.identities.among import STARTS, Among, among_of
from ancrage.web.identities.models import IdentityDecision
from ancrage.web.imports.service import study_again
from ancrage.web.journal.models import note
from ancrage.web.scope import scoped_firm
from ancrage.web.studies.pages import page_in_any_language


class NotKnown(ValueError):
    """There are no such two rows, of one kind, in the files of the firm."""


def names(among: Among) -> dict[str, list[str]]:
    """What may be said: name and code by key, as the last study has them."""
    return page_in_any_language(f"who:{among}:names") or {}


def key_of_words(among: Among, words: str) -> str:
    """The key of the only row of that code or, failing that, of that name; empty where there is none, or several.

    Args:
        among: of what.
        words: as a person types them; case and spaces do not count.
    """
    wanted = " ".join(words.casefold().split())
    for place in (1, 0):
        found = [
            key
            for key, told in names(among).items()
            if wanted and " ".join(told[place].casefold().split()) == wanted
        ]
        if found:
            return found[0] if len(found) == 1 else ""
    return ""


def decisions(among: Among) -> QuerySet[IdentityDecision]:
    """What was said among these, the latest first."""
    others = Q()
    for starts in STARTS.values() if among == "suppliers" else [STARTS[among]]:
        for start in starts:
            others |= Q(a__startswith=start)
    rows = IdentityDecision.objects.order_by("-said_at", "pk")
    return rows.exclude(others) if among == "suppliers" else rows.filter(others)


def say_who(a: str, b: str, user_id: int, *, same: bool) -> IdentityDecision:
    """Keep that two rows are one supplier, customer or item, or two, in place of what was said of them before.

    Args:
        a: key of a row.
        b: key of another, in any order.
        user_id: who says it.
        same: one, or two.

    Raises:
        NotKnown: a key is not one of the last study, or both are the same.
    """
    known = names(among_of(a))
    if a == b or a not in known or b not in known:
        raise NotKnown
    low, high = sorted((a, b))
    with transaction.atomic():
        kept: IdentityDecision = IdentityDecision.objects.update_or_create(
            firm_id=scoped_firm(),
            a=low,
            b=high,
            defaults={
                "a_said": known[low][0],
                "b_said": known[high][0],
                "same": same,
                "said_by_id": user_id,
            },
        )[0]
        note(user_id, "identity.said", _said(kept))
        study_again(user_id)
    return kept


def take_back(decision: IdentityDecision, user_id: int) -> None:
    """Forget what was said, as if it had never been."""
    with transaction.atomic():
        note(user_id, "identity.undone", _said(decision))
        decision.delete()
        study_again(user_id)


def said() -> dict[str, list[list[str]]]:
    """Every decision of the firm in scope, for a study: pairs of keys, `same` and `different`."""
    pairs: dict[str, list[list[str]]] = {"same": [], "different": []}
    for a, b, same in IdentityDecision.objects.order_by("pk").values_list("a", "b", "same"):
        pairs["same" if same else "different"].append([a, b])
    return pairs


def _said(decision: IdentityDecision) -> str:
    """Both names within what the journal keeps, in no language."""
    a, b = decision.a_said[:55], decision.b_said[:55]
    return f"{a} = {b}" if decision.same else f"{a} ≠ {b}"
