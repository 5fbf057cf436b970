"""Ports: one or more for each country that small firms buy from, and those of France and Québec."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Port:
    """A port.

    Args:
        code: UN/LOCODE.
        name: as its country writes it.
        country: ISO 3166-1 alpha-2.
        lon, lat: degrees.
        source: `searoute` (the list of ports of that library) or `approximate` (typed in, to a tenth of a degree).
    """

    code: str
    name: str
    country: str
    lon: float
    lat: float
    source: str


@lru_cache(maxsize=1)
def ports() -> Mapping[str, Port]:
    """Ports by UN/LOCODE; the first of a country is the one taken where nobody says which."""
    text = (resources.files("ancrage.world") / "data" / "ports.csv").read_text(encoding="utf-8")
    found = (
        Port(r["code"], r["name"], r["country"], float(r["lon"]), float(r["lat"]), r["source"])
        for r in csv.DictReader(text.splitlines())
    )
    return MappingProxyType({port.code: port for port in found})


@lru_cache(maxsize=1)
def _references() -> Mapping[str, Port]:
    first: dict[str, Port] = {}
    for port in ports().values():
        first.setdefault(port.country, port)
    return first


def reference_port(country: str) -> Port | None:
    """The port taken for a country (ISO 3166-1 alpha-2); None where there is none, or none is known."""
    return _references().get(country)
