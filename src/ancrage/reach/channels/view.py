"""One fiscal year seen from the channels, each part computed once, when asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from ancrage.dates import FiscalYear
from ancrage.firm import Firm
from ancrage.reach.channels import flows, markets
from ancrage.reach.channels.platforms import PAYMENTS, Names


@dataclass(frozen=True, eq=False)
class YearView:
    """Sales by place, sales and receipts by platform, and fees of one year.

    Args:
        firm, year: whose, and when.
        marketplaces: their names and patterns, those of the firm's own books included.
    """

    firm: Firm
    year: FiscalYear
    marketplaces: Names

    @cached_property
    def total(self) -> int:
        """Net sales (account 70), cents."""
        return self.firm.amount(self.year, "70", sign=-1)

    @cached_property
    def placed(self) -> pl.DataFrame:
        """Lines of account 70 with the zone where they go."""
        return markets.placed(self.firm, self.year)

    @cached_property
    def split(self) -> markets.Split:
        """Net sales by zone."""
        return markets.split_of(self.placed)

    @cached_property
    def money(self) -> pl.DataFrame:
        """Lines of bank, cash and waiting accounts that name a platform or a payment service."""
        return flows.money_lines(self.firm, self.year, (*self.marketplaces, *PAYMENTS))

    @cached_property
    def fees(self) -> pl.DataFrame:
        """Lines of fees, with the platform where a name says it."""
        return flows.fee_lines(self.firm, self.year, (*self.marketplaces, *PAYMENTS))

    @cached_property
    def platform_sales(self) -> pl.DataFrame:
        """Lines of sales that name a marketplace."""
        paid = self.money.filter(pl.col("platform").is_in([name for name, _ in self.marketplaces]))
        return flows.platform_sales(self.firm, self.year, self.marketplaces, paid)
