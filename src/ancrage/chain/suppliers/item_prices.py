"""Prices of items, year on year: what the same quantities would have cost at the prices of the year before.

Lines of invoices and of orders say quantities, so the mean price of an item at a supplier is known for each year; orders
are read only for items that no invoice tells in both years. What rises like most items is the times; what rises more is
worth a word with the supplier.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import polars as pl

from ancrage.chain.suppliers.basis import annual_input, unit_price
from ancrage.chain.suppliers.prices import renegotiate
from ancrage.chain.suppliers.questions import ROOM
from ancrage.dates import FiscalYear
from ancrage.exhibits import Column, Table
from ancrage.findings import Confidence, Evidence, Finding, Input, Stake, evidence_cents
from ancrage.firm import Firm
from ancrage.firm.items.bought import counted
from ancrage.firm.items.together import Items
from ancrage.money import Euros, Percent
from ancrage.text import t, tn

LEAST_RISE = 0.03  # a smaller rise is ordinary indexation
MOST_RISE = 1.0  # a price that doubles is that of another packing
ABOVE = 0.02  # points over the usual rise
FAR = 180  # days between the middle of the purchases of each year, at least
ALIKE = 0.15  # of the mean price: spread of a year's prices beyond which a name is not one item
SEVERAL = 5  # items of which the median is taken
WORTH_CENTS = 100_00  # a year, for one item
SHOWN = 10
POOL = "supplier_prices"
_KEYS = ["table", "supplier", "reference", "unit"]


@dataclass(frozen=True, eq=False)
class Rises:
    """Items bought in both years.

    Args:
        rows: the items that rose more than usual, the costliest first: table, supplier, reference, unit, name, referenced,
            before and now (mean price, euros), rise, amount (cents of the year).
        usual: median rise of all items bought in both years, zero at least; zero where they are too few.
        compared: how many items the median is taken of.
    """

    rows: pl.DataFrame
    usual: float
    compared: int


def rises(of: Items, year: FiscalYear, before: FiscalYear | None) -> Rises | None:
    """Items whose price rose more than that of most; None without two years, or without one such item."""
    if before is None:
        return None
    both = _both_years(of.bought, year, before)
    told = both.filter("known")
    usual = 0.0
    if told.height >= SEVERAL:
        usual = max(0.0, float(told.select(pl.col("rise").median()).item()))
    surplus = pl.col("amount") * (1 - (1 + usual) / (1 + pl.col("rise")))
    found = (
        told.with_columns(surplus.alias("surplus"))
        .filter(
            pl.col("rise").is_between(max(LEAST_RISE, usual + ABOVE), MOST_RISE)
            & (pl.col("apart") >= FAR)
            & (pl.col("surplus") * year.per_year(1.0) >= WORTH_CENTS)
        )
        .sort("surplus", "reference", descending=[True, False])
    )
    return Rises(found, usual, told.height) if found.height else None


def _both_years(bought: pl.DataFrame, year: FiscalYear, before: FiscalYear) -> pl.DataFrame:
    of_year = (
        pl.when(pl.col("date").is_between(year.start, year.covered_until))
        .then(pl.lit("now"))
        .when(pl.col("date").is_between(before.start, before.covered_until))
        .then(pl.lit("before"))
    )
    rows = _paid(bought).with_columns(of_year.alias("year")).drop_nulls(["year", "reference"])
    price, day = pl.col("amount") / 100 / pl.col("quantity"), pl.col("date").cast(pl.Int32)

    def of(name: str) -> list[pl.Expr]:
        there = pl.col("year") == name
        cost = pl.col("amount").filter(there).sum() / 100
        return [
            (cost / pl.col("quantity").filter(there).sum()).alias(name),
            price.filter(there).min().alias(f"{name}_least"),
            price.filter(there).max().alias(f"{name}_most"),
            day.filter(there).mean().alias(f"{name}_day"),
            there.sum().alias(f"{name}_count"),
        ]

    said = rows.filter(pl.col("supplier").is_not_null()).group_by(_KEYS, maintain_order=True).agg(
        pl.col("name").drop_nulls().last(),
        pl.col("product").drop_nulls().last(),
        pl.col("referenced").all(),
        pl.col("amount").filter(pl.col("year") == "now").sum(),
        pl.col("quantity").filter(pl.col("year") == "now").sum(),
        *of("now"),
        *of("before"),
    )  # fmt: skip
    # An item known by its words alone may be a service whose amount varies: its prices of a year must be alike, and all
    # those of this year above all those of the year before.
    spread = pl.max_horizontal(
        (pl.col(f"{name}_most") - pl.col(f"{name}_least")) / pl.col(name)
        for name in ("now", "before")
    )
    steady = (
        (spread <= ALIKE)
        & (pl.min_horizontal("now_count", "before_count") >= 2)
        & (
            (pl.col("now_least") > pl.col("before_most"))
            | (pl.col("now_most") <= pl.col("before_most"))
        )
    )
    both = said.filter((pl.col("now_count") > 0) & (pl.col("before_count") > 0)).with_columns(
        (pl.col("now") / pl.col("before") - 1).alias("rise"),
        (pl.col("now_day") - pl.col("before_day")).alias("apart"),
        (pl.col("referenced") | steady).alias("known"),
    )
    # The same purchases are in invoices and in orders: those of the invoices are read where both years have them. Where
    # an invoice does not say which of the firm's items it is, all orders to its supplier may be it.
    invoiced = both.filter(pl.col("table") == "invoice_lines")
    unsaid = invoiced.filter(pl.col("product").is_null() & pl.col("known"))
    ordered = (
        both.filter(pl.col("table") == "purchase_orders")
        .join(invoiced.drop_nulls("product"), on=["supplier", "product"], how="anti")
        .join(unsaid, on="supplier", how="anti")
    )
    return pl.concat([invoiced, ordered])


def _paid(bought: pl.DataFrame) -> pl.DataFrame:
    """Lines that say what was paid: a price alone is no line of the proof."""
    return counted(bought).filter(pl.col("amount") > 0)


def item_price_rise(firm: Firm, of: Items, found: Rises | None, year: FiscalYear) -> Finding | None:
    """Items that cost more than the year before, beyond what most items do."""
    if found is None:
        return None
    evidence = _lines(firm, of, found.rows, year)
    cents = evidence_cents(evidence)
    known = found.rows.select((pl.col("amount") / (1 + pl.col("rise"))).sum()).item()
    if cents <= 0 or known <= 0:
        return None
    rise = cents / known - 1
    annual = annual_input(year)
    spend = Input(
        "spend",
        t("Achats de ces articles dans l’exercice, avant taxes"),
        cents / 100,
        "eur",
        "books",
        evidence=evidence,
    )
    risen = Input(
        "rise", t("Hausse de leur prix moyen en un an, moyenne pondérée"), rise, "ratio", "books"
    )
    usual = Input(
        "usual",
        t("Hausse médiane de tous vos articles achetés les deux années"),
        found.usual,
        "ratio",
        "books",
    )
    high = cents / 100 * annual.value * (1 - 1 / (1 + rise))
    central = cents / 100 * annual.value * (1 - (1 + found.usual) / (1 + rise))
    if central <= 0:
        return None
    first = found.rows.row(0, named=True)
    sure = bool(found.rows["referenced"].all()) and found.compared >= SEVERAL
    return Finding(
        code="item_price_rise",
        room=ROOM,
        kind="weakness",
        title=tn(
            "Le prix de « {item} » chez {supplier} a monté de {rise} en un an ({amount} d’achats)",
            "Les prix de {count} articles ont monté de {rise} en un an ({amount} d’achats), d’abord « {item} » chez "
            "{supplier}",
            found.rows.height,
            item=first["name"] or first["reference"],
            supplier=of.supplier_name(first["supplier"]),
            rise=Percent(rise, 1),
            amount=Euros(cents),
        ),
        reason=t(
            "Les quantités sont lues sur les lignes : c’est bien le prix qui a monté, plus que celui de vos autres articles."
        ),
        stake=Stake(
            central / 2,
            central,
            high,
            t(
                "spend × annualisation × (1 − (1 + usual) ÷ (1 + rise)) ; au moins la moitié ; au plus toute la hausse, "
                "usual étant zéro"
            ),
            (spend, annual, risen, usual),
        ),
        confidence=Confidence(
            "high",
            t(
                "Prix unitaires et quantités lus sur vos factures et vos commandes, comparés à {count} articles achetés les "
                "deux années.",
                count=found.compared,
            ),
        )
        if sure
        else Confidence(
            "medium",
            t(
                "Prix unitaires et quantités lus sur vos factures et vos commandes ; certains articles n’y ont pas de "
                "référence, ou trop peu d’articles permettent de comparer.",
            ),
        ),
        evidence=evidence,
        actions=(renegotiate(),),
        pool=POOL,
    )


def item_prices_table(
    firm: Firm, of: Items, found: Rises | None, year: FiscalYear, before: FiscalYear | None
) -> Table | None:
    """The mean price of both years of the items that rose more than most."""
    if found is None or before is None:
        return None
    mean = t("le prix payé divisé par les quantités, avant taxes, sur les lignes de l’année")
    shown = found.rows.head(SHOWN)
    return Table(
        "suppliers_item_prices",
        t("Articles dont le prix a monté plus que les autres"),
        (
            Column("name", t("Article"), "text"),
            Column("supplier", t("Fournisseur"), "text"),
            Column("before", t("Prix moyen, an passé"), "eur", mean),
            Column("now", t("Prix moyen, cette année"), "eur", mean),
            Column("rise", t("Hausse"), "ratio", t("le second divisé par le premier, moins un")),
            Column("amount", t("Achats de l’exercice"), "eur"),
        ),
        tuple(
            (
                row["name"] or row["reference"],
                of.supplier_name(row["supplier"]),
                unit_price(row["before"]),
                unit_price(row["now"]),
                row["rise"],
                row["amount"] / 100,
            )
            for row in shown.iter_rows(named=True)
        ),
        tuple(
            {
                "": partial(_lines, firm, of, shown[place], year),
                "before": partial(_lines, firm, of, shown[place], before),
                "rise": partial(_lines, firm, of, shown[place], before, year),
            }
            for place in range(shown.height)
        ),
    )


def _lines(firm: Firm, of: Items, chosen: pl.DataFrame, *years: FiscalYear) -> tuple[Evidence, ...]:
    """The lines of these items in these years, in the table where their price was read."""
    rows = _paid(of.bought).join(chosen.select(_KEYS), on=_KEYS, how="semi")
    within = pl.any_horizontal(
        pl.col("date").is_between(year.start, year.covered_until) for year in years
    )
    return tuple(
        piece
        for table in ("invoice_lines", "purchase_orders")
        for piece in firm.prove_rows(table, rows.filter(within & (pl.col("table") == table)))
    )
