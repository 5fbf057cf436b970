"""What logistics costs in all, as a share of sales, part by part.

Counted: freight in, out, between places and unknown, forwarders, transport insurance, storage, and wages of accounts
whose name says logistics. Not counted, because the accounts do not tell them apart: the firm's own premises, the time
of staff with other tasks, packaging.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from ancrage.chain.logistics.actions import TIME_ORDERS
from ancrage.chain.logistics.answers import number
from ancrage.chain.logistics.books import LogisticsBooks
from ancrage.chain.logistics.drift import RISE, share
from ancrage.chain.logistics.questions import ORDERS
from ancrage.dates import FiscalYear
from ancrage.exhibits import Chart, Column, Proof, Series, Table
from ancrage.findings import Confidence, Evidence, Finding
from ancrage.firm import Firm
from ancrage.money import Euros
from ancrage.text import Text, t

# Under 3 % of sales or 5,000 euros a year, logistics is no subject for a small firm.
WORTH_SHARE, WORTH_EUR = 0.03, 5_000

PARTS: Mapping[str, Text] = {
    "in": t("Transport sur achats"),
    "out": t("Transport sur ventes et colis"),
    "between": t("Transport entre vos sites"),
    "unknown": t("Transport non précisé"),
    "forwarder": t("Transitaires"),
    "insurance": t("Assurance transport"),
    "storage": t("Stockage loué ou acheté dehors"),
    "wages": t("Salaires de logistique"),
}


@dataclass(frozen=True, eq=False)
class Costs:
    """Logistics of a year: cents and evidence by part, and net sales (70) in cents."""

    year: FiscalYear
    cents: Mapping[str, int]
    proofs: Mapping[str, tuple[Evidence, ...]]
    sales: int

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Lines of all parts."""
        return tuple(piece for part in PARTS for piece in self.proofs[part])

    @property
    def total(self) -> int:
        """All parts, in cents."""
        return sum(self.cents.values())

    @property
    def rate(self) -> float:
        """Share of net sales; zero without sales."""
        return self.total / self.sales if self.sales > 0 else 0.0


def costs_of(books: LogisticsBooks, year: FiscalYear) -> Costs:
    """The cost of logistics in a year, part by part."""
    cents: dict[str, int] = {}
    proofs: dict[str, tuple[Evidence, ...]] = {}
    for part in PARTS:
        if part == "wages":
            accounts = books.wage_accounts
            cents[part] = books.firm.amount(year, *accounts) if accounts else 0
            proofs[part] = books.firm.prove_accounts(year, *accounts) if accounts else ()
            continue
        flow = (books.storage if part == "storage" else books.freight(part)).of(year)
        cents[part] = flow.cents
        proofs[part] = flow.evidence
    return Costs(year, cents, proofs, books.sales.of(year).cents)


def logistics_cost(firm: Firm, now: Costs, past: Costs | None) -> Finding | None:
    """The whole cost, as a weakness that grew, a strength that fell, or a figure to start from."""
    year = firm.year
    if now.rate < WORTH_SHARE or year.per_year(now.total / 100) < WORTH_EUR:
        return None
    orders = number(firm, ORDERS)
    if past is None or past.rate == 0:
        return _to_start_from(firm, now, orders)
    change = now.rate / past.rate - 1
    if abs(change) < RISE:
        return _to_start_from(firm, now, orders) if orders else None
    title = t(
        "Votre logistique coûte {amount}, soit {now} de vos ventes, contre {before} l’exercice d’avant",
        amount=Euros(now.total),
        now=share(now.rate),
        before=share(past.rate),
    )
    grew = change > 0
    return Finding(
        code="logistics_cost",
        room="chain.logistics",
        kind="weakness" if grew else "strength",
        title=title,
        reason=t("Transport, stockage et préparation grandissent plus vite que ce que vous vendez.")
        if grew
        else t("Vous livrez plus de ventes pour chaque euro de logistique."),
        stake=None,
        confidence=_confidence(now),
        evidence=now.evidence,
        actions=(TIME_ORDERS,) if grew else (),
        questions=() if orders else (ORDERS,),
    )


def _to_start_from(firm: Firm, now: Costs, orders: float | None) -> Finding:
    reason = t(
        "C’est un poste sur lequel vous pouvez agir sans toucher à vos clients ; il manque le coût d’une commande pour savoir par où commencer."
    )
    if orders:
        per_order = firm.year.per_year(now.total) / (12 * orders)
        reason = t(
            "Cela fait {per_order} par commande, d’après les commandes par mois que vous indiquez.",
            per_order=Euros(round(per_order), exact=True),
        )
    return Finding(
        code="logistics_cost",
        room="chain.logistics",
        kind="opportunity",
        title=t(
            "Votre logistique coûte {amount}, soit {now} de vos ventes",
            amount=Euros(now.total),
            now=share(now.rate),
        ),
        reason=reason,
        stake=None,
        confidence=_confidence(now),
        evidence=now.evidence,
        actions=(TIME_ORDERS,),
        questions=() if orders else (ORDERS,),
    )


def _confidence(now: Costs) -> Confidence:
    if now.cents["wages"] > 0:
        return Confidence(
            "medium",
            t(
                "Transport, stockage et salaires nommés logistique ; vos locaux et le temps partagé n’y sont pas."
            ),
        )
    return Confidence(
        "medium",
        t(
            "Transport et stockage payés dehors ; vos locaux et le temps de vos salariés n’y sont pas."
        ),
    )


def logistics_table(now: Costs, past: Costs | None) -> Table | None:
    """Parts of the cost, this year and the one before."""
    if now.total <= 0:
        return None
    parts = [part for part in PARTS if now.cents[part] or (past and past.cents[part])]
    rows: list[tuple[Text | float | None, ...]] = [
        (PARTS[part], *_cells(now, now.cents[part]), *_cells(past, past.cents[part] if past else 0))
        for part in parts
    ]
    rows.append((t("Total"), *_cells(now, now.total), *_cells(past, past.total if past else 0)))
    proofs = [_proofs(now, past, (part,)) for part in parts] + [_proofs(now, past, tuple(PARTS))]
    of_sales = t("le montant divisé par les ventes nettes de l’exercice (compte 70)")
    return Table(
        "logistics_costs",
        t("Ce que coûte votre logistique"),
        (
            Column("part", t("Poste"), "text"),
            Column("amount", t("Dernier exercice"), "eur"),
            Column("share", t("Part des ventes"), "ratio", of_sales),
            Column("amount_before", t("Exercice d’avant"), "eur"),
            Column("share_before", t("Part des ventes, avant"), "ratio", of_sales),
        ),
        tuple(rows),
        tuple(proofs),
    )


def _proofs(now: Costs, past: Costs | None, parts: tuple[str, ...]) -> Mapping[str, Proof]:
    def lines(of: Costs) -> tuple[Evidence, ...]:
        return tuple(piece for part in parts for piece in of.proofs[part])

    before = dict.fromkeys(("amount_before", "share_before"), partial(lines, past)) if past else {}
    return {"": partial(lines, now), **before}


def _cells(costs: Costs | None, cents: int) -> tuple[float | None, float | None]:
    if costs is None:
        return None, None
    return cents / 100, cents / costs.sales if costs.sales > 0 else None


def logistics_chart(now: Costs) -> Chart | None:
    """Bars of the parts of the last year."""
    parts = [
        part for part, cents in sorted(now.cents.items(), key=lambda item: -item[1]) if cents > 0
    ]
    points = tuple((PARTS[part], now.cents[part] / 100) for part in parts)
    if len(points) < 2:
        return None
    largest, amount = points[0]
    return Chart(
        "logistics_costs",
        t("Où part votre budget de logistique ?"),
        t(
            "Le premier poste est : {part}, {share} du total.",
            part=largest,
            share=share(amount * 100 / now.total),
        ),
        "bars",
        "eur",
        (
            Series(
                t("Dernier exercice"),
                points,
                tuple(_proofs(now, None, (part,))[""] for part in parts),
            ),
        ),
    )
