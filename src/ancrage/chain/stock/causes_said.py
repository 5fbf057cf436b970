"""What may stop a supplier or make it late, in words."""

from __future__ import annotations

from ancrage.chain.stock.causes import Cause
from ancrage.firm.supply.positions import Supply
from ancrage.money import Number, Percent
from ancrage.text import Territory, Text, t
from ancrage.world.routes import PASSAGES

RARE = 200  # years beyond which a cause is said to come nearly never


def said(one: Cause, of: Supply) -> Text:
    """One sentence: what happens, how often, for how long."""
    days, often = Number(round(one.shock.mean_days)), _often(one.shock.per_year)
    if one.kind == "supplier":
        name = of.partners[int(one.place)].name
        return t("{name} s’arrête : {often}, pour {days} jours en moyenne.", name=name, often=often, days=days)  # fmt: skip
    if one.kind == "country":
        return t("Un arrêt dans tout le pays ({country}) : {often}, pour {days} jours en moyenne.", country=Territory(one.place), often=often, days=days)  # fmt: skip
    passage = PASSAGES[one.place].label
    if one.signal is not None:
        return _now(one, passage)
    if one.late_days is None:
        return t("Passage fermé ({passage}) : {often}, pour {days} jours en moyenne ; il n’y a pas d’autre chemin par mer.", passage=passage, often=often, days=days)  # fmt: skip
    return t("Passage fermé ({passage}) : {often}, pour {days} jours en moyenne ; le détour prend {late} jours.", passage=passage, often=often, days=days, late=Number(round(one.late_days)))  # fmt: skip


def _now(one: Cause, passage: Text) -> Text:
    if one.signal is None:
        raise ValueError(one.place)
    since = one.signal.alarm.onset
    if one.late_days is None:
        return t("{passage} : le trafic a baissé de {size} depuis le {since}, et il n’y a pas d’autre chemin par mer.", passage=passage, size=Percent(one.diverted), since=since)  # fmt: skip
    return t("{passage} : le trafic a baissé de {size} depuis le {since} ; le détour prend {late} jours.", passage=passage, size=Percent(one.diverted), since=since, late=Number(round(one.late_days)))  # fmt: skip


def _often(per_year: float) -> Text:
    if per_year * RARE < 1:
        return t("moins d’une fois en {years} ans", years=Number(RARE))
    years = 1 / per_year
    return t("une fois en {years} ans", years=Number(years, 0 if years >= 10 else 1))
