"""The whole diagnosis of where goods come from."""

from __future__ import annotations

from ancrage.chain.sourcing.alternative import case, sourcing_alternative
from ancrage.chain.sourcing.drift import landed_cost_drift, landing_chart, landings
from ancrage.chain.sourcing.imports import import_evidence, imports_table
from ancrage.chain.sourcing.landed_cost import (
    landed_cost,
    landed_cost_finding,
    landed_table,
    unattributed,
)
from ancrage.chain.sourcing.questions import ROOM
from ancrage.chain.sourcing.second_quote import sourcing_second_quote
from ancrage.chain.sourcing.trade import trade
from ancrage.exhibits import Diagnosis
from ancrage.firm import Firm
from ancrage.world import World


def diagnose(firm: Firm, world: World) -> Diagnosis:
    """Findings, tables and chart on the imports of the last year, against the years before."""
    year = firm.year
    of = trade(firm)
    costs = landed_cost(firm, year, of)
    landed = landings(firm, of)
    chart = landing_chart(firm, landed)
    findings = (
        import_evidence(firm, year, of),
        landed_cost_finding(firm, year, costs, of),
        landed_cost_drift(firm, landed),
        sourcing_alternative(firm, world, year, case(firm, world, year, of, costs)),
        sourcing_second_quote(firm, year, of),
    )
    tables = (
        imports_table(firm, year, of),
        landed_table(firm, costs, unattributed(year, of)) if costs else None,
    )
    return Diagnosis(
        ROOM,
        tuple(finding for finding in findings if finding is not None),
        tuple(table for table in tables if table is not None),
        (chart,) if chart else (),
    )
