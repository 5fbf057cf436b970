"""The landing of imports that costs more, year against year."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import polars as pl

from ancrage.chain.sourcing.goods import annual_input, of_year, proven
from ancrage.chain.sourcing.landed_cost import LEAST_CENTS, unattributed
from ancrage.chain.sourcing.questions import ROOM
from ancrage.chain.sourcing.trade import Trade
from ancrage.dates import FiscalYear
from ancrage.exhibits import Chart, Series
from ancrage.findings import Action, Confidence, Evidence, Finding, Input, Stake, evidence_cents
from ancrage.firm import Firm
from ancrage.money import Euros, Percent
from ancrage.text import Text, t

DRIFT = 0.02  # of the price: less is one shipment fuller than another
DRIFT_CENTS = 300_00  # a year
FAST = r"(?i)\b(a[ée]rien(ne)?|avion|air freight|airfreight|express)\b"
FAST_MORE = 0.10  # of freight: so much more by air or express explains a drift


@dataclass(frozen=True, eq=False)
class Landing:
    """Landing of goods from outside the Union in a year.

    Args:
        year: which.
        goods, costs: rows of purchases: the goods, and what brought them in.
        attributed: whether the costs name the suppliers; otherwise they are all the costs of bringing goods in.
    """

    year: FiscalYear
    goods: pl.DataFrame
    costs: pl.DataFrame
    attributed: bool

    @property
    def rate(self) -> float:
        """Costs over the price of the goods."""
        return float(self.costs["amount"].sum()) / float(self.goods["amount"].sum())

    @property
    def fast(self) -> float:
        """Part of the freight that its label says by air or express."""
        freight = self.costs.filter(pl.col("kind") == "freight")
        total = float(freight["amount"].sum())
        said = freight.filter(pl.col("label").str.contains(FAST))
        return float(said["amount"].sum()) / total if total > 0 else 0.0


def landings(firm: Firm, of: Trade) -> tuple[Landing, ...]:
    """Landing of each complete year with imports from outside the Union, oldest first, all counted the same way."""
    far = [party for party, one in of.foreigners.items() if one.eu is False]
    years = [year for year in firm.years if year.complete]
    kept = [
        (year, goods)
        for year in years
        if int((goods := of.bought(year, "outside"))["amount"].sum()) >= LEAST_CENTS
    ]
    named = [of_year(of.costs, year).filter(pl.col("to").is_in(far)) for year, _ in kept]
    if all(rows.height for rows in named):
        return tuple(
            Landing(year, goods, costs, attributed=True)
            for (year, goods), costs in zip(kept, named, strict=True)
        )
    return tuple(
        Landing(year, goods, pl.concat([costs, unattributed(year, of)]), attributed=False)
        for (year, goods), costs in zip(kept, named, strict=True)
    )


def landed_cost_drift(firm: Firm, found: tuple[Landing, ...]) -> Finding | None:
    """Landing that takes a larger part of the price than the year before."""
    if len(found) < 2 or found[-1].year != firm.year or found[-2].year != firm.year_ago:
        return None
    now, before = found[-1], found[-2]
    drift = now.rate - before.rate
    goods, goods_cents = proven(firm, now.goods)
    costs, costs_cents = proven(firm, now.costs)
    if drift < DRIFT or drift * goods_cents < DRIFT_CENTS:
        return None
    return Finding(
        code="landed_cost_drift",
        room=ROOM,
        kind="weakness",
        title=t(
            "Faire venir vos achats lointains coûte {now} de leur prix ({costs}), contre {before} un an plus tôt",
            now=Percent(now.rate),
            before=Percent(before.rate),
            costs=Euros(costs_cents),
        ),
        reason=_reason(now, before),
        stake=_stake(found, goods),
        confidence=_confidence(now),
        evidence=(*costs, *goods),
        actions=_actions(),
        pool="inbound",  # the same euros of freight, seen from another side
    )


def landing_chart(firm: Firm, found: tuple[Landing, ...]) -> Chart | None:
    """Landing over price, year by year."""
    if len(found) < 2:
        return None
    return Chart(
        "sourcing_landing",
        t("Que coûte l’arrivée de vos achats hors de l’Union européenne ?"),
        t(
            "Frais d’approche : {first} du prix en {start}, {last} en {end}",
            first=Percent(found[0].rate),
            start=str(found[0].year.end.year),
            last=Percent(found[-1].rate),
            end=str(found[-1].year.end.year),
        ),
        "columns",
        "ratio",
        (
            Series(
                t("Frais ÷ prix"),
                tuple((str(one.year.end.year), one.rate) for one in found),
                tuple(partial(_lines, firm, one) for one in found),
            ),
        ),
        t("les frais d’approche de l’exercice, divisés par le prix des marchandises"),
    )


def _lines(firm: Firm, one: Landing) -> tuple[Evidence, ...]:
    """Costs, then goods."""
    return (*firm.prove(one.costs), *firm.prove(one.goods))


def _reason(now: Landing, before: Landing) -> Text:
    if now.fast - before.fast >= FAST_MORE and before.fast < FAST_MORE:
        return t(
            "{fast} de ce transport est parti par avion ou en express, contre presque rien un an plus tôt : un retard "
            "rattrapé se paie.",
            fast=Percent(now.fast),
        )
    if now.fast - before.fast >= FAST_MORE:
        return t(
            "{fast} de ce transport est parti par avion ou en express, contre {slow} un an plus tôt : un retard rattrapé "
            "se paie.",
            fast=Percent(now.fast),
            slow=Percent(before.fast),
        )
    return t("Transport, transit et droits montent sans bruit, en dehors du prix de la facture.")


def _stake(found: tuple[Landing, ...], goods: tuple[Evidence, ...]) -> Stake:
    now, before = found[-1], found[-2]
    best = min(one.rate for one in found[:-1])
    spend = evidence_cents(goods) / 100
    annual = annual_input(now.year)
    central = spend * annual.value * (now.rate - before.rate)
    inputs = (
        Input(
            "goods",
            t("Marchandises achetées hors de l’Union européenne"),
            spend,
            "eur",
            "books",
            evidence=goods,
        ),
        annual,
        Input("now", t("Frais d’approche sur prix, cette année"), now.rate, "ratio", "books"),
        Input(
            "before", t("Frais d’approche sur prix, un an plus tôt"), before.rate, "ratio", "books"
        ),
        Input("best", t("Le plus bas taux des années précédentes"), best, "ratio", "books"),
    )
    formula = t(
        "goods × annualisation × (now − before) ; au moins la moitié, à mi-chemin de l’an passé ; au plus "
        "goods × annualisation × (now − best)"
    )
    high = max(central, spend * annual.value * (now.rate - best))
    return Stake(central / 2, central, high, formula, inputs)


def _confidence(now: Landing) -> Confidence:
    if now.attributed:
        return Confidence(
            "high",
            t(
                "Frais dont le libellé ou la pièce nomme vos fournisseurs lointains, les deux années."
            ),
        )
    return Confidence(
        "low",
        t(
            "Vos frais d’approche ne nomment pas toujours leur fournisseur : tous sont comptés, ceux d’achats proches aussi."
        ),
    )


def _actions() -> tuple[Action, ...]:
    return (
        Action(
            "sourcing_shipment_review",
            t(
                "Reprenez les cinq derniers arrivages : mode, volume, délai perdu, et qui a décidé de l’envoi rapide"
            ),
            "measure",
            "logistics",
            hours=3,
            cost_eur=0,
            delay_days=10,
            gain_share=0.0,
            success=t("Pour chaque arrivage, la cause du surcoût est écrite"),
        ),
        Action(
            "sourcing_order_earlier",
            t(
                "Commandez plus tôt et groupez les envois, pour revenir au mode de transport d’avant"
            ),
            "act",
            "purchasing",
            hours=6,
            cost_eur=0,
            delay_days=90,
            gain_share=0.4,
            success=t("Aucun envoi en express sur trois mois, sans rupture"),
            check_days=90,
            needs=("sourcing_shipment_review",),
        ),
        Action(
            "sourcing_freight_quotes",
            t(
                "Demandez à deux autres transitaires un prix rendu, pour le même volume et le même trajet"
            ),
            "act",
            "logistics",
            hours=5,
            cost_eur=0,
            delay_days=30,
            gain_share=0.3,
            success=t("Trois offres comparées poste par poste, la meilleure retenue"),
            check_days=60,
            needs=("sourcing_shipment_review",),
        ),
    )
