"""What pages and the API say of a raise of stock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from ancrage.money import Number
from ancrage.text import Language, Text, t, tn
from ancrage.web.goods.due import to_do, why
from ancrage.web.goods.models import Raise, RaiseState
from ancrage.web.goods.raises import may, seen_as
from ancrage.web.saying import say

ACTS: Mapping[str, Text] = {
    "take": t("C’est commandé"),
    "aside": t("Pas cette fois"),
    "end": t("C’est fait"),
    "prolong": t("Prolonger de 90 jours"),
    "correct": t("Ce n’est pas cette hausse"),
    "undo": t("Annuler"),
}
DONE: Mapping[str, Text] = {
    "take": t("C’est noté : cette hausse reviendra le {day} pour être finie."),
    "aside": t("C’est noté : cette hausse est laissée de côté."),
    "end": t("C’est noté : cette hausse est finie."),
    "prolong": t("C’est noté : cette hausse reviendra le {day}."),
    "correct": t("C’est noté : ces commandes ne sont pas cette hausse."),
    "undo": t("C’est annulé."),
}


def shown(
    one: Raise, base: str, language: Language, today: date, *, back: str = "", named: bool = False
) -> dict[str, Any]:
    """A raise as `_raise.html` shows it.

    Args:
        one: the raise.
        base: address of the firm's pages.
        language: of the reader.
        today: the day.
        back: the page to which its buttons return: "monday", "item", or "" for what to order.
        named: whether to name the item and its supplier, which the page does not say around it.
    """
    came_back = why(one, today)
    acts = may(one)
    if one.state == RaiseState.TAKEN and not came_back:
        # Nothing to do before its day: what can be said stands in smaller words.
        main: tuple[str, ...] = ()
    else:
        main = tuple(act for act in acts if act in {"take", "aside", "end", "prolong"})
    return {
        "id": one.pk,
        "named": named,
        "name": one.name,
        "item": one.item if one.item != one.name else "",
        "supplier": one.supplier,
        "state": one.state,
        "due": came_back,
        "said": [say(text, language) for text in sentences(one, today)],
        "url": f"{base}goods/raises/{one.pk}/",
        "seen": seen_as(one),
        "back": back,
        "acts": [{"act": act, "label": say(ACTS[act], language)} for act in main],
        "more": [{"act": act, "label": say(ACTS[act], language)} for act in acts if act not in main],
    }  # fmt: skip


def sentences(one: Raise, today: date) -> list[Text]:
    """What is known of a raise, and what to do."""
    state, came_back = one.state, why(one, today)
    if state == RaiseState.ADVISED:
        found = [t("Hausse conseillée le {day} : {units}, jusqu’au {until}.", day=one.advised_on, units=units(one.units), until=one.until)]  # fmt: skip
        return found + ([_gone(one)] if one.gone_on else [])
    if state == RaiseState.ASIDE:
        return [t("Hausse laissée de côté le {day}.", day=one.said_on or one.advised_last)]
    if state == RaiseState.ENDED:
        return [t("Hausse finie le {day}.", day=one.ended_on or today)]
    found = [_taken(one)]
    if not came_back:
        return [*found, t("Elle reviendra d’elle-même le {until} pour être finie.", until=one.until)]  # fmt: skip
    found.append(_gone(one) if came_back == "gone" else t("Elle devait durer jusqu’au {until}.", until=one.until))  # fmt: skip
    found.append(to_do(one.level))
    if came_back == "until" and one.gone_on is None:
        found.append(t("D’après l’étude du {day}, sa raison est encore là : vous pouvez prolonger.", day=one.advised_last))  # fmt: skip
    return found


def units(count: float) -> Text:
    """So many units."""
    return tn("{n} unité", "{n} unités", round(count), n=Number(round(count)))


def _taken(one: Raise) -> Text:
    day = one.taken_on or one.advised_on
    if one.taken_from != "files":
        return t("Hausse commandée le {day} : {units}.", day=day, units=units(one.units))
    ordered = units(sum(order["units"] for order in one.orders))
    return t(
        "Trouvé dans vos fichiers : commandé le {day}, {units} pour {asked} demandées. Une commande habituelle de cette taille ne s’en "
        "distingue pas : corrigez si ce n’est pas cette hausse.",
        day=day, units=ordered, asked=Number(one.asked[-1]["units"] if one.asked else one.units),
    )  # fmt: skip


def _gone(one: Raise) -> Text:
    day = one.gone_on or one.advised_last
    if one.slow:
        return t("La raison de cette hausse n’est plus là : d’après l’étude du {day}, {supplier} ne ralentit plus.", day=day, supplier=one.supplier)  # fmt: skip
    return t("La raison de cette hausse n’est plus là : l’étude du {day} ne la conseille plus.", day=day)  # fmt: skip


def of_lines(rows: Iterable[Raise]) -> dict[tuple[str, str], Raise]:
    """The raise to show beside a line of what to order, by slugs of item and supplier: an open one before one set aside."""
    found: dict[tuple[str, str], Raise] = {}
    for one in rows:
        pair = (one.item_slug, one.supplier_slug)
        if one.state in {RaiseState.ADVISED, RaiseState.TAKEN} or pair not in found:
            found[pair] = one
    return found
