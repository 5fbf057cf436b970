"""Countries: how far, by which way, on what terms, and what is published of them; each figure with source and year.

A country's name in the reader's language is `ancrage.text.Territory`.
"""

from ancrage.world.countries.facts import Country, countries
from ancrage.world.countries.indicators import Indicator, indicators
from ancrage.world.countries.zones import Zone, by_land, zone

__all__ = ["Country", "Indicator", "Zone", "by_land", "countries", "indicators", "zone"]
