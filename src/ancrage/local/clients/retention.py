"""Who came back from one year to the next: kept, lost and new customers, by count and by revenue.

kept share = sales of the year before to those who bought again / sales of the year before to all
named customers. Both years must be complete. Known share = sales of the year to customers who
already bought the year before / sales of the year to named customers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import polars as pl

from ancrage.dates import FiscalYear
from ancrage.exhibits import Column, Proof, Table
from ancrage.findings import Confidence, Finding, evidence_cents
from ancrage.local.clients.actions import ask_leavers, contact_again, monthly_list
from ancrage.local.clients.revenue import Revenue
from ancrage.money import Euros, Percent
from ancrage.text import t

CUSTOMERS_AT_LEAST = 10  # below, one customer moves the share by more than ten points
STRONG = 0.85  # half of the sales would still be there after four years (0.85^4 = 0.52)
WEAK = 0.70  # half of the sales is gone in two years (0.70^2 = 0.49)
WORSE = 0.05  # points lost against the year before that are worth a word
KNOWN_STRONG = 2 / 3  # two euros in three come from people who already know the firm
KNOWN_WEAK = 1 / 3  # two euros in three must be found again each year


@dataclass(frozen=True, eq=False)
class Flow:
    """Customers of a year seen from the year after; columns party, amount (cents), entries, last.

    Args:
        before, after: the two years, complete and in a row.
        all_before, all_after: named customers of each.
        kept: customers of `before` who bought in `after` (amounts of `before`).
        lost: customers of `before` who did not (amounts of `before`).
        new: customers of `after` who did not buy in `before` (amounts of `after`).
        known: customers of `after` who bought in `before` (amounts of `after`).
    """

    before: FiscalYear
    after: FiscalYear
    all_before: pl.DataFrame
    all_after: pl.DataFrame
    kept: pl.DataFrame
    lost: pl.DataFrame
    new: pl.DataFrame
    known: pl.DataFrame

    @property
    def before_cents(self) -> int:
        """Sales of the first year to named customers."""
        return int(self.all_before["amount"].sum())

    @property
    def lost_cents(self) -> int:
        """Sales of the first year to customers who did not come back."""
        return int(self.lost["amount"].sum())

    @property
    def lost_share(self) -> float:
        """Share of the first year's sales to named customers that left."""
        return self.lost_cents / self.before_cents

    @property
    def lost_count_share(self) -> float:
        """Share of the first year's named customers who left."""
        return self.lost.height / self.all_before.height

    @property
    def known_share(self) -> float:
        """Share of the second year's sales to named customers made with those of the first."""
        return int(self.known["amount"].sum()) / max(1, int(self.all_after["amount"].sum()))


def flow_between(revenue: Revenue, before: FiscalYear | None, after: FiscalYear) -> Flow | None:
    """Who came back; None unless both years are complete and the first one names customers."""
    if before is None or not (before.complete and after.complete):
        return None
    if not 0 <= (after.start - before.end).days <= 45:
        return None
    first, second = revenue.of_year(before), revenue.of_year(after)
    if first.is_empty():
        return None
    return Flow(
        before,
        after,
        first,
        second,
        kept=first.join(second, on="party", how="semi", maintain_order="left"),
        lost=first.join(second, on="party", how="anti", maintain_order="left"),
        new=second.join(first, on="party", how="anti", maintain_order="left"),
        known=second.join(first, on="party", how="semi", maintain_order="left"),
    )


def flows(revenue: Revenue) -> list[Flow]:
    """Every pair of complete years in a row, oldest first."""
    years = revenue.firm.years
    found = [flow_between(revenue, a, b) for a, b in pairwise(years)]
    return [flow for flow in found if flow is not None]


def customer_retention(revenue: Revenue) -> Finding | None:
    """Whether customers come back: strength, weakness, or nothing worth a word."""
    pairs = flows(revenue)
    if not pairs or pairs[-1].after != revenue.firm.year:
        return None
    flow = pairs[-1]
    if flow.all_before.height < CUSTOMERS_AT_LEAST:
        return None
    kept = 1 - flow.lost_share
    earlier = 1 - pairs[-2].lost_share if len(pairs) > 1 else None
    worse = earlier is not None and earlier - kept >= WORSE
    if WEAK <= kept < STRONG and not worse:
        return None
    strong = kept >= STRONG and not worse
    if earlier is None:
        title = t(
            "{kept} de vos {all} clients nommés ont racheté d’un exercice à l’autre : ils faisaient {share} de ce que vous leur vendiez",
            kept=flow.kept.height,
            all=flow.all_before.height,
            share=Percent(kept),
        )
    else:
        title = t(
            "{kept} de vos {all} clients nommés ont racheté d’un exercice à l’autre : ils faisaient {share} de ce que vous leur vendiez, contre {before} l’exercice précédent",
            kept=flow.kept.height,
            all=flow.all_before.height,
            share=Percent(kept),
            before=Percent(earlier),
        )
    return Finding(
        code="customer_retention",
        room="local.clients",
        kind="strength" if strong else "weakness",
        title=title,
        reason=t("Garder un client demande moins d’efforts que d’en trouver un nouveau."),
        stake=None,
        confidence=_confidence(flow),
        evidence=revenue.prove(flow.before, flow.kept["party"]),
        actions=() if strong else (ask_leavers(), contact_again(0.4), monthly_list(0.2)),
    )


def known_customers_share(revenue: Revenue) -> Finding | None:
    """Sales of the year to customers who already bought the year before."""
    flow = flow_between(revenue, revenue.firm.year_ago, revenue.firm.year)
    if flow is None or flow.all_after.height < CUSTOMERS_AT_LEAST:
        return None
    share = flow.known_share
    if KNOWN_WEAK < share < KNOWN_STRONG:
        return None
    strong = share >= KNOWN_STRONG
    evidence = revenue.prove(flow.after, flow.known["party"])
    return Finding(
        code="known_customers_share",
        room="local.clients",
        kind="strength" if strong else "weakness",
        title=t(
            "{share} de vos ventes à des clients nommés viennent de clients déjà servis l’exercice d’avant ({amount})",
            share=Percent(share),
            amount=Euros(evidence_cents(evidence)),
        ),
        reason=t("Ces ventes-là se préparent : vous savez qui achète, quoi et quand.")
        if strong
        else t(
            "L’essentiel des ventes est à retrouver chaque année auprès de nouvelles personnes."
        ),
        stake=None,
        confidence=_confidence(flow),
        evidence=evidence,
        actions=() if strong else (monthly_list(0.2),),
    )


def flow_table(revenue: Revenue) -> Table | None:
    """Customers kept, lost and new, by pair of years."""
    pairs = flows(revenue)
    if not pairs:
        return None
    return Table(
        "customer_flow",
        t("Clients nommés d’un exercice à l’autre"),
        (
            Column("year", t("Exercice clos le"), "date"),
            Column("before", t("Clients de l’exercice d’avant"), "count"),
            Column("kept", t("Revenus"), "count"),
            Column("lost", t("Partis"), "count"),
            Column("new", t("Nouveaux"), "count"),
            Column(
                "kept_share",
                t("Part des ventes gardée"),
                "ratio",
                t("un moins les ventes parties, divisées par celles de l’exercice d’avant"),
            ),
            Column("lost_amount", t("Ventes parties"), "eur"),
            Column("new_amount", t("Ventes nouvelles"), "eur"),
            Column(
                "known_share",
                t("Part des clients connus dans les ventes"),
                "ratio",
                t(
                    "les ventes de l’exercice aux clients déjà là, divisées par celles à tous les clients nommés"
                ),
            ),
        ),
        tuple(
            (
                flow.after.end,
                flow.all_before.height,
                flow.kept.height,
                flow.lost.height,
                flow.new.height,
                1 - flow.lost_share,
                flow.lost_cents / 100,
                int(flow.new["amount"].sum()) / 100,
                flow.known_share,
            )
            for flow in pairs
        ),
        tuple(_proofs(revenue, flow) for flow in pairs),
    )


def _proofs(revenue: Revenue, flow: Flow) -> Mapping[str, Proof]:
    """The sales of the customers that each figure counts."""
    before, after = flow.before, flow.after
    lost = partial(revenue.prove, before, flow.lost["party"])
    new = partial(revenue.prove, after, flow.new["party"])
    return {
        "before": partial(revenue.prove, before, flow.all_before["party"]),
        "kept": partial(revenue.prove, after, flow.kept["party"]),
        "lost": lost,
        "lost_amount": lost,
        "kept_share": lost,
        "new": new,
        "new_amount": new,
        "known_share": partial(revenue.prove, after, flow.known["party"]),
    }


def _confidence(flow: Flow) -> Confidence:
    """Less sure where most customers buy once: not coming back is then the ordinary case."""
    once = flow.all_before.filter(pl.col("entries") < 2).height / flow.all_before.height
    if once > 0.5:
        return Confidence(
            "low",
            t(
                "{share} de ces clients n’ont qu’une facture dans l’exercice : beaucoup n’avaient peut-être pas à revenir.",
                share=Percent(once),
            ),
        )
    return Confidence(
        "high",
        t(
            "Lu dans vos ventes, client par client, pour {count} clients.",
            count=flow.all_before.height,
        ),
    )
