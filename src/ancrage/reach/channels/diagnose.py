"""The diagnosis of the channels."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import polars as pl

from ancrage.exhibits import Column, Diagnosis, Table
from ancrage.findings import Evidence, Finding
from ancrage.firm import Firm
from ancrage.reach.channels.abroad import answered_abroad, sales_abroad
from ancrage.reach.channels.dependence import netted_payouts, platform_dependence
from ancrage.reach.channels.fees import platform_fees
from ancrage.reach.channels.markets import ZONES
from ancrage.reach.channels.platforms import marketplaces_of
from ancrage.reach.channels.view import YearView
from ancrage.text import t
from ancrage.world import World


def diagnose(firm: Firm, world: World) -> Diagnosis:  # noqa: ARG001 (every room has the same two doors)
    """What the books and the answers say of the channels."""
    marketplaces = marketplaces_of(firm)
    views = {year: YearView(firm, year, marketplaces) for year in firm.years}
    now, ago = views[firm.year], views[firm.year_ago] if firm.year_ago else None
    findings = (
        sales_abroad(now, ago),
        answered_abroad(now),
        platform_fees(now, ago),
        platform_dependence(now),
        netted_payouts(now),
    )
    shop: Finding | None = None
    tables: tuple[Table, ...] = (_markets_table(views.values()),)
    if "orders" in firm.tables:
        from ancrage.reach.channels.shop import shop_refunds, shop_table, shop_years  # noqa: PLC0415 (not for the books alone)

        years = shop_years(firm)
        shop, shown = shop_refunds(firm, years), shop_table(firm, years)
        tables = (*tables, shown) if shown else tables
    return Diagnosis(
        room="reach.channels",
        findings=tuple(finding for finding in (*findings, shop) if finding is not None),
        tables=tables,
    )


def _sales_to(view: YearView, zone: str) -> tuple[Evidence, ...]:
    return view.firm.prove(view.placed.filter(pl.col("zone") == zone), -1)


def _markets_table(views: Iterable[YearView]) -> Table:
    """Sales of each year by where they go."""
    views = tuple(views)
    return Table(
        "sales_by_market",
        t("Où vont vos ventes"),
        (
            Column("year", t("Exercice clos le"), "date"),
            Column("france", t("France"), "eur"),
            Column("eu", t("Union européenne"), "eur"),
            Column("export", t("Export et outre-mer"), "eur"),
            Column("ports", t("Ports refacturés"), "eur"),
            Column("rebates", t("Remises accordées"), "eur"),
            Column("unknown", t("Destination inconnue"), "eur"),
        ),
        tuple((view.year.end, *view.split.figures().values()) for view in views),
        tuple({zone: partial(_sales_to, view, zone) for zone in ZONES} for view in views),
    )
