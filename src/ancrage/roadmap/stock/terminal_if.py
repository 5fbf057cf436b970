"""The answer to "et si" told in the terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from ancrage.money import Euros, Number
from ancrage.text import Language, Text, render, some, t, tn

SHOWN = 20


def tell_if(answered: Mapping[str, Any], language: Language, out: Callable[[str], object]) -> None:
    """Say it, a line at a time: what happens, what it costs, what runs out, what could not be followed."""
    for one in answered["scenarios"]:
        out(one["said"])
    for text in sentences(answered):
        out(render(text, language))
    for item in answered["items"][:SHOWN]:
        out("• " + render(lack(item), language))
    if (more := len(answered["items"]) - SHOWN) > 0:
        out(render(tn("et {count} autre article", "et {count} autres articles", more), language))
    for text in unknowns(answered):
        out(render(text, language))


def sentences(answered: Mapping[str, Any]) -> list[Text]:
    """What it does, as sentences; one at least."""
    if not answered["suppliers"]:
        return [
            t("Cela ne touche aucun de vos fournisseurs, d’après ce qui est connu de leur route.")
        ]
    count = len(answered["items"])
    found = [
        tn("{count} article manquerait.", "{count} articles manqueraient.", count)
        if count
        else t("Aucun article suivi ne manquerait de ce fait.")
    ]
    if answered["loss_eur"] > 0:
        found.append(t("Marge perdue : environ {loss}.", loss=Euros.of(answered["loss_eur"])))
    if answered["cost_eur_year"] > 0:
        found.append(t("Achats plus chers d’environ {cost} par an, au rythme d’aujourd’hui.", cost=Euros.of(answered["cost_eur_year"])))  # fmt: skip
    return found


def lack(item: Mapping[str, Any]) -> Text:
    """One item that runs out."""
    days = Number(round(item["lost_days"]))
    params: dict[str, Any] = {
        "name": item["name"],
        "out": date.fromisoformat(item["out_on"]),
        "back": date.fromisoformat(item["back_on"]),
    }
    if item["loss_eur"] is None:
        return tn("{name} : en rupture du {out} au {back}, {days} jour de plus sans stock, marge inconnue", "{name} : en rupture du {out} au {back}, {days} jours de plus sans stock, marge inconnue", round(item["lost_days"]), days=days, **params)  # fmt: skip
    return tn("{name} : en rupture du {out} au {back}, {days} jour de plus sans stock, {loss} de marge", "{name} : en rupture du {out} au {back}, {days} jours de plus sans stock, {loss} de marge", round(item["lost_days"]), days=days, loss=Euros.of(item["loss_eur"]), **params)  # fmt: skip


def unknowns(answered: Mapping[str, Any]) -> list[Text]:
    """What could not be followed."""
    found = []
    if answered["not_followed"]:
        found.append(
            tn(
                "{count} article de ces fournisseurs n’a pas pu être suivi : stock, consommation ou délai inconnu.",
                "{count} articles de ces fournisseurs n’ont pas pu être suivis : stock, consommation ou délai inconnu.",
                answered["not_followed"],
            )
        )
    if names := answered["suppliers_unknown"]:
        found.append(
            tn(
                "{count} fournisseur dont on ne sait pas si cela le touche : {names}.",
                "{count} fournisseurs dont on ne sait pas si cela les touche : {names}.",
                len(names),
                names=some(names, SHOWN),
            )
        )
    return found
