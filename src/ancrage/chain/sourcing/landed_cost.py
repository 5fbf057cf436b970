"""The landed cost of each import: what was paid to the supplier, and what was paid to bring its goods in.

Costs are attributed to a supplier when their label or piece names it: a distinctive word of its name, a town of its
country, or one of its invoice references; the lines of one invoice follow the line that names. The rest is not shared
out: it is shown as not attributed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import polars as pl

from ancrage.chain.sourcing.goods import of_year, proven
from ancrage.chain.sourcing.inbound import KINDS, Kinds
from ancrage.chain.sourcing.questions import LEAD_WEEKS, ROOM
from ancrage.chain.sourcing.trade import Trade, trade
from ancrage.dates import FiscalYear
from ancrage.exhibits import Column, Proof, Table
from ancrage.findings import Action, Confidence, Finding
from ancrage.firm import Firm
from ancrage.money import Euros, Percent
from ancrage.text import t

HEAVY = 0.10  # of the price: the least that a nearer zone asks more, so that landing starts to eat its advantage
LEAST_CENTS = 2_000_00  # of purchases a year: under it, one shipment makes the rate


@dataclass(frozen=True, eq=False)
class LandedCost:
    """What the goods of a foreign supplier cost in a year.

    Args:
        party, code, name: the supplier.
        spend: goods bought from it before tax, in cents.
        costs: costs attributed to it by kind, in cents.
        goods_rows, cost_rows: rows of purchases that make them.
    """

    party: int
    code: str
    name: str
    spend: int
    costs: Mapping[Kinds, int]
    goods_rows: pl.DataFrame
    cost_rows: pl.DataFrame

    @property
    def attributed(self) -> int:
        """All costs attributed, in cents."""
        return sum(self.costs.values())

    @property
    def uplift(self) -> float | None:
        """Attributed costs over spend; None where no cost names the supplier: unknown is not free."""
        return self.attributed / self.spend if self.cost_rows.height and self.spend > 0 else None


def landed_cost(firm: Firm, year: FiscalYear, of: Trade | None = None) -> tuple[LandedCost, ...]:
    """Spend, attributed costs by kind and uplift of each foreign supplier of goods in a year, largest spend first.

    Args:
        firm: whose books.
        year: which year.
        of: the firm's trade, when it is already known.
    """
    of = of or trade(firm)
    if not of.foreigners:
        return ()
    goods = of.bought(year)
    costs = of_year(of.costs, year).filter(pl.col("to").is_not_null())
    codes = dict(firm.parties.select("party", "code").iter_rows())
    found = []
    for (party,), rows in goods.group_by("party", maintain_order=True):
        spend = int(rows["amount"].sum())
        if spend <= 0:
            continue
        own = costs.filter(pl.col("to") == party)
        kinds = dict(
            own.group_by("kind", maintain_order=True).agg(pl.col("amount").sum()).iter_rows()
        )
        by_kind = {kind: kinds[kind] for kind in KINDS if kinds.get(kind)}
        key = int(str(party))
        found.append(LandedCost(key, codes[key], firm.name_of(key), spend, by_kind, rows, own))
    return tuple(sorted(found, key=lambda cost: (-cost.spend, cost.party)))


def unattributed(year: FiscalYear, of: Trade) -> pl.DataFrame:
    """Rows that surely bring goods in and name no foreign supplier."""
    return of_year(of.costs, year).filter(pl.col("sure") & pl.col("to").is_null())


def landed_cost_finding(
    firm: Firm, year: FiscalYear, costs: tuple[LandedCost, ...], of: Trade
) -> Finding | None:
    """The import whose landing weighs most on its price, when it weighs much."""
    heavy = [
        cost
        for cost in costs
        if cost.uplift is not None
        and cost.uplift >= HEAVY
        and year.per_year(cost.spend) >= LEAST_CENTS
    ]
    if not heavy:
        return None
    worst = max(heavy, key=lambda cost: (cost.attributed, -cost.party))
    paid, paid_cents = proven(firm, worst.cost_rows)
    bought, bought_cents = proven(firm, worst.goods_rows)
    rest = int(unattributed(year, of)["amount"].sum())
    return Finding(
        code="landed_cost",
        room=ROOM,
        kind="weakness",
        title=t(
            "Faire venir les achats de {name} ajoute {uplift} à leur prix : {costs} de transport, transit et droits "
            "pour {spend} de marchandises",
            name=worst.name,
            uplift=Percent(paid_cents / bought_cents),
            costs=Euros(paid_cents),
            spend=Euros(bought_cents),
        ),
        reason=t(
            "Le prix de la facture n’est pas le prix rendu chez vous : c’est le second qu’il faut comparer."
        ),
        stake=None,
        confidence=_confidence(worst, rest),
        evidence=(*paid, *bought),
        actions=(_LANDED_SHEET,),
        questions=(LEAD_WEEKS,),
    )


def _confidence(worst: LandedCost, rest: int) -> Confidence:
    known = worst.attributed / (worst.attributed + rest) if rest > 0 else 1.0
    reason = t(
        "Frais dont le libellé ou la pièce nomme ce fournisseur : {share} de tous vos frais d’approche.",
        share=Percent(known),
    )
    return Confidence("high" if known >= 0.8 else "medium", reason)


_LANDED_SHEET = Action(
    "sourcing_landed_sheet",
    t(
        "Tenez une fiche par arrivage : prix, transport, transit, droits, assurance, jours, et le coût rendu par article"
    ),
    "measure",
    "purchasing",
    hours=4,
    cost_eur=0,
    delay_days=15,
    gain_share=0.0,
    success=t("Le coût rendu de chaque article importé est connu avant la prochaine commande"),
)


def landed_table(firm: Firm, costs: tuple[LandedCost, ...], rest: pl.DataFrame) -> Table | None:
    """Landed cost by supplier and kind, and what could not be attributed."""
    if not costs:
        return None

    def euros(cents: int | None) -> float | None:
        return cents / 100 if cents else None

    rows: list[tuple[object, ...]] = [
        (
            cost.name,
            cost.spend / 100,
            *(euros(cost.costs.get(kind)) for kind in KINDS),
            cost.uplift,
        )
        for cost in costs
    ]
    proofs: list[Mapping[str, Proof]] = [
        {
            "spend": partial(firm.prove, cost.goods_rows),
            **_by_kind(firm, cost.cost_rows),
            "": partial(
                firm.prove, pl.concat([cost.cost_rows, cost.goods_rows], how="diagonal_relaxed")
            ),
        }
        for cost in costs
    ]
    if rest.height:
        kinds = dict(
            rest.group_by("kind", maintain_order=True).agg(pl.col("amount").sum()).iter_rows()
        )
        rows.append((t("Non attribué"), None, *(euros(kinds.get(kind)) for kind in KINDS), None))
        proofs.append(_by_kind(firm, rest))
    return Table(
        "sourcing_landed_cost",
        t("Coût rendu des achats à l’étranger"),
        (
            Column("name", t("Fournisseur"), "text"),
            Column("spend", t("Marchandises"), "eur"),
            Column("freight", t("Transport"), "eur"),
            Column("forwarder", t("Transitaire"), "eur"),
            Column("duties", t("Droits de douane"), "eur"),
            Column("insurance", t("Assurance"), "eur"),
            Column("accessory", t("Autres frais accessoires"), "eur"),
            Column(
                "uplift",
                t("Frais ÷ prix"),
                "ratio",
                t("les frais divisés par le prix des marchandises"),
            ),
        ),
        tuple(rows),  # type: ignore[arg-type]
        tuple(proofs),
    )


def _by_kind(firm: Firm, rows: pl.DataFrame) -> dict[str, Proof]:
    """The lines of each kind of cost."""
    return {kind: partial(firm.prove, rows.filter(pl.col("kind") == kind)) for kind in KINDS}
