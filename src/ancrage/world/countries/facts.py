"""What is published of a country, as it was published; an empty cell is unknown."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Country:
    """Published figures of one country; None where nobody publishes one, or it was not found.

    Args:
        code: ISO 3166-1 alpha-2.
        currency: ISO 4217.
        trade: terms on which its goods enter the European Union, a key of `indicators.TRADE`.
        lpi_year: year of the World Bank's survey that the `lpi_` figures come from.
        lpi_score, lpi_customs, lpi_timeliness, lpi_tracking: from 1 to 5, 5 being best.
        lpi_rank: 1 being best.
        wgi_stability, wgi_error: political stability, about -2.5 to 2.5, and its standard error.
        wgi_change: change of `wgi_stability` from 2019 to 2024.
        gpr, gpr_ratio: share of press articles on a geopolitical risk, in percent, and its ratio to 2010-2019.
        holidays: public holidays of 2027 that fall from Monday to Friday.
        closure: longest run of public holidays and weekends of 2027, in days.
    """

    code: str
    currency: str | None
    trade: str | None
    lpi_year: int | None
    lpi_score: float | None
    lpi_rank: float | None
    lpi_customs: float | None
    lpi_timeliness: float | None
    lpi_tracking: float | None
    wgi_stability: float | None
    wgi_error: float | None
    wgi_change: float | None
    gpr: float | None
    gpr_ratio: float | None
    holidays: float | None
    closure: float | None


@dataclass(frozen=True, slots=True)
class Source:
    """Who publishes some of the figures, for which year (None: it differs by country), and when it was looked up."""

    source: str
    checked_on: date
    year: int | None = None


@lru_cache(maxsize=1)
def countries() -> Mapping[str, Country]:
    """The countries known, by ISO 3166-1 alpha-2."""
    path = resources.files("ancrage.world") / "data" / "countries" / "countries.csv"
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    found = {}
    for row in rows:
        figures = {
            name: float(cell) if cell else None
            for name, cell in row.items()
            if name not in {"country", "currency", "trade", "lpi_year"}
        }
        found[row["country"]] = Country(
            code=row["country"],
            currency=row["currency"] or None,
            trade=row["trade"] or None,
            lpi_year=int(row["lpi_year"]) if row["lpi_year"] else None,
            **figures,
        )
    return MappingProxyType(found)


@lru_cache(maxsize=1)
def sources() -> Mapping[str, Source]:
    """The sources, by the first word of the names of their figures."""
    path = resources.files("ancrage.world") / "data" / "countries" / "sources.toml"
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    return MappingProxyType({name: Source(**fields) for name, fields in found.items()})
