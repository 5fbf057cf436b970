"""Where the sales of a year go, to the cent, and how sure that is.

Each line of account 70, in this order: 7085 is carriage re-invoiced and 709 rebates; then the label
of its account (export, hors UE, DOM; intracom, UE; France); then the VAT of its entry (4457:
France, unless the VAT account is that of the one-stop shop); then its customer's name (foreign
legal form, country, city); then the label of the line (the same words, or a foreign VAT number);
else unknown. A line shared by customers of several places is unknown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import polars as pl

from ancrage.dates import FiscalYear
from ancrage.findings import Level
from ancrage.firm import Firm
from ancrage.firm.evidence import starts
from ancrage.money import Percent
from ancrage.reach.channels import places
from ancrage.text import Text, t

SURE = 0.95  # share of the sales placed by the books' own words or VAT
LIKELY = 0.80  # share placed at all

ZONES = ("france", "eu", "export", "ports", "rebates", "unknown")


@dataclass(frozen=True, slots=True)
class Split:
    """Net sales of a year (account 70) by where they go, in cents; their sum is account 70 exactly.

    Args:
        france_cents, eu_cents, export_cents: sales by place; overseas departments are exports.
        ports_cents: carriage re-invoiced (7085).
        rebates_cents: rebates granted (709), negative.
        unknown_cents: sales that nothing places.
        confidence: high, medium or low.
        reason: why.
    """

    france_cents: int
    eu_cents: int
    export_cents: int
    ports_cents: int
    rebates_cents: int
    unknown_cents: int
    confidence: Level
    reason: Text

    @property
    def abroad_cents(self) -> int:
        """Sales to the Union and farther."""
        return self.eu_cents + self.export_cents

    @property
    def total_cents(self) -> int:
        """Account 70."""
        return (
            self.france_cents
            + self.abroad_cents
            + self.ports_cents
            + self.rebates_cents
            + self.unknown_cents
        )

    def figures(self) -> dict[str, float]:
        """The split in euros, under the names of the documented figures."""
        return {
            "france_7071": self.france_cents / 100,
            "ue_7072": self.eu_cents / 100,
            "export_7073": self.export_cents / 100,
            "ports_7085": self.ports_cents / 100,
            "rrr_7097": self.rebates_cents / 100,
            "unknown": self.unknown_cents / 100,
        }


def split(firm: Firm, year: FiscalYear) -> Split:
    """Net sales of a year by where they go."""
    return split_of(placed(firm, year))


def split_of(lines: pl.DataFrame) -> Split:
    """Sums by place of lines that `placed` gives."""
    sums = dict.fromkeys(ZONES, 0) | dict(
        lines.group_by("zone", maintain_order=True).agg(pl.col("amount").sum()).iter_rows()
    )
    sold = lines.filter(~pl.col("zone").is_in(["ports", "rebates"]))
    weight = int(sold["amount"].abs().sum())
    known = int(sold.filter(pl.col("zone") != "unknown")["amount"].abs().sum())
    sure = int(sold.filter(pl.col("how").is_in(["account", "vat"]))["amount"].abs().sum())
    level, reason = _confidence(weight, known, sure)
    return Split(
        france_cents=sums["france"],
        eu_cents=sums["eu"],
        export_cents=sums["export"],
        ports_cents=sums["ports"],
        rebates_cents=sums["rebates"],
        unknown_cents=sums["unknown"],
        confidence=level,
        reason=reason,
    )


def _confidence(weight: int, known: int, sure: int) -> tuple[Level, Text]:
    if weight == 0:
        return "low", t("Aucune vente dans l’exercice.")
    reason = t(
        "{known} des ventes ont une destination, dont {sure} par le nom du compte ou par la TVA, le reste par le nom du client ou le libellé.",
        known=Percent(known / weight),
        sure=Percent(sure / weight),
    )
    if sure >= SURE * weight:
        return "high", reason
    return ("medium" if known >= LIKELY * weight else "low"), reason


def placed(firm: Firm, year: FiscalYear) -> pl.DataFrame:
    """Whole lines of account 70: source, line, party, date, amount (cents), zone, how it is known."""
    sales = firm.sales.filter(pl.col("year_end") == year.end)
    by_account = _account_zones(firm, sales)
    lines = sales.join(by_account, on="account", how="left")
    settled = lines.filter(pl.col("zone").is_not_null())
    rest = lines.filter(pl.col("zone").is_null()).drop("zone", "how")
    with_vat = _taxed_entries(firm, year)
    taxed = rest.join(with_vat, on="entry", how="left")
    by_vat = taxed.filter(pl.col("zone").is_not_null()).with_columns(how=pl.lit("vat"))
    untaxed = _by_words(
        firm, taxed.filter(pl.col("zone").is_null()).drop("zone"), countries=with_vat.height > 0
    )
    rows = pl.concat([part.select(*_ROW, "origin") for part in (settled, by_vat, untaxed)])
    split_rows = pl.col("origin") == "split"
    return pl.concat([rows.filter(~split_rows).select(_ROW), _joined(rows.filter(split_rows))])


_ROW = ("source", "line", "party", "date", "amount", "zone", "how")


def _joined(shared: pl.DataFrame) -> pl.DataFrame:
    """One row a line for lines that several customers share."""
    return (
        shared.group_by("source", "line", maintain_order=True)
        .agg(
            pl.col("party", "date").first(),
            pl.col("amount").sum(),
            pl.when(pl.col("zone").n_unique() == 1)
            .then(pl.col("zone").first())
            .otherwise(pl.lit("unknown"))
            .alias("zone"),
            pl.col("how").first(),
        )
        .select(_ROW)
    )


def _account_zones(firm: Firm, sales: pl.DataFrame) -> pl.DataFrame:
    """account, zone, how: what the number or the label of the account says; null for nothing."""
    accounts = sales.select(pl.col("account").unique(maintain_order=True))
    number = pl.col("account").cast(pl.String)
    label = places.capitals(pl.col("text"))
    return (
        accounts.with_columns(
            number.replace_strict(
                {n: a.label for n, a in firm.chart.accounts.items()}, default=""
            ).alias("text")
        )
        .with_columns(
            pl.when(number.str.starts_with("7085"))
            .then(pl.lit("ports"))
            .when(number.str.starts_with("709"))
            .then(pl.lit("rebates"))
            .when(label.str.contains(places.ACCOUNT_EXPORT))
            .then(pl.lit("export"))
            .when(label.str.contains(places.ACCOUNT_UNION))
            .then(pl.lit("eu"))
            .when(
                label.str.contains(places.ACCOUNT_FRANCE)
                & ~label.str.contains(places.ACCOUNT_ABROAD)
            )
            .then(pl.lit("france"))
            .alias("zone"),
            pl.lit("account").alias("how"),
        )
        .drop("text")
    )


def _taxed_entries(firm: Firm, year: FiscalYear) -> pl.DataFrame:
    """entry, zone: entries that collect VAT: French, or that of the one-stop shop."""
    union = [
        number
        for number, account in firm.chart.accounts.items()
        if number.startswith("4457") and re.search(places.VAT_UNION, account.label.upper())
    ]
    return (
        firm.ledger.filter(
            (pl.col("year_end") == year.end)
            & (pl.col("phase") == "flow")
            & starts(firm.ledger, ("4457",))
            & (pl.col("debit") != pl.col("credit"))
        )
        .group_by("entry", maintain_order=True)
        .agg(
            pl.when(pl.col("account").is_in(union).all())
            .then(pl.lit("eu"))
            .otherwise(pl.lit("france"))
            .alias("zone")
        )
    )


def _by_words(firm: Firm, lines: pl.DataFrame, *, countries: bool) -> pl.DataFrame:
    """Lines with zone and how: from the customer's name, then the labels, else unknown.

    Countries in a label tell where a sale goes only where the firm collects VAT on the others.
    """
    name = places.capitals(pl.col("name"))
    names = (
        firm.parties.filter(pl.col("side") == "customer")
        .select("party", "name")
        .with_columns(_zone(name, places.NAME_BEYOND, places.NAME_UNION).alias("by_name"))
    )
    label = places.capitals(pl.col("label"))
    beyond, union = places.LABEL_BEYOND, places.LABEL_UNION
    if countries:
        beyond, union = f"{beyond}|{places.COUNTRY_BEYOND}", f"{union}|{places.COUNTRY_UNION}"
    return (
        lines.join(names.drop("name"), on="party", how="left")
        .with_columns(
            pl.when(pl.col("by_name").is_null()).then(_zone(label, beyond, union)).alias("by_label")
        )
        .with_columns(
            pl.coalesce("by_name", "by_label", pl.lit("unknown")).alias("zone"),
            pl.when(pl.col("by_name").is_not_null())
            .then(pl.lit("name"))
            .when(pl.col("by_label").is_not_null())
            .then(pl.lit("label"))
            .otherwise(pl.lit("nothing"))
            .alias("how"),
        )
    )


def _zone(text: pl.Expr, beyond: str, union: str) -> pl.Expr:
    return (
        pl.when(text.str.contains(beyond))
        .then(pl.lit("export"))
        .when(text.str.contains(union))
        .then(pl.lit("eu"))
    )
