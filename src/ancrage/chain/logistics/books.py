"""What the ideas of the room share: freight, storage and wages of a firm, and what they are compared with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import polars as pl

from ancrage.chain.logistics.freight import freight_lines, lines_of, with_words
from ancrage.chain.logistics.words import any_word
from ancrage.dates import FiscalYear
from ancrage.findings import Evidence, Input
from ancrage.firm import Firm
from ancrage.text import Text

# Goods and materials, with the rebates on them; 608 and 603 are no price of goods.
_GOODS = ("601", "602", "607", "609")
_NOT_GOODS = ("6094", "6095", "6096")
# Works, studies, services and side income are not carried; nor is carriage that is re-invoiced.
_NOT_CARRIED = ("704", "705", "706", "708", "7094", "7095", "7096")
# Where goods are under a tenth of sales, the firm books everything on one account: all sales count.
_GOODS_SHARE = 0.10
_STORAGE_ACCOUNTS = ("6132", "6135", "614", "611", "6228")
_STORAGE = any_word(
    "entrep[ôo]ts?",
    "entreposage",
    "stockages?",
    r"logisti\w*",
    "3pl",
    "palettes?",
    "pallets?",
    "garde ?-?meubles?",
    r"self ?-?stock\w*",
    "box(es)?",
    "magasinage",
    r"fulfil\w*",
    "pr[ée]paration (de |des )?commandes?",
)
_NO_STORAGE = any_word(
    "cloud",
    "informatiques?",
    "donn[ée]es",
    "serveurs?",
    "disques?",
    "parking",
    "garages?",
    "v[ée]hicules?",
    "boutiques?",
    "bureaux?",
    "ateliers?",
)
_LOGISTICS_WAGES = (
    "logisti",
    "expedition",
    "expédition",
    "préparat",
    "preparat",
    "magasinier",
    "entrepôt",
    "entrepot",
    "cariste",
    "livreur",
    "chauffeur",
)


@dataclass(frozen=True, eq=False)
class Flow:
    """Lines of a nature and their sign: year_end, date, amount (cents, positive as a whole), source, line."""

    firm: Firm
    rows: pl.DataFrame
    sign: Literal[1, -1] = 1

    def of(self, *years: FiscalYear) -> Flow:
        """Those of some years."""
        ends = [year.end for year in years]
        return Flow(self.firm, self.rows.filter(pl.col("year_end").is_in(ends)), self.sign)

    def by_quarter(self, year: FiscalYear) -> dict[int, int]:
        """Cents by quarter of a year, 0 being the first; what exceeds twelve months is in the last."""
        rows = (
            self.of(year)
            .rows.group_by(_quarter_of(year), maintain_order=True)
            .agg(pl.col("amount").sum())
        )
        return dict(rows.iter_rows())

    def of_quarter(self, year: FiscalYear, quarter: int) -> Flow:
        """Those of one quarter of a year."""
        rows = self.of(year).rows.filter(_quarter_of(year) == quarter)
        return Flow(self.firm, rows, self.sign)

    @cached_property
    def cents(self) -> int:
        """Their sum."""
        return int(self.rows["amount"].sum())

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """The ledger lines, each once; a line shared between several parties is there with all its rows."""
        found = []
        for (source,), rows in self.rows.sort("source", "line").group_by(
            "source", maintain_order=True
        ):
            lines = rows["line"].cast(pl.UInt32).unique(maintain_order=True).to_numpy()
            path = self.firm.files[int(str(source))].path
            found.append(Evidence(path, lines, self.sign, int(rows["amount"].sum())))
        return tuple(found)

    def input(self, name: str, label: Text) -> Input:
        """Their sum in euros, as an input read in the books."""
        return Input(name, label, self.cents / 100, "eur", "books", evidence=self.evidence)


def _quarter_of(year: FiscalYear) -> pl.Expr:
    months = (pl.col("date").dt.year().cast(pl.Int32) - year.start.year) * 12
    months = months + pl.col("date").dt.month().cast(pl.Int32) - year.start.month
    return (months // 3).clip(0, 3).alias("quarter")


@dataclass(frozen=True, eq=False)
class LogisticsBooks:
    """Logistics of a firm as its books show it."""

    firm: Firm

    @cached_property
    def lines(self) -> pl.DataFrame:
        """Lines of freight, forwarders and transport insurance, with their kind."""
        return freight_lines(self.firm)

    def freight(self, *kinds: str) -> Flow:
        """Freight of some kinds, all years."""
        return Flow(self.firm, self.lines.filter(pl.col("kind").is_in(kinds)))

    @cached_property
    def storage(self) -> Flow:
        """Storage and logistics bought outside: rents and services whose words say so."""
        names = [n for n in self.firm.chart.accounts if n.startswith(_STORAGE_ACCOUNTS)]
        lines = with_words(self.firm, lines_of(self.firm, names))
        # An entry often rents a shop and a warehouse under one label: then the account decides.
        named = pl.col("booked").str.contains(_STORAGE)
        said = pl.col("words").str.contains(_STORAGE)
        other = pl.col("words").str.contains(_NO_STORAGE)
        return Flow(self.firm, lines.filter(named | (said & ~other)))

    @cached_property
    def wage_accounts(self) -> tuple[str, ...]:
        """Accounts of 641 whose name says logistics; the number alone (64111) does not, firms use it freely."""
        return tuple(
            number
            for number, account in self.firm.chart.accounts.items()
            if number.startswith("641")
            and any(word in account.label.lower() for word in _LOGISTICS_WAGES)
        )

    @cached_property
    def bought(self) -> Flow:
        """Goods and materials bought, rebates deducted."""
        rows = self.firm.purchases
        return Flow(self.firm, _of_accounts(rows, _GOODS, _NOT_GOODS))

    @cached_property
    def sold(self) -> Flow:
        """Goods sold, rebates deducted; all sales but side income where the accounts do not tell goods apart."""
        rows = self.firm.sales
        everything = Flow(self.firm, _of_accounts(rows, ("70",), ("708",)), -1)
        goods = Flow(self.firm, _of_accounts(rows, ("70",), _NOT_CARRIED), -1)
        year = self.firm.year
        return (
            goods if goods.of(year).cents > _GOODS_SHARE * everything.of(year).cents else everything
        )

    @cached_property
    def sales(self) -> Flow:
        """All net sales (70)."""
        return Flow(self.firm, _of_accounts(self.firm.sales, ("70",), ()), -1)

    @cached_property
    def carriage(self) -> Flow:
        """Carriage re-invoiced to customers (7085)."""
        return Flow(self.firm, _of_accounts(self.firm.sales, ("7085",), ()), -1)

    @property
    def earlier(self) -> tuple[FiscalYear, ...]:
        """Complete years before the last one that follow each other up to it, oldest first."""
        found: list[FiscalYear] = []
        follower = self.firm.year
        for year in reversed(self.firm.years[:-1]):
            if not year.complete or (follower.start - year.end).days > 45:
                break
            found.append(year)
            follower = year
        return tuple(reversed(found))


def _of_accounts(
    rows: pl.DataFrame, prefixes: tuple[str, ...], less: tuple[str, ...]
) -> pl.DataFrame:
    # Decided by account, not by line.
    names = [
        name
        for name in rows["account"].unique(maintain_order=True).cast(pl.String).to_list()
        if name.startswith(prefixes) and not (less and name.startswith(less))
    ]
    return rows.filter(pl.col("account").is_in(names)).select(
        "year_end", "date", "amount", "source", "line"
    )
