"""The whole diagnosis of the suppliers."""

from __future__ import annotations

from ancrage.chain.suppliers.basis import basis
from ancrage.chain.suppliers.concentration import concentration, suppliers_chart, suppliers_table
from ancrage.chain.suppliers.loyalty import supplier_loyalty
from ancrage.chain.suppliers.margin import margin_drift
from ancrage.chain.suppliers.prices import drifts, prices_table, supplier_price_drift
from ancrage.chain.suppliers.questions import ROOM
from ancrage.chain.suppliers.single_source import (
    nature_single_source,
    natures_table,
    sole_natures,
)
from ancrage.chain.suppliers.terms import paid_late, terms_shortened
from ancrage.chain.suppliers.unassigned import spend_unassigned, unassigned_table
from ancrage.exhibits import Diagnosis
from ancrage.firm import Firm
from ancrage.world import World


def diagnose(firm: Firm, world: World) -> Diagnosis:
    """Findings, tables and chart on the suppliers of the last year, against the years before."""
    year = firm.year
    of = basis(firm, year)
    natures = sole_natures(firm, year, of)
    dearer = drifts(firm, year, firm.year_ago)
    unnamed = spend_unassigned(firm, year)
    findings = (
        concentration(firm, world, year, of),
        nature_single_source(firm, of, natures),
        terms_shortened(firm, world, year, firm.year_ago),
        paid_late(firm, world, year),
        supplier_price_drift(firm, year, dearer),
        margin_drift(firm),
        supplier_loyalty(firm, year, of),
        unnamed,
    )
    tables = (
        suppliers_table(firm, of),
        natures_table(firm, of, natures),
        prices_table(firm, firm.year, firm.year_ago, dearer),
        unassigned_table(firm, year) if unnamed else None,
    )
    chart = suppliers_chart(firm, of)
    said = tuple(finding for finding in findings if finding is not None)
    shown = tuple(table for table in tables if table is not None)
    of_books = Diagnosis(ROOM, said, shown, (chart,) if chart else ())
    if not firm.tables:
        return of_books
    from ancrage.chain.suppliers.trade import of_trade, once  # noqa: PLC0415 (not for the books alone)

    more = of_trade(firm, world)
    return Diagnosis(
        ROOM,
        once(said, more.findings),
        (*shown, *more.tables),
        (*of_books.charts, *more.charts),
        more.maps,
    )
