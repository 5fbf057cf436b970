"""The diagnosis of logistics."""

from __future__ import annotations

from ancrage.chain.logistics.books import LogisticsBooks
from ancrage.chain.logistics.carriers_scattered import carriers_scattered
from ancrage.chain.logistics.freight_express import freight_express
from ancrage.chain.logistics.freight_in_share import freight_in_chart, freight_in_share
from ancrage.chain.logistics.freight_out_absorbed import freight_out_absorbed
from ancrage.chain.logistics.freight_out_share import freight_out_share
from ancrage.chain.logistics.freight_steady import freight_steady
from ancrage.chain.logistics.freight_unknown import freight_unknown
from ancrage.chain.logistics.in_house_or_3pl import in_house_or_3pl
from ancrage.chain.logistics.logistics_cost import (
    costs_of,
    logistics_chart,
    logistics_cost,
    logistics_table,
)
from ancrage.chain.logistics.questions import ROOM
from ancrage.chain.logistics.storage_cost import storage_cost
from ancrage.exhibits import Diagnosis
from ancrage.firm import Firm
from ancrage.world import World


def diagnose(firm: Firm, world: World) -> Diagnosis:
    """What the books and the answers say of logistics."""
    books = LogisticsBooks(firm)
    now = costs_of(books, firm.year)
    past = costs_of(books, books.earlier[-1]) if books.earlier else None
    findings = (
        freight_in_share(books),
        freight_out_share(books),
        freight_out_absorbed(books),
        freight_express(books),
        freight_unknown(books),
        carriers_scattered(books),
        freight_steady(books),
        storage_cost(books),
        logistics_cost(firm, now, past),
        in_house_or_3pl(books, world),
    )
    table = logistics_table(now, past)
    charts = (logistics_chart(now), freight_in_chart(books))
    return Diagnosis(
        room=ROOM,
        findings=tuple(finding for finding in findings if finding is not None),
        tables=() if table is None else (table,),
        charts=tuple(chart for chart in charts if chart is not None),
    )
