"""What a person says of two suppliers, kept and taken back; the firm is studied again with it."""

from __future__ import annotations

from django.db import transaction

from ancrage.web.identities.models import IdentityDecision
from ancrage.web.imports.service import study_again
from ancrage.web.journal.models import note
from ancrage.web.scope import scoped_firm
from ancrage.web.studies.pages import page_in_any_language

NAMES = "who:names"  # the page of the names that may be said


class NotKnown(ValueError):
    """There are no such two rows in the files of the firm."""


def say_who(a: str, b: str, user_id: int, *, same: bool) -> IdentityDecision:
    """Keep that two rows are one supplier, or two, in place of what was said of them before.

    Args:
        a: key of a row.
        b: key of another, in any order.
        user_id: who says it.
        same: one supplier, or two.

    Raises:
        NotKnown: a key is not one of the last study, or both are the same.
    """
    names = page_in_any_language(NAMES) or {}
    if a == b or a not in names or b not in names:
        raise NotKnown
    low, high = sorted((a, b))
    with transaction.atomic():
        kept: IdentityDecision = IdentityDecision.objects.update_or_create(
            firm_id=scoped_firm(),
            a=low,
            b=high,
            defaults={
                "a_said": names[low],
                "b_said": names[high],
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
