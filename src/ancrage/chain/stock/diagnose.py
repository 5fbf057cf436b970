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
from ancrage.exhibits import Diagnosis
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
    table = cover_table(levels)
    charts = (cover_chart(levels), months_chart(levels))
    return Diagnosis(
        room=ROOM,
        findings=tuple(finding for finding in findings if finding is not None),
        tables=() if table is None else (table,),
        charts=tuple(chart for chart in charts if chart is not None),
    )
