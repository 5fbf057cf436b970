"""People on the payroll of the demonstration firm: invented names, gross monthly wages of 2023."""

from __future__ import annotations

from datetime import date
from typing import Final

from ancrage.demo.records import Employee

MAKING, SELLING, SHIPPING = "641100", "641120", "641110"
"""Wage accounts: workshop and office, shop, preparation of shipments."""

WAGE_RISE: Final = 0.022
"""Yearly rise of wages, on 1 January."""

_LONG_AGO = date(2018, 1, 1)
_SUMMER_AND_CHRISTMAS = (7, 8, 12)

STAFF: Final = (
    Employee("Maëlle Kervizic-Ronan", "présidente", MAKING, 282_000, _LONG_AGO),
    Employee("Yann Trégadoret", "chef d’atelier", MAKING, 246_000, _LONG_AGO),
    Employee("Solenn Abgralleg", "maroquinière", MAKING, 201_000, _LONG_AGO),
    Employee("Inès Valdubois", "maroquinière", MAKING, 196_500, date(2021, 5, 1)),
    Employee("Gwénola Pencalec", "ventes aux professionnels", MAKING, 221_000, _LONG_AGO),
    Employee("Lise Morvandiou", "vendeuse", SELLING, 188_000, _LONG_AGO),
    Employee("Théo Le Garsmeur", "vendeur à mi-temps", SELLING, 97_000, date(2022, 3, 1)),
    Employee("Marc Ollivareau", "préparation des expéditions", SHIPPING, 187_500, _LONG_AGO),
    Employee("Nolwenn Straedic", "apprentie", MAKING, 96_000, date(2023, 9, 1)),
    Employee("saisonnière", "vente", SELLING, 178_000, _LONG_AGO, _SUMMER_AND_CHRISTMAS),
)
"""Nine people, and one in season."""
