"""What invoices, orders and lists of items add to the books; loaded only where the firm has some."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ancrage.chain.suppliers.abroad import (
    alarmed_passages,
    route_alarm,
    touched,
    world_table,
)
from ancrage.chain.suppliers.booked import booked, invoices_not_booked, not_booked_table
from ancrage.chain.suppliers.delivery import deliveries, delivery_table
from ancrage.chain.suppliers.item_margins import (
    POOL,
    item_margin_thin,
    margin_tables,
    thin_margins,
)
from ancrage.chain.suppliers.item_prices import POOL as PRICES
from ancrage.chain.suppliers.item_prices import item_price_rise, item_prices_table, rises
from ancrage.chain.suppliers.questions import ROOM
from ancrage.chain.suppliers.recover import recoveries
from ancrage.chain.suppliers.risk import risks
from ancrage.chain.suppliers.slower import lead_times_chart, supplier_slower
from ancrage.chain.suppliers.stops import POOL as STOPS
from ancrage.chain.suppliers.stops import items_table, risk_table, supplier_stop
from ancrage.chain.suppliers.ways import routes, suppliers_map
from ancrage.chain.ways import exposures
from ancrage.exhibits import Chart, Diagnosis, Map, Table
from ancrage.findings import Finding
from ancrage.firm import Firm
from ancrage.firm.items.together import items
from ancrage.world import World

_GOODS = ("purchase_orders", "receipts", "stock")
_ITEMS = ("order_lines", "invoice_lines", "purchase_orders")


def of_trade(firm: Firm, world: World) -> Diagnosis:
    """Findings, tables, charts and maps from what is not the books."""
    findings: list[Finding | None] = []
    tables: list[Table | None] = []
    if any(name in firm.tables for name in _ITEMS):
        of = items(firm)
        dearer = rises(of, firm.year, firm.year_ago)
        findings += [
            item_price_rise(firm, of, dearer, firm.year),
            item_margin_thin(firm, of, thin_margins(of)),
        ]
        tables += [
            *margin_tables(firm, of),
            item_prices_table(firm, of, dearer, firm.year, firm.year_ago),
        ]
    if "invoices" in firm.tables:
        seen = booked(firm)
        findings.append(invoices_not_booked(firm, seen))
        tables.append(not_booked_table(firm, seen))
    charts: list[Chart | None] = []
    maps: list[Map | None] = []
    if any(name in firm.tables for name in _GOODS) and (of_goods := firm.supply(world.today)):
        exposed = exposures(of_goods, world)
        abroad = touched(firm, of_goods, exposed, world)
        alarmed = alarmed_passages(abroad)
        hanging = risks(of_goods, recoveries(of_goods, exposed, world), routes(exposed, alarmed))
        findings += [
            supplier_slower(firm, of_goods),
            supplier_stop(firm, of_goods, world, hanging),
            route_alarm(firm, of_goods, abroad),
        ]
        tables += [
            world_table(firm, of_goods, abroad),
            risk_table(firm, of_goods, hanging),
            items_table(firm, of_goods, hanging),
            delivery_table(firm, of_goods, deliveries(of_goods)),
        ]
        charts.append(lead_times_chart(firm, of_goods))
        maps.append(suppliers_map(firm, of_goods, exposed, alarmed))
    return Diagnosis(
        ROOM,
        tuple(f for f in findings if f),
        tuple(table for table in tables if table),
        tuple(chart for chart in charts if chart),
        tuple(one for one in maps if one),
    )


def once(findings: Iterable[Finding], more: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings of the books and of trade: where both bear on the same euros, the plan adds up neither."""
    added = tuple(more)
    codes = {finding.code for finding in added}
    pools = {
        "supplier_concentration": STOPS if "supplier_stop" in codes else None,
        "supplier_price_drift": PRICES if "item_price_rise" in codes else None,
        "margin_drift": POOL if "item_margin_thin" in codes else None,
    }
    return (
        *(
            replace(finding, pool=pool) if (pool := pools.get(finding.code)) else finding
            for finding in findings
        ),
        *added,
    )
