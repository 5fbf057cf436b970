"""The diagnosis of stock."""

from __future__ import annotations

from ancrage.chain.stock.levels import levels_of
from ancrage.chain.stock.questions import ROOM
from ancrage.chain.stock.stock_cover import cover_chart, cover_table, stock_cover
from ancrage.chain.stock.stock_dormant import stock_dormant
from ancrage.chain.stock.stock_lean import stock_lean
from ancrage.chain.stock.stock_seasonal_gap import months_chart, stock_seasonal_gap
from ancrage.chain.stock.stock_unknown import stock_unknown
from ancrage.chain.stock.stock_writedown import stock_writedown
from ancrage.exhibits import Diagnosis, Table
from ancrage.findings import Finding
from ancrage.firm import Firm
from ancrage.world import World


def diagnose(firm: Firm, world: World) -> Diagnosis:
    """What the books and the answers say of the stock."""
    levels = levels_of(firm)
    findings = (
        stock_cover(levels, world),
        stock_dormant(levels, world),
        stock_writedown(levels),
        stock_unknown(levels),
        stock_seasonal_gap(levels),
        stock_lean(levels),
    )
    more, more_tables = _of_items(firm, world)
    charts = (cover_chart(levels), months_chart(levels))
    return Diagnosis(
        room=ROOM,
        findings=tuple(finding for finding in (*findings, *more) if finding is not None),
        tables=tuple(table for table in (*more_tables, cover_table(levels)) if table is not None),
        charts=tuple(chart for chart in charts if chart is not None),
    )


def _of_items(
    firm: Firm, world: World
) -> tuple[tuple[Finding | None, ...], tuple[Table | None, ...]]:
    """What orders, stock and sales of items say; nothing of it is loaded for a firm that has not all three."""
    if not {"purchase_orders", "stock", "order_lines"} <= firm.tables.keys():
        return (), ()
    from ancrage.chain.stock.advice import advise  # noqa: PLC0415
    from ancrage.chain.stock.items_advised import (  # noqa: PLC0415
        decisions_table,
        purchases_table,
        stock_raise,
    )

    of = firm.supply(world.today)
    if of is None:
        return (), ()
    advice = advise(of, world)
    return (stock_raise(firm, of, advice),), (
        purchases_table(firm, of, advice),
        decisions_table(firm, of, advice),
    )
