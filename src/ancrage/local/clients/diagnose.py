"""The diagnosis of the customers."""

from __future__ import annotations

from ancrage.exhibits import Diagnosis
from ancrage.firm import Firm
from ancrage.local.clients.concentration import (
    concentration,
    concentration_risk,
    customers_table,
    spread_strength,
)
from ancrage.local.clients.delay import customer_payment_delay
from ancrage.local.clients.lost import customers_lost, lost_table
from ancrage.local.clients.payment_days import delay_of, slow_payers_table
from ancrage.local.clients.pooled import sales_pooled, walk_in_known
from ancrage.local.clients.retention import (
    customer_retention,
    flow_table,
    known_customers_share,
)
from ancrage.local.clients.revenue import margin_of, revenue_of
from ancrage.local.clients.seasonality import season_chart, season_of, seasonality
from ancrage.local.clients.silent import customers_silent, silent_customers, silent_table
from ancrage.world import World


def diagnose(firm: Firm, world: World) -> Diagnosis:
    """What the books and the answers say of the customers."""
    revenue = revenue_of(firm)
    margin = margin_of(firm, firm.year)
    seen = concentration(revenue, firm.year)
    silent = silent_customers(revenue)
    season = season_of(firm)
    delay, delay_ago = delay_of(revenue, firm.year), delay_of(revenue, firm.year_ago)
    findings = (
        sales_pooled(revenue),
        walk_in_known(revenue),
        concentration_risk(revenue, seen, margin),
        spread_strength(revenue, seen),
        customer_retention(revenue),
        known_customers_share(revenue),
        customers_lost(revenue, world),
        customers_silent(revenue, silent, margin, world),
        seasonality(firm, season),
        customer_payment_delay(revenue, world, delay, delay_ago),
    )
    tables = (
        customers_table(revenue, seen),
        flow_table(revenue),
        lost_table(revenue),
        silent_table(revenue, silent),
        slow_payers_table(revenue, world, delay, delay_ago),
    )
    chart = season_chart(firm, season)
    return Diagnosis(
        room="local.clients",
        findings=tuple(finding for finding in findings if finding is not None),
        tables=tuple(table for table in tables if table is not None),
        charts=() if chart is None else (chart,),
    )
