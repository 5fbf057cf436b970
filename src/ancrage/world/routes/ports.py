"""Ports: one or more for each country that small firms buy from, and those of France and Québec."""

from __future__ import annotations

import csv
import re
import unicodedata
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
        aliases: other names, in French and in English, and terminals.
        country: ISO 3166-1 alpha-2.
        lon, lat: degrees.
        source: `searoute` (the list of ports of that library) or `approximate` (typed in, to a tenth of a degree).
    """

    code: str
    name: str
    aliases: tuple[str, ...]
    country: str
    lon: float
    lat: float
    source: str


@lru_cache(maxsize=1)
def ports() -> Mapping[str, Port]:
    """Ports by UN/LOCODE; the first of a country is the one taken where nobody says which."""
    text = (resources.files("ancrage.world") / "data" / "ports.csv").read_text(encoding="utf-8")
    found = (
        Port(
            code=row["code"],
            name=row["name"],
            aliases=tuple(row["aliases"].split("|")) if row["aliases"] else (),
            country=row["country"],
            lon=float(row["lon"]),
            lat=float(row["lat"]),
            source=row["source"],
        )
        for row in csv.DictReader(text.splitlines())
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


def port_named(written: str, country: str | None = None) -> Port | None:
    """The port that a cell names, by its code or one of its names ("Port of Shanghai, China").

    None where it names none, names several, or names one that is not of `country` (ISO 3166-1 alpha-2), where given.
    """
    words = f" {_folded(written)} "
    met = [(f" {name} ", code) for name, code in _names() if f" {name} " in words]
    # "Le Havre" is not also "Havre".
    codes = {
        code for name, code in met if not any(name in other for other, _ in met if other != name)
    }
    if len(codes) != 1:
        return None
    port = ports()[codes.pop()]
    return port if country in (None, port.country) else None


@lru_cache(maxsize=1)
def _names() -> tuple[tuple[str, str], ...]:
    return tuple(
        (_folded(name), port.code)
        for port in ports().values()
        # "Shenzhen (Yantian)" is "Shenzhen" too.
        for name in (
            port.code,
            f"{port.code[:2]} {port.code[2:]}",
            port.name,
            port.name.partition(" (")[0],
            *port.aliases,
        )
    )


def _folded(text: str) -> str:
    """Small letters without accents, one space between words."""
    plain = unicodedata.normalize("NFKD", text.casefold()).replace("ı", "i")
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.findall(r"[a-z0-9]+", letters))
