"""The stock question as plain data (JSON): a documented contract (docs/stock.md)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from ancrage.chain.stock.advice import Card
from ancrage.chain.suppliers.abroad import Touched, what
from ancrage.chain.suppliers.delivery import Delivery
from ancrage.chain.suppliers.risk import Risk
from ancrage.firm.leadtimes.laws import LeadLaw, days_within
from ancrage.firm.supply.partners import Partner
from ancrage.roadmap.contract import problem_data
from ancrage.roadmap.stock.cards import decision_data, purchase_data
from ancrage.roadmap.stock.view import StockView
from ancrage.text import Language, Text, render
from ancrage.world.exposure import Exposure

VERSION = "1.0"


def stock_data(view: StockView, language: Language) -> dict[str, Any]:
    """The whole answer."""
    of, by_supplier = view.supply, {one.supplier: one for one in view.risks}
    cards = {card.told.row["item"]: card for card in view.advice.cards}
    return {
        "version": VERSION,
        "known_until": of.known_until.isoformat(),
        "currency": of.currency,
        "known_said": render(view.known, language),
        "sales_seen": _rounded(of.usage.seen, 3),
        "season": _season(view.advice.cards),
        "world": [_abroad(one, view, language) for one in view.abroad],
        "countries": _countries(view),
        "suppliers": [
            _supplier(view, partner, by_supplier.get(number), language)
            for number, partner in sorted(
                of.partners.items(), key=lambda one: (-_loss(by_supplier.get(one[0])), one[0])
            )
        ],
        "items": [
            _item(row, view, cards.get(row["item"])) for row in of.positions.iter_rows(named=True)
        ],
        "decisions": [decision_data(card, of, language) for card in view.advice.cards],
        "saving_eur_year": _range(view.advice.low, view.advice.saving, view.advice.high),
        "undecided": view.advice.undecided,
        "purchases": [purchase_data(one, of, language) for one in view.advice.purchases],
        "problems": [problem_data(problem, language) for problem in view.problems],
    }


def _abroad(one: Touched, view: StockView, language: Language) -> dict[str, Any]:
    signal, alarm = one.signal, one.signal.alarm
    return {
        "what": _said(what(signal), language),
        "series": signal.series,
        "kind": signal.kind,
        "passage": signal.passage or None,
        "onset": alarm.onset.isoformat(),
        "alarm": alarm.alarm.isoformat(),
        "size_pct": round(alarm.size_pct, 1),
        "duration_days": alarm.duration,
        "false_alarms_per_year": round(signal.false_alarms, 3),
        "source": signal.source.publisher,
        "observed_until": signal.observed_until.isoformat(),
        "suppliers": [view.supply.partners[number].name for number in one.suppliers],
        "spend_eur": _rounded(one.spend, 2),
    }


def _countries(view: StockView) -> list[dict[str, Any]]:
    """Risk index of the suppliers' countries, those with the most suppliers first."""
    by_country: dict[str, list[str]] = {}
    for partner in view.supply.partners.values():
        if partner.country in view.indicators:
            by_country.setdefault(partner.country, []).append(partner.name)
    return [
        {
            "country": code,
            "gpr_pct": round(view.indicators[code].value, 3),
            "rank": round(view.indicators[code].rank, 3),
            "month": view.indicators[code].day.isoformat(),
            "source": view.indicators[code].source.publisher,
            "stale": view.indicators[code].stale,
            "suppliers": sorted(names),
        }
        for code, names in sorted(by_country.items(), key=lambda one: (-len(one[1]), one[0]))
    ]


def _loss(risk: Risk | None) -> float:
    return risk.loss if risk else 0.0


def _supplier(
    view: StockView, partner: Partner, risk: Risk | None, language: Language
) -> dict[str, Any]:
    law = view.supply.law_of(partner.number)
    return {
        "key": view.supply.who.keys[partner.number],
        "name": partner.name,
        "country": partner.country,
        "mode": partner.mode,
        "orders": partner.orders,
        "last_order": _day(partner.last_order),
        "ordered_eur": _rounded(partner.ordered_eur, 2),
        "bought_eur": _rounded(partner.bought_eur, 2),
        "way": _way(view.exposures.get(partner.number)),
        "lead_time": _law(law) if law else None,
        "lead_times": [
            {"mode": mode or None, "destination": place, **_days(one)}
            for mode, place, one in view.supply.laws_by_way(partner.number)
        ],
        "delivery": _delivery(view.deliveries.get(partner.number)),
        "stop": _stop(risk, language) if risk else None,
    }


def _way(one: Exposure | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "mode": one.mode,
        "mode_assumed": one.mode_assumed,
        "from": one.origin.code if one.origin else None,
        "port_assumed": one.port_assumed,
        "to": one.destination.code,
        "miles": round(one.route.miles) if one.route else None,
        "passages": list(one.passages),
        "days": [round(one.days.low, 1), round(one.days.central, 1), round(one.days.high, 1)]
        if one.days
        else None,
    }


def _days(law: LeadLaw) -> dict[str, Any]:
    return {
        "orders": law.orders,
        "open_orders": len(law.waiting),
        "usual_days": round(law.usual_days, 1),
        "now_days": round(law.now_days, 1),
        "now_days_9_in_10": days_within(law.now, 0.9),
        "borrowed": law.borrowed,
        "announced": law.announced,
    }


def _law(law: LeadLaw) -> dict[str, Any]:
    alarm, watched = law.alarm, law.watched
    return {
        **_days(law),
        "alarm": None
        if alarm is None
        else {"day": date.fromordinal(alarm.day).isoformat(), "since": _day(law.since), "stretch": law.stretch},
        "false_alarms_per_year": _rounded(watched.false_alarms, 3) if watched else None,
        "rule": None
        if watched is None
        else {
            "days": [date.fromordinal(day).isoformat() for day in watched.rule],
            "false_alarms_per_year": _rounded(watched.rule_false_alarms, 3),
        },
    }  # fmt: skip


def _delivery(one: Delivery | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "promised": one.promised,
        "on_time": one.on_time,
        "otif": one.otif,
        "otif_low": round(one.low, 3),
        "otif_high": round(one.high, 3),
        "closed": one.closed,
        "in_full": one.in_full,
        "partial": one.partial,
        "late_days": _rounded(one.late_days, 1),
    }


def _stop(risk: Risk, language: Language) -> dict[str, Any]:
    return {
        "survive_days": _rounded(risk.survive_days, 1),
        "recover_days": round(risk.recovery.central, 1),
        "recover_from": risk.recovery.origin,
        "margin_day_eur": round(risk.margin_day, 2) if risk.told else None,
        "loss_eur": round(risk.loss, 2) if risk.told else None,
        "loss_low_eur": round(risk.low, 2) if risk.told else None,
        "loss_high_eur": round(risk.high, 2) if risk.told else None,
        "exposure_index": round(risk.exposure, 3) if risk.told else None,
        "items_not_counted": risk.unknown,
        "score": round(risk.score, 1),
        "terms": [
            {
                "part": term.part,
                "code": term.code,
                "label": render(term.label, language),
                "points": round(term.points, 2),
                "most": term.most,
                "figure": _said(term.figure, language),
            }
            for term in risk.terms
        ],
    }


def _range(low: float, central: float, high: float) -> dict[str, float]:
    return {"low": round(low, 2), "central": round(central, 2), "high": round(high, 2)}


def _item(row: dict[str, Any], view: StockView, card: Card | None) -> dict[str, Any]:
    supplier = row["supplier"]
    return {
        "item": row["item"],
        "name": row["name"],
        "supplier": view.supply.partners[supplier].name if supplier in view.supply.partners else None,
        "supplier_key": view.supply.who.keys[supplier] if supplier in view.supply.partners else None,
        "sources": row["sources"],
        "on_hand": _rounded(row["on_hand"], 2),
        "counted": _day(row["counted"]),
        "on_order": _rounded(row["on_order"], 2),
        "per_day": _rounded(row["per_day"], 4),
        "usage_from": row["usage_from"],
        "unit_cost_eur": _rounded(row["cost"], 4),
        "margin_eur": _rounded(row["margin"], 4),
        "unknown": row["unknown"],
        "reorder": _reorder(card) if card else None,
    }  # fmt: skip


def _season(cards: Sequence[Card]) -> dict[str, Any] | None:
    """That of the firm, which all items read from sales share."""
    found = next((card.told.demand.ahead.season for card in cards if card.told.demand.ahead), None)
    if found is None:
        return None
    factors = [round(factor, 3) for factor in found.factors]
    return {"months": factors, "years": found.years, "sure": round(found.sure, 3)}


def _reorder(card: Card) -> dict[str, Any]:
    found = card.reorder
    return {
        "units": found.units,
        "mean": round(found.mean, 2),
        "season": round(found.season, 3),
        "usual_units": _rounded(found.usual_units, 2),
        "usual_varied_units": _rounded(found.usual_varied_units, 2),
        "today_units": round(card.told.habit.reorder, 2),
        "today_from": card.told.habit.read_from,
    }


def _said(figure: Text | str | None, language: Language) -> str | None:
    return render(figure, language) if isinstance(figure, Text) else figure


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
