"""If a supplier stops: how long each item lasts, how long until it comes again, and the margin lost in between.

Time to survive against time to recover (Simchi-Levi, Schmidt, Wei and others, Interfaces 45(5), 2015): no probability is
needed to say where a stop would hurt. An item survives as long as what is on hand, what other suppliers owe and what is
already on the way last at its usual pace. It is recovered when the supplier delivers again, or when another supplier who
already delivers it can. Goods of the stopped supplier count as on the way once half its usual lead time has gone by.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from ancrage.firm.supply.positions import Supply

ON_THE_WAY = 0.5  # part of the usual lead time after which an order is on the way
SURVIVAL = {
    "item": pl.String, "name": pl.String, "supplier": pl.UInt32, "per_day": pl.Float64, "margin": pl.Float64,
    "margin_day": pl.Float64, "survive_days": pl.Float64, "recover_days": pl.Float64, "lost_days": pl.Float64,
    "loss": pl.Float64, "other_days": pl.Float64,
}  # fmt: skip


def survival(of: Supply, recover_days: Mapping[int, float]) -> pl.DataFrame:
    """Items of each supplier that is not alone in doubt, the greatest loss first: columns SURVIVAL.

    `survive_days` is null where stock or use is unknown; `margin_day` (euros) where the margin is; `recover_days` is that of
    the item, `other_days` the lead time of the quickest other supplier of the last two years; `lost_days` and `loss` (euros)
    follow, null where one of their terms is unknown.

    Args:
        of: what the firm is supplied with.
        recover_days: days until each supplier would deliver again, by number.
    """
    positions = of.positions.filter(pl.col("supplier").is_not_null() & (pl.col("per_day") > 0))
    coming = _coming(of)
    others = _others(of)
    recover = pl.col("supplier").replace_strict(
        dict(recover_days), default=None, return_dtype=pl.Float64
    )
    return (
        positions.join(coming, on=["item", "supplier"], how="left")
        .join(others, on=["item", "supplier"], how="left")
        .with_columns(
            survive_days=(pl.col("on_hand") + pl.col("coming").fill_null(0)) / pl.col("per_day"),
            recover_days=pl.min_horizontal(recover, "other_days"),
            margin_day=pl.col("margin") * pl.col("per_day"),
        )
        .with_columns(
            lost_days=pl.when(pl.col("recover_days").is_not_null() & pl.col("survive_days").is_not_null()).then(
                (pl.col("recover_days") - pl.col("survive_days")).clip(lower_bound=0)
            )
        )
        .with_columns(loss=pl.col("lost_days") * pl.col("margin_day").clip(lower_bound=0))
        .select(*SURVIVAL)
        .cast(SURVIVAL)  # type: ignore[arg-type]
        .sort("loss", "margin_day", "item", descending=[True, True, False], nulls_last=True)
    )  # fmt: skip


def _coming(of: Supply) -> pl.DataFrame:
    """item, supplier, coming: units still to come for an item if this supplier stopped."""
    lead = {
        number: law.usual_days * ON_THE_WAY
        for number in of.partners
        if (law := of.law_of(number)) is not None
    }
    age = (pl.lit(of.known_until) - pl.col("ordered")).dt.total_days()
    half = pl.col("supplier").replace_strict(lead, default=None, return_dtype=pl.Float64)
    lines = of.open_lines.drop_nulls("item").select("item", pl.col("supplier").alias("from"), "left", on_way=(age >= half).fill_null(value=False))  # fmt: skip
    main = of.positions.select("item", "supplier").drop_nulls()
    return (
        main.join(lines, on="item", maintain_order="left")
        .filter((pl.col("from") != pl.col("supplier")).fill_null(value=True) | pl.col("on_way"))
        .group_by("item", "supplier", maintain_order=True)
        .agg(pl.col("left").sum().alias("coming"))
    )


def _others(of: Supply) -> pl.DataFrame:
    """item, supplier, other_days: lead time of the quickest other supplier of the item."""
    days = {
        number: law.now_days for number in of.partners if (law := of.law_of(number)) is not None
    }
    main = of.positions.select("item", "supplier").drop_nulls()
    recent = of.sourced.join(main, on="item", suffix="_main", maintain_order="left").filter(
        pl.col("supplier") != pl.col("supplier_main")
    )
    lead = pl.col("supplier").replace_strict(days, default=None, return_dtype=pl.Float64)
    return (
        recent.with_columns(lead=lead)
        .group_by("item", pl.col("supplier_main").alias("supplier"), maintain_order=True)
        .agg(pl.col("lead").min().alias("other_days"))
    )
