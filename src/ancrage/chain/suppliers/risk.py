"""One score a supplier, out of 100, from three parts that are shown: signals now, vulnerability, impact.

The score ranks; it is no probability. Each part is a sum of terms, each term so many points out of so many for a figure
that is shown beside it (`Term`). The number to read first needs no score: how long the items last if the supplier stops,
against how long until it delivers again, and the margin lost a day after that. The Risk Exposure Index is the margin lost
in a stop over that of the supplier whose stop costs most (Simchi-Levi and others, Interfaces 45(5), 2015).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import polars as pl

from ancrage.chain.suppliers.recover import Recovery
from ancrage.firm.leadtimes.laws import LeadLaw, days_within
from ancrage.firm.supply.positions import Supply
from ancrage.firm.supply.survival import survival
from ancrage.money import Number, Percent
from ancrage.text import Text, t
from ancrage.world.ways import listed

Part = Literal["signals", "vulnerability", "impact"]
# Points of each term, and the figure that earns all of them. Chosen, not estimated: no data of small firms tells them.
SLOWER, SLOWER_FULL = 25, 0.5  # lead times half as long again
PASSAGE_ALARM = 10  # a passage of the route, or the country, in alarm
SOLE = 15  # all of its items come from it alone
FAR, FAR_FULL = 10, 90.0  # nine orders in ten come within so many days
PASSAGES, PASSAGES_FULL = 5, 4  # passages on the route
NO_SECOND = 5  # nobody else is said to be able to supply
IMPACT, IMPACT_FULL = 30, 0.05  # part of a year's margin lost in a stop


@dataclass(frozen=True, slots=True)
class Term:
    """Points of one term of the score: `points` out of `most` for what `figure` says; figure None where it is unknown."""

    part: Part
    code: str
    label: Text
    points: float
    most: float
    figure: Text | str | None


@dataclass(frozen=True, eq=False)
class Risk:
    """What hangs on a supplier.

    Args:
        supplier: its number.
        items: its items (`survival.SURVIVAL`), the greatest loss first.
        recovery: days until it would deliver again.
        survive_days: days that the first of its items lasts; None where none is known.
        margin_day: euros of margin lost a day once all its items are out.
        loss, low, high: euros of margin lost in a stop of its recovery, as counted, at best and at worst.
        unknown: items of which the loss could not be told.
        exposure: Risk Exposure Index, 0 to 1.
        terms: those of the score.
    """

    supplier: int
    items: pl.DataFrame
    recovery: Recovery
    survive_days: float | None
    margin_day: float
    loss: float
    low: float
    high: float
    unknown: int
    exposure: float
    terms: tuple[Term, ...]

    @property
    def told(self) -> bool:
        """Whether the loss of some item could be told: without one, amounts are unknown, not zero."""
        return self.unknown < self.items.height

    @property
    def score(self) -> float:
        """Points out of 100: the sum of the terms."""
        return sum(term.points for term in self.terms)

    def of_part(self, part: Part) -> float:
        """Points of one part."""
        return sum(term.points for term in self.terms if term.part == part)


@dataclass(frozen=True, slots=True)
class Route:
    """What a supplier's goods go through: passages of its sea route, and those of them in alarm."""

    passages: tuple[str, ...] = ()
    alarms: tuple[str, ...] = ()


def risks(
    of: Supply, recoveries: Mapping[int, Recovery], routes: Mapping[int, Route]
) -> tuple[Risk, ...]:
    """What hangs on each supplier that has items in use, the greatest loss first.

    Args:
        of: what the firm is supplied with.
        recoveries: by number of the supplier.
        routes: by number of the supplier; one that is missing is unknown.
    """
    cases = {
        name: survival(of, {n: getattr(one, name) for n, one in recoveries.items()})
        for name in ("low", "central", "high")
    }
    losses = {
        name: dict(
            frame.group_by("supplier", maintain_order=True).agg(pl.col("loss").sum()).iter_rows()
        )
        for name, frame in cases.items()
    }
    greatest = max(losses["central"].values(), default=0.0)
    yearly = float(
        of.positions.select(
            (pl.col("margin") * pl.col("per_day")).clip(lower_bound=0).sum() * 365
        ).item()
    )
    found = []
    for (number,), items in cases["central"].group_by("supplier", maintain_order=True):
        supplier = int(str(number))
        loss = losses["central"][supplier]
        law = of.law_of(supplier)
        shortest = items["survive_days"].drop_nulls().min()
        found.append(
            Risk(
                supplier, items, recoveries[supplier],
                float(str(shortest)) if shortest is not None else None,
                float(items["margin_day"].clip(lower_bound=0).sum()),
                loss, losses["low"][supplier], losses["high"][supplier],
                int(items["loss"].null_count()),
                loss / greatest if greatest else 0.0,
                (
                    _slower(law), _alarm(routes.get(supplier)), _sole(items), _far(law),
                    _passages(routes.get(supplier)), _second(of, supplier, items), _impact(loss, yearly),
                ),
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (-one.loss, -one.score, one.supplier)))


def _slower(law: LeadLaw | None) -> Term:
    label = t("Délais qui s’allongent")
    if law is None:
        return Term("signals", "slower", label, 0.0, SLOWER, None)
    rise = law.stretch - 1
    return Term("signals", "slower", label, SLOWER * min(1.0, max(0.0, rise) / SLOWER_FULL), SLOWER, t("{rise} de plus que d’habitude", rise=Percent(max(0.0, rise))))  # fmt: skip


def _alarm(route: Route | None) -> Term:
    label = t("Alerte sur sa route ou son pays")
    if route is None:
        return Term("signals", "alarm", label, 0.0, PASSAGE_ALARM, None)
    figure = listed(route.alarms) if route.alarms else t("aucune")
    points = PASSAGE_ALARM if route.alarms else 0.0
    return Term("signals", "alarm", label, points, PASSAGE_ALARM, figure)


def _sole(items: pl.DataFrame) -> Term:
    """Part of its items that nobody else supplied in two years, by margin, or by number where no margin is known."""
    weight = items["margin_day"].clip(lower_bound=0).fill_null(0.0)
    alone = items["other_days"].is_null()
    whole = float(weight.sum())
    share = (
        float(weight.filter(alone).sum()) / whole
        if whole > 0
        else float(alone.sum()) / items.height
    )
    return Term("vulnerability", "sole", t("Articles que lui seul livre"), SOLE * share, SOLE, t("{share} de leur marge", share=Percent(share)))  # fmt: skip


def _far(law: LeadLaw | None) -> Term:
    label = t("Temps pour réagir")
    if law is None:
        return Term("vulnerability", "far", label, 0.0, FAR, None)
    days = days_within(law.now, 0.9)
    figure = (
        t("{days} jours au plus, d’après le délai annoncé", days=Number(days))
        if law.announced
        else t("neuf commandes sur dix en {days} jours", days=Number(days))
    )
    return Term("vulnerability", "far", label, FAR * min(1.0, days / FAR_FULL), FAR, figure)


def _passages(route: Route | None) -> Term:
    label = t("Passages sur sa route")
    if route is None:
        return Term("vulnerability", "passages", label, 0.0, PASSAGES, None)
    count = len(route.passages)
    return Term("vulnerability", "passages", label, PASSAGES * min(1.0, count / PASSAGES_FULL), PASSAGES, listed(route.passages) if count else t("aucun"))  # fmt: skip


def _second(of: Supply, supplier: int, items: pl.DataFrame) -> Term:
    label = t("Un autre fournisseur possible")
    said = of.partners[supplier].second_source
    if said is not None:
        nobody = said.strip().casefold() in {"no", "non", "aucun", "none", "0"}
        return Term("vulnerability", "second", label, NO_SECOND if nobody else 0.0, NO_SECOND, t("personne, d’après vous") if nobody else said)  # fmt: skip
    if items["other_days"].is_not_null().all():
        return Term("vulnerability", "second", label, 0.0, NO_SECOND, t("déjà un autre pour chaque article"))  # fmt: skip
    return Term("vulnerability", "second", label, NO_SECOND, NO_SECOND, None)


def _impact(loss: float, yearly: float) -> Term:
    label = t("Marge perdue s’il s’arrête")
    if yearly <= 0:
        return Term("impact", "loss", label, 0.0, IMPACT, None)
    share = loss / yearly
    return Term("impact", "loss", label, IMPACT * min(1.0, share / IMPACT_FULL), IMPACT, t("{share} de la marge d’un an", share=Percent(share, 1)))  # fmt: skip
