"""The shop year by year, from its orders: what it sold, what it gave back, to how many people, who came again."""

from __future__ import annotations

from functools import partial

import polars as pl

from ancrage.dates import FiscalYear
from ancrage.exhibits import Column, Table
from ancrage.findings import Action, Confidence, Evidence, Finding, evidence_cents
from ancrage.firm import Firm
from ancrage.firm.counted import counts
from ancrage.firm.currency import BOOKS, in_currency
from ancrage.money import Euros, Percent
from ancrage.text import t

SEEN = 0.01  # of sales given back: less is noise, even when it grows
MUCH = 0.05  # a sale in twenty is worth looking into, even when it does not grow
WORSE = 0.20  # a fifth more than the year before is another rate, not chance
ORDERS = 50  # a year, under which a rate says nothing
# Who came before is unknown in the first year that the export covers.
SHOP_YEARS = {
    "year_end": pl.Date, "channel": pl.String, "orders": pl.UInt32, "gross": pl.Int64,
    "refunded": pl.Int64, "customers": pl.UInt32, "known": pl.UInt32,
}  # fmt: skip


def shop_years(firm: Firm) -> pl.DataFrame:
    """Columns SHOP_YEARS, one row a fiscal year and a channel, oldest first: orders paid and not cancelled, in euros.

    `gross` and `refunded` are cents with tax, what was given back being counted on the day of its order; `refunded` is
    null where the export does not say; `customers` and `known` (those who ordered before the year) are null where orders
    name nobody, `known` in the first year as well.
    """
    orders = _counted(firm)
    first = orders["date"].min()
    met = orders.drop_nulls("customer").group_by("channel", "customer", maintain_order=True).agg(
        pl.col("date").min().alias("met")
    )  # fmt: skip
    frames = []
    for year in firm.years:
        rows = _of_year(orders, year).join(
            met, on=["channel", "customer"], how="left", maintain_order="left", nulls_equal=True
        )
        of_before = pl.col("customer").filter(pl.col("met") < year.start).n_unique()
        named = pl.col("customer").is_not_null().any()
        told = pl.lit(isinstance(first, type(year.start)) and first < year.start)
        frames.append(
            rows.group_by("channel", maintain_order=True)
            .agg(
                pl.len().alias("orders"),
                pl.col("gross").sum(),
                pl.when(pl.col("refunded").is_not_null().any())
                .then(pl.col("refunded").sum())
                .alias("refunded"),
                pl.when(named).then(pl.col("customer").drop_nulls().n_unique()).alias("customers"),
                pl.when(named & told).then(of_before).alias("known"),
            )
            .with_columns(pl.lit(year.end).alias("year_end"))
            .sort("gross", "channel", descending=[True, False])
            .select(*SHOP_YEARS)
            .cast(SHOP_YEARS)  # type: ignore[arg-type]
        )
    return pl.concat(frames) if frames else pl.DataFrame(schema=SHOP_YEARS)


def shop_refunds(firm: Firm, years: pl.DataFrame) -> Finding | None:
    """The part of the year's online sales that was given back, against the year before."""
    now = _of(years, firm.year)
    if now is None or firm.year.per_year(now[0]) < ORDERS:
        return None
    _, gross, refunded = now
    before = _of(years, firm.year_ago) if firm.year_ago else None
    rate = refunded / gross
    rate_before = before[2] / before[1] if before and before[0] >= ORDERS else None
    worse = rate_before is not None and rate >= max(SEEN, rate_before * (1 + WORSE))
    if rate < MUCH and not worse:
        return None
    evidence = _orders(firm, firm.year, None)
    amount = Euros(evidence_cents(evidence))
    return Finding(
        code="shop_refunds",
        room="reach.channels",
        kind="weakness" if worse else "opportunity",
        title=t(
            "{rate} des ventes de vos boutiques et places de marché ({amount}) ont été remboursées",
            rate=Percent(rate, 1),
            amount=amount,
        )
        if rate_before is None
        else t(
            "{rate} des ventes de vos boutiques et places de marché ({amount}) ont été remboursées, contre {before} l’exercice d’avant",
            rate=Percent(rate, 1),
            amount=amount,
            before=Percent(rate_before, 1),
        ),
        reason=t(
            "Un remboursement coûte aussi le port, l’emballage et le temps ; sa raison est souvent dans la page de l’article "
            "ou dans le colis."
        ),
        stake=None,
        confidence=Confidence(
            "high",
            t(
                "Lu dans {count} commandes, taxes comprises ; un remboursement compte à la date de sa commande, si bien que "
                "les derniers mois peuvent encore en recevoir.",
                count=now[0],
            ),
        ),
        evidence=evidence,
        actions=(_REASONS,),
    )


def shop_table(firm: Firm, years: pl.DataFrame) -> Table | None:
    """The shop by year and channel."""
    if years.is_empty():
        return None
    told = t("les remboursements écrits sur ces commandes, taxes comprises")
    rows = [*years.iter_rows(named=True)]
    ends = {year.end: year for year in firm.years}
    return Table(
        "shop_years",
        t("Vos boutiques et places de marché, année par année"),
        (
            Column("year", t("Exercice clos le"), "date"),
            Column("channel", t("Canal"), "text"),
            Column("orders", t("Commandes"), "count"),
            Column("gross", t("Vendu, taxes comprises"), "eur"),
            Column("refunded", t("Remboursé"), "eur", told),
            Column("rate", t("Part remboursée"), "ratio", t("le remboursé divisé par le vendu")),
            Column("basket", t("Panier moyen"), "eur", t("le vendu divisé par les commandes, taxes comprises")),
            Column("customers", t("Clients"), "count"),
            Column(
                "known",
                t("Part de clients déjà venus"),
                "ratio",
                t("les clients qui avaient commandé avant cet exercice, divisés par tous ses clients"),
            ),
        ),
        tuple(
            (
                row["year_end"],
                (row["channel"] or "").capitalize(),
                row["orders"],
                row["gross"] / 100,
                None if row["refunded"] is None else row["refunded"] / 100,
                row["refunded"] / row["gross"] if row["refunded"] is not None and row["gross"] > 0 else None,
                row["gross"] / 100 / row["orders"],
                row["customers"],
                row["known"] / row["customers"] if row["known"] is not None and row["customers"] else None,
            )
            for row in rows
        ),
        tuple({"": partial(_orders, firm, ends[row["year_end"]], row["channel"])} for row in rows),
    )  # fmt: skip


def _counted(firm: Firm) -> pl.DataFrame:
    return firm.table("orders").filter(counts() & in_currency(BOOKS) & pl.col("date").is_not_null())


def _of_year(orders: pl.DataFrame, year: FiscalYear) -> pl.DataFrame:
    return orders.filter(pl.col("date").is_between(year.start, year.covered_until))


def _of(years: pl.DataFrame, year: FiscalYear) -> tuple[int, int, int] | None:
    """Orders, sold and given back of a year, of all channels that say what they gave back."""
    rows = years.filter((pl.col("year_end") == year.end) & pl.col("refunded").is_not_null())
    if rows.height < years.filter(pl.col("year_end") == year.end).height:
        return None
    gross = int(rows["gross"].sum())
    return (int(rows["orders"].sum()), gross, int(rows["refunded"].sum())) if gross > 0 else None


def _orders(firm: Firm, year: FiscalYear, channel: str | None) -> tuple[Evidence, ...]:
    rows = _of_year(_counted(firm), year)
    return firm.prove_rows(
        "orders", rows if channel is None else rows.filter(pl.col("channel") == channel)
    )


_REASONS = Action(
    "shop_note_refund_reasons",
    t("Notez pendant un mois la raison de chaque remboursement : article, taille, casse, retard, erreur"),
    "measure",
    "sales",
    hours=2,
    cost_eur=0,
    delay_days=30,
    gain_share=0.0,
    success=t("Les trois premières raisons, avec leurs articles et leurs montants"),
)  # fmt: skip
