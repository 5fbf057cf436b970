"""The firm's foreign trade in goods: who sells to it from abroad, and what brings those goods in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import polars as pl

from ancrage.chain.sourcing.goods import goods, of_year
from ancrage.chain.sourcing.inbound import inbound
from ancrage.chain.sourcing.naming import named, tokens_of
from ancrage.chain.sourcing.places import COUNTRIES, Zone
from ancrage.chain.sourcing.signs import Sign, signs_of, together
from ancrage.chain.sourcing.traces import traces
from ancrage.dates import FiscalYear
from ancrage.firm import Firm

# A supplier is shown as foreign from an even chance; the score then says how sure.
FOREIGN = 0.5


@dataclass(frozen=True, slots=True)
class Foreigner:
    """A supplier of goods who looks foreign.

    Args:
        party: key in PARTIES.
        score: how far its signs convince, between 0 and 1.
        eu: inside the European Union (True), outside (False), or not told (None).
        country: code of its country where a sign tells it.
        zone: supply zone, where the country tells it.
        signs: the reasons, strongest first.
    """

    party: int
    score: float
    eu: bool | None
    country: str | None
    zone: Zone | None
    signs: tuple[Sign, ...]


def foreigner(party: int, signs: tuple[Sign, ...]) -> Foreigner | None:
    """A supplier as foreign, or None where its signs do not convince."""
    score = together(signs)
    inside = together(sign for sign in signs if sign.side == "eu")
    outside = together(sign for sign in signs if sign.side == "outside")
    # Without a sign of either side, a lack of tax alone would make foreigners of the smallest French firms.
    if score < FOREIGN or max(inside, outside) == 0:
        return None
    eu = None if inside == outside else inside > outside
    country = next(
        (
            sign.country
            for sign in signs
            if sign.country is not None and (eu is None or COUNTRIES[sign.country].eu == eu)
        ),
        None,
    )
    zone = COUNTRIES[country].zone if country else None
    return Foreigner(party, score, eu, country, zone, signs)


@dataclass(frozen=True, eq=False)
class Trade:
    """Goods bought, the suppliers who look foreign, and the costs of bringing goods in, over all years.

    Args:
        firm: whose.
        goods: rows of purchases of goods, with their supplier.
        foreigners: by party.
    """

    firm: Firm
    goods: pl.DataFrame
    foreigners: dict[int, Foreigner]

    @cached_property
    def costs(self) -> pl.DataFrame:
        """Rows that bring goods in, with `kind`, `sure` and `to`: the foreign supplier they serve, or null."""
        costs = inbound(self.firm)
        tokens = tokens_of(
            self.firm, {party: one.country for party, one in self.foreigners.items()}, self.goods
        )
        line, invoice = ("source", "line"), ("entry", "party", "piece")
        by_line = named(costs, tokens, line)
        by_invoice = named(costs, tokens, invoice).rename({"named": "named_invoice"})
        own = pl.when(pl.col("party").is_in(list(self.foreigners))).then("party")
        return (
            costs.join(by_line, on=line, how="left")
            .join(by_invoice, on=invoice, how="left", nulls_equal=True)
            .with_columns(pl.coalesce(own, "named", "named_invoice").alias("to"))
            .drop("named", "named_invoice")
        )

    def bought(
        self, year: FiscalYear, side: Literal["eu", "outside", "all"] = "all"
    ) -> pl.DataFrame:
        """Goods bought in a year from suppliers who look foreign, on one side of the Union's border or both."""
        parties = [
            party
            for party, one in self.foreigners.items()
            if side == "all"
            or (side == "eu" and one.eu is True)
            or (side == "outside" and one.eu is False)
        ]
        if not parties:
            return self.goods.clear()
        rows = of_year(self.goods, year).filter(pl.col("party").is_in(parties))
        # A foreign supplier's own line of duties or carriage is a cost of bringing in, not goods.
        own = self.costs.filter(pl.col("party").is_in(parties)).select("source", "line")
        return rows.join(own, on=["source", "line"], how="anti", maintain_order="left")


def trade(firm: Firm) -> Trade:
    """The firm's trade in goods over all its years."""
    bought = goods(firm)
    found = {}
    for party, seen in traces(firm, bought).items():
        one = foreigner(party, signs_of(seen))
        if one is not None:
            found[party] = one
    return Trade(firm, bought, found)
