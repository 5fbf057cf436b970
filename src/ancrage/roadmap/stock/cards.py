"""Decision cards and purchases as plain data."""

from __future__ import annotations

from typing import Any

from ancrage.chain.stock.advice import Card, Purchase
from ancrage.chain.stock.causes import Cause
from ancrage.chain.stock.causes_said import said
from ancrage.chain.stock.decide.case import Choice, Turn
from ancrage.chain.stock.season_said import season_said
from ancrage.firm.supply.positions import Supply
from ancrage.text import Language, render


def decision_data(card: Card, of: Supply, language: Language) -> dict[str, Any]:
    """A decision: choices with their euros a year, the advice, what would change it, what it rests on."""
    row, decision, turns, order = card.told.row, card.decision, card.decision.break_even, card.order
    season = season_said(card.told.demand, card.told.lead.now_days + card.told.habit.review_days)
    return {
        "item": row["item"],
        "name": row["name"],
        "supplier": of.partners[row["supplier"]].name,
        "advised": card.advised.value,
        "saving_eur_year": round(card.saving, 2),
        "choices": [_choice(one) for one in decision.choices],
        "break_even": {
            "rarer": _turn(turns.rarer),
            "oftener": _turn(turns.oftener),
            "shorter": _turn(turns.shorter),
            "longer": _turn(turns.longer),
        },
        "order": {
            "day": order.day,
            "units": order.units,
            "until_day": order.until_day,
        },
        "causes": [_cause(one, of, language) for one in card.told.causes],
        "reorder_why": render(card.reorder.why, language),
        "season_said": render(season, language) if season else None,
        "assumptions": [render(one, language) for one in card.told.assumptions],
    }


def _cause(one: Cause, of: Supply, language: Language) -> dict[str, Any]:
    shock, signal = one.shock, one.signal
    return {
        "kind": one.kind,
        "place": of.partners[int(one.place)].name if one.kind == "supplier" else one.place,
        "per_year": round(shock.per_year, 4),
        "mean_days": round(shock.mean_days, 1),
        "late_days": None if one.late_days is None else round(one.late_days, 1),
        "diverted": round(one.diverted, 3),
        "since": signal.alarm.onset.isoformat() if signal else None,
        "said": render(said(one, of), language),
    }


def _choice(one: Choice) -> dict[str, Any]:
    told, option = one.outcome, one.option
    return {
        "kind": one.kind.value,
        "euros_year": round(told.euros.total, 2),
        "low": round(told.low, 2),
        "high": round(told.high, 2),
        "holding": round(told.euros.holding, 2),
        "stockout": round(told.euros.stockout, 2),
        "premium": round(told.euros.premium + told.euros.emergency + told.euros.pool, 2),
        "fill_rate": round(told.fill_rate, 4),
        "short_days": round(told.short_days, 1),
        "cash_eur": round(told.cash, 2),
        "extra_units": option.extra,
        "until_day": option.until_day,
        "share": option.second.share if option.second else None,
    }


def _turn(one: Turn | None) -> dict[str, Any] | None:
    return None if one is None else {"at": round(one.at, 3), "then": one.then.value}


def purchase_data(one: Purchase, of: Supply, language: Language) -> dict[str, Any]:
    """Something to order."""
    return {
        "supplier": of.partners[one.supplier].name,
        "item": one.item,
        "name": one.name,
        "units": one.units,
        "unit_cost_eur": round(one.unit_cost, 4),
        "amount_eur": round(one.units * one.unit_cost, 2),
        "order_by": one.by.isoformat(),
        "until": one.until.isoformat() if one.until else None,
        "why": render(one.why, language),
    }
