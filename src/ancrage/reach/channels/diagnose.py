"""The diagnosis of the channels."""

from __future__ import annotations

from ancrage.exhibits import Column, Diagnosis, Table
from ancrage.firm import Firm
from ancrage.reach.channels.abroad import answered_abroad, sales_abroad
from ancrage.reach.channels.dependence import netted_payouts, platform_dependence
from ancrage.reach.channels.fees import platform_fees
from ancrage.reach.channels.markets import split
from ancrage.text import t
from ancrage.world import World


def diagnose(firm: Firm, world: World) -> Diagnosis:  # noqa: ARG001 (every room has the same two doors)
    """What the books and the answers say of the channels."""
    findings = (
        sales_abroad(firm),
        answered_abroad(firm),
        platform_fees(firm),
        platform_dependence(firm),
        netted_payouts(firm),
    )
    return Diagnosis(
        room="reach.channels",
        findings=tuple(finding for finding in findings if finding is not None),
        tables=(_markets_table(firm),),
    )


def _markets_table(firm: Firm) -> Table:
    """Sales of each year by where they go."""
    splits = [(year, split(firm, year)) for year in firm.years]
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
        tuple((year.end, *seen.figures().values()) for year, seen in splits),
    )
