"""Signals of the world that touch the firm's own suppliers: a passage of their route, their country, their currency.

A series alarms nobody who is not exposed to it: a passage speaks to those whose goods cross it, a country to those who buy
there, a currency to those who pay in it, freight to those whose goods come by sea. A series that is too old says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import polars as pl

from ancrage.chain.suppliers.delivery import proof_of_orders
from ancrage.chain.suppliers.questions import ROOM
from ancrage.exhibits import Column, Table
from ancrage.findings import Action, Confidence, Evidence, Finding
from ancrage.firm import Firm
from ancrage.firm.supply.positions import Supply
from ancrage.money import Number, Percent
from ancrage.text import Territory, Text, some, t, tn
from ancrage.world import World
from ancrage.world.exposure import Exposure
from ancrage.world.routes import PASSAGES
from ancrage.world.signals.now import WorldSignal, signals_of_indices
from ancrage.world.signals.sources import OWN_INDICES

SEA_KINDS = frozenset(["freight", "gscpi"])  # of those who ship, wherever from
SHOWN = 12
ASK_ROUTE = Action(
    "suppliers_ask_route",
    t("Demandez à ce fournisseur et à votre transitaire par où passent vos prochains envois, et avec quel délai"),
    "measure",
    "purchasing",
    hours=1,
    cost_eur=0,
    delay_days=3,
    gain_share=0.0,
    success=t("La route et la date d’arrivée de chaque envoi en cours, écrites"),
    check_days=14,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Touched:
    """A signal and the suppliers that it concerns, with what is bought from them in a year (euros, None where unknown)."""

    signal: WorldSignal
    suppliers: tuple[int, ...]
    spend: float | None


def touched(
    firm: Firm, of: Supply, exposures: Mapping[int, Exposure], world: World
) -> tuple[Touched, ...]:
    """Signals of today that concern some supplier, the greatest spend first; indices of the firm's own files included."""
    paid_in = _currencies(of)
    own = signals_of_indices(firm.table("indices"), world.today) if "indices" in firm.tables else ()
    found = []
    for signal in (*world.signals, *own):
        if signal.stale:
            continue
        numbers = tuple(n for n in of.partners if _concerns(signal, n, exposures.get(n), paid_in))
        if numbers:
            spends = [one.bought_eur or one.ordered_eur for n in numbers if (one := of.partners[n])]
            known = [one for one in spends if one is not None]
            found.append(Touched(signal, numbers, sum(known) if known else None))
    return tuple(sorted(found, key=lambda one: (-(one.spend or 0.0), one.signal.series)))


def _concerns(
    signal: WorldSignal, number: int, way: Exposure | None, paid_in: Mapping[int, frozenset[str]]
) -> bool:
    if signal.currency:
        return signal.currency in paid_in.get(number, frozenset())
    if way is None:
        return False
    if signal.passage in PASSAGES:
        return signal.passage in way.passages
    if signal.countries:
        return way.country in signal.countries
    # An index that the firm chose to follow is of what it ships.
    return (signal.kind in SEA_KINDS or signal.source is OWN_INDICES) and way.mode == "sea"


def _currencies(of: Supply) -> dict[int, frozenset[str]]:
    """Currencies of the orders of each supplier."""
    told = of.followed.lines.drop_nulls("supplier").filter(pl.col("currency").fill_null("") != "")
    return {
        supplier: frozenset(codes)
        for supplier, codes in told.group_by("supplier", maintain_order=True)
        .agg(pl.col("currency").unique(maintain_order=True))
        .iter_rows()
    }


def alarmed_passages(found: tuple[Touched, ...]) -> frozenset[str]:
    """Passages in alarm that some supplier's goods cross."""
    return frozenset(one.signal.passage for one in found if one.signal.passage in PASSAGES)


def what(signal: WorldSignal) -> Text | str:
    """What a signal is about, in words."""
    if signal.passage in PASSAGES:
        return PASSAGES[signal.passage].label
    if signal.kind == "gpr" and len(signal.countries) == 1:
        return t("Tensions : {country}", country=Territory(signal.countries[0]))
    if signal.currency:
        return t("Cours de la monnaie {currency}", currency=signal.currency)
    return signal.source.title if signal.kind == "gscpi" else signal.series


def certainty(signal: WorldSignal) -> Text:
    """Where a signal comes from, and how often one like it would be wrong."""
    rate = signal.false_alarms
    return t(
        "{source}, jusqu’au {day}. Pour cette série, une fausse alerte en {years} ans environ.",
        source=signal.source.publisher,
        day=signal.observed_until,
        years=Number(round(1 / rate) if rate > 0.02 else 50),
    )


def route_alarm(firm: Firm, of: Supply, found: tuple[Touched, ...]) -> Finding | None:
    """The passage in alarm that most purchases cross."""
    first = next((one for one in found if one.signal.passage in PASSAGES), None)
    if first is None:
        return None
    alarm = first.signal.alarm
    return Finding(
        code="supplier_route_alarm",
        room=ROOM,
        kind="risk",
        title=tn(
            "{passage} : le trafic a baissé de {size} depuis le {onset} ; les marchandises de {name} y passent",
            "{passage} : le trafic a baissé de {size} depuis le {onset} ; les marchandises de {count} de vos fournisseurs y passent",
            len(first.suppliers),
            passage=PASSAGES[first.signal.passage].label,
            size=Percent(abs(alarm.size_pct) / 100),
            onset=alarm.onset,
            name=of.partners[first.suppliers[0]].name,
        ),
        reason=t(
            "Des navires font un détour : les prochains envois peuvent arriver plus tard, et coûter plus cher. Le trafic le confirme, il "
            "ne le prévoit pas."
        ),
        stake=None,
        confidence=Confidence(
            "medium",
            certainty(first.signal),
        ),
        evidence=_orders(firm, of, first.suppliers),
        actions=(ASK_ROUTE,),
    )  # fmt: skip


def world_table(firm: Firm, of: Supply, found: tuple[Touched, ...]) -> Table | None:
    """Signals of the world that touch the firm's suppliers."""
    shown = found[:SHOWN]
    if not shown:
        return None
    return Table(
        "suppliers_world",
        t("Signaux du monde qui touchent vos fournisseurs"),
        (
            Column("what", t("Signal"), "text"),
            Column("size", t("Écart"), "ratio", t("écart moyen au niveau habituel ; pour un indice, en écarts types")),
            Column("onset", t("Depuis"), "date"),
            Column("suppliers", t("Fournisseurs concernés"), "text"),
            Column("spend", t("Achats d’un an"), "eur"),
            Column("source", t("Source"), "text"),
            Column("until", t("Connu jusqu’au"), "date"),
        ),
        tuple(
            (
                what(one.signal), one.signal.alarm.size_pct / 100, one.signal.alarm.onset,
                some([of.partners[n].name for n in one.suppliers], 3),
                round(one.spend) if one.spend is not None else None,
                one.signal.source.publisher, one.signal.observed_until,
            )
            for one in shown
        ),
        tuple({"": partial(_orders, firm, of, one.suppliers)} for one in shown),
    )  # fmt: skip


def _orders(firm: Firm, of: Supply, suppliers: tuple[int, ...]) -> tuple[Evidence, ...]:
    return proof_of_orders(firm, of.followed.lines.filter(pl.col("supplier").is_in(list(suppliers))))  # fmt: skip
