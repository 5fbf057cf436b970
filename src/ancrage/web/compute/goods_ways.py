"""Lead times of a supplier by means of transport and destination, as a table."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ancrage.firm.leadtimes.laws import LeadLaw, days_within
from ancrage.firm.supply.positions import Supply
from ancrage.roadmap.report.voice import Voice
from ancrage.text import Text, t
from ancrage.web.compute.drawn import Page, Shown, grid
from ancrage.web.compute.goods_words import days_said

SHOWN = 30  # routes of one supplier
MODES_SAID: Mapping[str, Text] = MappingProxyType(
    {"sea": t("bateau"), "air": t("avion"), "road": t("route"), "rail": t("train"), "post": t("colis postal")}
)  # fmt: skip
_HEADS = (
    (t("Transport"), "text"),
    (t("Destination"), "text"),
    (t("Commandes reçues"), "count"),
    (t("Délai aujourd’hui"), "text"),
    (t("Neuf fois sur dix, au plus"), "text"),
)


def ways_grid(of: Supply, number: int, voice: Voice) -> Page | None:
    """The table; None where the supplier has one way only, which the page tells already."""
    known = of.laws_by_way(number)
    if len(known) < 2:
        return None

    def cells(mode: str, place: str | None, law: LeadLaw) -> list[Shown]:
        return [
            voice.say(MODES_SAID[mode]) if mode in MODES_SAID else voice.say(t("non dit")),
            place or voice.say(t("toutes")),
            voice.cell(float(law.orders), "count").said,
            voice.say(days_said(law.now_days)),
            voice.say(days_said(days_within(law.now, 0.9))),
        ]

    return grid(
        t("Selon le transport et la destination"),
        _HEADS,  # type: ignore[arg-type]
        [cells(*one) for one in known[:SHOWN]],
        voice,
    )
