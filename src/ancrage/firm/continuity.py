"""Whether the years of a ledger follow one another: what closes one opens the next.

A firm's closing balances are its opening balances of the next day (Plan comptable général, art. 112-2 and 911-3: the
balance sheet that opens a fiscal year is the one that closed the year before). Two files for which this fails may be of
two firms.
"""

from __future__ import annotations

import polars as pl

from ancrage.firm.model import Firm

SMALLEST = 100  # cents under which an account does not count


def carried_forward(firm: Firm) -> float | None:
    """Share of the opening balances of the last pair of years that the closing ones explain, by amount, 0 to 1.

    None where no two years follow each other, or where the later one has no opening entries. Classes 2 to 5, by account;
    not class 1: the result (12) is allotted or carried to 10 or 11 between the two.
    """
    shares = []
    for early, late in zip(firm.years, firm.years[1:], strict=False):
        if (late.start - early.end).days != 1:
            continue
        rows = firm.balances.with_columns((pl.col("debit") - pl.col("credit")).alias("net")).filter(
            pl.col("account").str.head(1).is_in(["2", "3", "4", "5"])
        )
        closing = rows.filter(
            (pl.col("year_end") == early.end) & pl.col("phase").is_in(["opening", "flow"])
        )
        opening = rows.filter((pl.col("year_end") == late.end) & (pl.col("phase") == "opening"))
        pairs = (
            opening.group_by("account", maintain_order=True)
            .agg(pl.col("net").sum().alias("opened"))
            .join(
                closing.group_by("account", maintain_order=True).agg(
                    pl.col("net").sum().alias("closed")
                ),
                on="account",
                how="left",
            )
            .filter(pl.col("opened").abs() >= SMALLEST)
        )
        total = int(pairs["opened"].abs().sum())
        if total:
            same = pairs.filter(pl.col("opened") == pl.col("closed"))
            shares.append(int(same["opened"].abs().sum()) / total)
    return shares[-1] if shares else None
