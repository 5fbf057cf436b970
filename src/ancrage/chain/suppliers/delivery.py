"""On time and in full: what each supplier delivered of what it had promised, with how sure that is.

A line is on time when all but 2 % of it is in by the day promised, one day of grace included; in full when all but 2 % of
it came at all; OTIF when both hold. A line counts in the month in which it was promised, once that day is past, whether
it came or not; lines without a promised day count only in full. Months without a promise are empty, not perfect. The range
is that of Wilson (1927) at 90 %.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from math import sqrt

import polars as pl

from ancrage.exhibits import Column, Table
from ancrage.findings import Evidence
from ancrage.firm import Firm
from ancrage.firm.supply.positions import Supply
from ancrage.text import t

GRACE = 1  # days
WINDOW = 365  # days of promises counted
_Z = 1.645  # 90 %, both sides
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a supplier delivered of what it had promised over the last year.

    Args:
        supplier: its number.
        promised: lines whose promised day is past.
        on_time, otif: those that came by then, and came whole by then.
        closed: lines whose end is known.
        in_full: those that came whole.
        partial: lines that came in several times, or in part.
        late_days: mean days of lateness of those that came late, None for none.
        low, high: range of the share of lines on time and in full.
    """

    supplier: int
    promised: int
    on_time: int
    otif: int
    closed: int
    in_full: int
    partial: int
    late_days: float | None
    low: float
    high: float


def wilson(good: int, count: int) -> tuple[float, float]:
    """Range of a share at 90 %; the whole range for no case."""
    if count == 0:
        return 0.0, 1.0
    share, z2 = good / count, _Z * _Z
    middle = (share + z2 / (2 * count)) / (1 + z2 / count)
    half = _Z * sqrt(share * (1 - share) / count + z2 / (4 * count * count)) / (1 + z2 / count)
    return max(0.0, middle - half), min(1.0, middle + half)


def deliveries(of: Supply) -> tuple[Delivery, ...]:
    """Each supplier with a promise or an end of the last year, the most lines first."""
    lines = judged(of)
    found = []
    for row in lines.group_by("supplier", maintain_order=True).agg(
        pl.col("due").sum().alias("promised"),
        (pl.col("due") & pl.col("timely")).sum().alias("on_time"),
        (pl.col("due") & pl.col("timely") & pl.col("whole")).sum().alias("otif"),
        pl.col("ended").sum().alias("closed"),
        (pl.col("ended") & pl.col("whole")).sum().alias("in_full"),
        pl.col("parts").sum().alias("partial"),
        pl.col("late").filter(pl.col("due") & (pl.col("late") > GRACE)).mean().alias("late_days"),
    ).sort("promised", "closed", "supplier", descending=[True, True, False]).iter_rows(named=True):  # fmt: skip
        low, high = wilson(row["otif"], row["promised"])
        found.append(Delivery(**row, low=low, high=high))
    return tuple(found)


def judged(of: Supply) -> pl.DataFrame:
    """Lines of the last year with `due`, `timely`, `whole`, `ended`, `parts` (booleans) and `late` (days after the promise)."""
    day = pl.lit(of.known_until)
    start = of.known_until - timedelta(days=WINDOW)
    lines = of.followed.lines.filter(
        pl.col("supplier").is_not_null() & ~pl.col("state").is_in(["unknown", "closed"]) & ~pl.col("item").is_in(list(of.followed.cartons))
    )  # fmt: skip
    return lines.with_columns(
        due=((pl.col("expected") + timedelta(days=GRACE) < day) & (pl.col("expected") >= start)).fill_null(value=False),
        timely=((pl.col("received") <= pl.col("expected") + timedelta(days=GRACE)) & (pl.col("state") != "short")).fill_null(value=False),
        whole=pl.col("state") == "complete",
        ended=pl.col("state").is_in(["complete", "short", "forgotten"]) & (pl.coalesce("received", "expected", "ordered") >= start).fill_null(value=False),
        parts=((pl.col("first") < pl.col("received")) | (pl.col("state") == "short")).fill_null(value=False)
        & (pl.col("received") >= start).fill_null(value=False),
        late=(pl.coalesce("received", day) - pl.col("expected")).dt.total_days(),
    )  # fmt: skip


def delivery_table(firm: Firm, of: Supply, found: tuple[Delivery, ...]) -> Table | None:
    """Deliveries by supplier, with usual and present lead times."""
    shown = [one for one in found if one.promised or one.closed][:SHOWN]
    if not shown:
        return None
    grace = t("jour promis, un jour de grâce compris ; complet veut dire à 2 % près")

    def cells(one: Delivery) -> tuple[str | float | None, ...]:
        law = of.law_of(one.supplier)
        return (
            of.partners[one.supplier].name,
            one.promised,
            one.on_time / one.promised if one.promised else None,
            one.in_full / one.closed if one.closed else None,
            one.otif / one.promised if one.promised else None,
            one.low if one.promised else None,
            one.high if one.promised else None,
            round(one.late_days) if one.late_days is not None else None,
            round(law.usual_days) if law else None,
            round(law.now_days) if law else None,
        )

    return Table(
        "suppliers_delivery",
        t("Ce que vos fournisseurs livrent de ce qu’ils promettent"),
        (
            Column("supplier", t("Fournisseur"), "text"),
            Column("promised", t("Lignes promises depuis un an"), "count", t("lignes de commande dont le jour promis est passé")),
            Column("on_time", t("À l’heure"), "ratio", grace),
            Column("in_full", t("Complètes"), "ratio", t("lignes terminées où tout est arrivé, à 2 % près")),
            Column("otif", t("À l’heure et complètes"), "ratio", grace),
            Column("low", t("Au moins"), "ratio", t("bas de la fourchette à 90 % : peu de lignes, fourchette large")),
            Column("high", t("Au plus"), "ratio", t("haut de la fourchette à 90 %")),
            Column("late", t("Retard moyen"), "days", t("des lignes en retard")),
            Column("usual", t("Délai habituel"), "days", t("moyenne des commandes des deux dernières années, ou d’avant le ralentissement")),
            Column("now", t("Délai aujourd’hui"), "days", t("délai d’une commande passée maintenant, commandes en cours comprises")),
        ),
        tuple(cells(one) for one in shown),
        tuple({"": partial(_proof, firm, of, one.supplier)} for one in shown),
    )  # fmt: skip


def _proof(firm: Firm, of: Supply, supplier: int) -> tuple[Evidence, ...]:
    lines = judged(of).filter((pl.col("supplier") == supplier) & (pl.col("due") | pl.col("ended")))
    return proof_of_orders(firm, lines)


def proof_of_orders(firm: Firm, lines: pl.DataFrame) -> tuple[Evidence, ...]:
    """Evidence for lines of orders to suppliers."""
    table = firm.table("purchase_orders")
    rows = table.join(
        lines.select("source", "sheet", "line").unique(maintain_order=True),
        on=["source", "sheet", "line"],
        how="semi",
        nulls_equal=True,
    )
    return firm.prove_rows("purchase_orders", rows)
