"""Suppliers who have been there for years, at steady terms."""

from __future__ import annotations

import polars as pl

from ancrage.chain.suppliers.basis import Basis, basis, proven
from ancrage.chain.suppliers.questions import ROOM
from ancrage.chain.suppliers.terms import SHIFT_DAYS, shift
from ancrage.dates import FiscalYear
from ancrage.findings import Confidence, Finding
from ancrage.firm import Firm
from ancrage.money import Euros, Percent
from ancrage.text import t

MOST = 0.80  # of the year's purchases
SEVERAL = 3  # suppliers: one alone is a dependence, not a network


def supplier_loyalty(firm: Firm, year: FiscalYear, of: Basis) -> Finding | None:
    """The strength of purchases that stay with the same suppliers in every year read, at steady payment terms."""
    complete = [one for one in firm.years if one.complete and one.end < year.end]
    before = firm.year_ago
    if before is None or before not in complete or not year.complete or of.total <= 0:
        return None
    kept = of.spend
    for one in complete:
        kept = kept.join(basis(firm, one).spend.select("party"), on="party", how="semi")
    share = float(kept["share"].sum())
    change = shift(firm, year, before)
    steady = change is not None and abs(change.days) < SHIFT_DAYS
    if share < MOST or kept.height < SEVERAL or not steady:
        return None
    evidence, cents = proven(firm, of.rows.filter(pl.col("party").is_in(kept["party"].to_list())))
    if cents <= 0:
        return None
    return Finding(
        code="supplier_loyalty",
        room=ROOM,
        kind="strength",
        title=t(
            "{share} de vos achats ({amount}) vont à {count} fournisseurs présents depuis {years} exercices, "
            "aux mêmes délais de paiement",
            share=Percent(share),
            amount=Euros(cents),
            count=kept.height,
            years=len(complete) + 1,
        ),
        reason=t(
            "Une relation qui dure et des paiements réguliers sont ce qui permet de demander un service : "
            "un délai, un stock réservé, une petite série."
        ),
        stake=None,
        confidence=Confidence(
            "high", t("Lu dans vos écritures et leur lettrage, sur tous les exercices fournis.")
        ),
        evidence=evidence,
    )
