"""Freight on sales as a share of the goods sold, and its drift.

Rate = freight out (6242, parcels among postal costs, and what words tell of the rest of 624) / goods sold. The stake
counts only the part that customers do not pay back through re-invoiced carriage (7085), so that it adds up with
`freight_out_absorbed`.
"""

from __future__ import annotations

from ancrage.chain.logistics.actions import LIST_SHIPMENTS_OUT, QUOTES_OUT, RIGHT_SIZE
from ancrage.chain.logistics.books import LogisticsBooks
from ancrage.chain.logistics.drift import (
    MINIMUM_COST,
    Drift,
    Names,
    back_to_earlier,
    drift,
    drift_confidence,
    share,
)
from ancrage.chain.logistics.questions import UNKNOWN_FREIGHT
from ancrage.findings import Finding, Input
from ancrage.money import Euros
from ancrage.text import t


def freight_out_share(books: LogisticsBooks) -> Finding | None:
    """What coming back to the firm's own earlier rate would give; None where it did not rise."""
    cost = books.freight("out")
    if cost.of(books.firm.year).cents < MINIMUM_COST * 100:
        return None
    of = drift(cost, books.sold, books.firm.year, books.earlier)
    if of is None or not of.rose:
        return None
    names = Names(t("Transport sur ventes et colis"), t("Ventes de biens, remises déduites"))
    stake = back_to_earlier(of, names, _paid_back(books, of))
    if stake is None:
        return None
    amount, now, before = Euros(of.cost.cents), share(of.now), share(of.before)
    title = t(
        "Expédier vos ventes coûte {now} de leur montant ({amount}), contre {before} auparavant",
        now=now,
        amount=amount,
        before=before,
    )
    by_account = bool(of.cost.rows["account"].str.starts_with("6242").all())
    unknown = books.freight("unknown").of(books.firm.year).cents > 0
    return Finding(
        code="freight_out_share",
        room="chain.logistics",
        kind="opportunity",
        title=title,
        reason=t(
            "Chaque vente laisse moins quand l’envoi coûte plus, et vos clients n’en voient rien."
        ),
        stake=stake,
        confidence=drift_confidence(of, by_account=by_account),
        evidence=of.cost.evidence,
        actions=(LIST_SHIPMENTS_OUT, QUOTES_OUT, RIGHT_SIZE),
        questions=(UNKNOWN_FREIGHT,) if unknown else (),
    )


def _paid_back(books: LogisticsBooks, of: Drift) -> Input | None:
    """Part of freight out that 7085 pays back: the better of now and before, so that nothing counts twice."""
    now = books.carriage.of(of.year)
    before = books.carriage.of(*books.earlier)
    rate_now, rate_before = now.cents / of.cost.cents, before.cents / of.cost_before.cents
    paid = min(1.0, max(0.0, rate_now, rate_before))
    if paid == 0.0:
        return None
    label = t("Part de l’expédition que vos clients remboursent (port facturé)")
    proof = (now if rate_now >= rate_before else before).evidence
    return Input("paid_back", label, paid, "ratio", "books", evidence=proof)
