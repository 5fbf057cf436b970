"""A country's published figures, side by side, each with its source and its year: never a verdict, never a total."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

from ancrage.text import Text, t
from ancrage.world.countries.facts import Country, Source, countries, sources
from ancrage.world.references import STALE_DAYS

Unit = Literal["text", "score", "rank", "ratio", "days"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One published figure.

    Args:
        code: stable name, that of the field of `Country`.
        label: what it is, in words.
        value: None where it is unknown; a share is between 0 and 1.
        error: its standard error, where it is published.
        unit: text, score (on the scale that the label says), rank (1 being best), ratio or days.
        year: of the figure.
        source: who publishes it.
        checked_on: when it was last looked up.
    """

    code: str
    label: Text
    value: float | str | Text | None
    error: float | None
    unit: Unit
    year: int | None
    source: str
    checked_on: date

    def is_stale(self, today: date) -> bool:
        """Whether it should be looked up again."""
        return (today - self.checked_on).days > STALE_DAYS


TRADE: Mapping[str, Text] = MappingProxyType(
    {
        "union": t("Union européenne : ni douane ni droits"),
        "customs_union": t("union douanière : pas de droits sur les produits industriels"),
        "association": t(
            "accord d’association : pas de droits sur les produits industriels, si l’origine est prouvée"
        ),
        "agreement": t(
            "accord de libre-échange : droits réduits ou nuls, si l’origine est prouvée"
        ),
        "everything_but_arms": t("pas de droits jusqu’en 2029, si l’origine est prouvée"),
        "signed": t(
            "accord conclu, pas encore en vigueur : droits des pays tiers, parfois réduits"
        ),
        "none": t("aucun accord connu : droits des pays tiers"),
    }
)
"""Terms on which a country's goods enter the European Union. The duty of an item is read in TARIC."""

_FIGURES: tuple[tuple[str, Text, Unit], ...] = (
    ("lpi_score", t("Performance logistique (de 1 à 5)"), "score"),
    ("lpi_rank", t("Rang de performance logistique"), "rank"),
    ("lpi_customs", t("Performance des douanes (de 1 à 5)"), "score"),
    ("lpi_timeliness", t("Ponctualité des livraisons (de 1 à 5)"), "score"),
    ("lpi_tracking", t("Suivi des envois (de 1 à 5)"), "score"),
    ("wgi_stability", t("Stabilité politique (de − 2,5 à + 2,5)"), "score"),
    ("wgi_change", t("Évolution de la stabilité politique de 2019 à 2024"), "score"),
    ("gpr", t("Part des articles de presse sur un risque géopolitique"), "ratio"),
    ("gpr_ratio", t("Ces articles, par rapport à 2010-2019 (1 : autant)"), "score"),
    ("holidays", t("Jours fériés en semaine dans l’année"), "days"),
    ("closure", t("Plus longue suite de jours fériés et de week-ends"), "days"),
)
_PERCENT = frozenset({"gpr"})


def indicators(country: str) -> tuple[Indicator, ...]:
    """All that is published of a country (ISO 3166-1 alpha-2); unknown figures are there, without a value.

    Empty for a country of which nothing was looked up.
    """
    known = countries().get(country)
    if known is None:
        return ()
    trade, currency = sources()["trade"], sources()["currency"]
    terms = TRADE[known.trade] if known.trade else None
    return (
        _said("trade", t("Entrée dans l’Union européenne"), terms, trade),
        _said("currency", t("Monnaie"), known.currency, currency),
        *(_figure(known, *of) for of in _FIGURES),
    )


def _said(code: str, label: Text, value: str | Text | None, of: Source) -> Indicator:
    return Indicator(code, label, value, None, "text", of.year, of.source, of.checked_on)


def _figure(known: Country, code: str, label: Text, unit: Unit) -> Indicator:
    family = "holidays" if code == "closure" else code.split("_", maxsplit=1)[0]
    of = sources()[family]
    value: float | None = getattr(known, code)
    if value is not None and code in _PERCENT:
        value /= 100
    return Indicator(
        code=code,
        label=label,
        value=value,
        error=known.wgi_error if code == "wgi_stability" else None,
        unit=unit,
        year=known.lpi_year if family == "lpi" else of.year,
        source=of.source,
        checked_on=of.checked_on,
    )
