"""Who and what the demonstration firm deals with: all names are invented."""

from __future__ import annotations

from ancrage.demo.records import Firm

FIRM = Firm(
    name="ATELIER BRIZELUNE",
    siren="000290106",
    street="3 quai des Trois-Vents",
    postcode="29999",
    town="Port-Brizelune",
    activity="Fabrication et vente de sacs, petite maroquinerie, linge et objets de la maison",
)
"""A maker-shop in Brittany. No real SIREN starts with 000, no real postcode is 29999."""
