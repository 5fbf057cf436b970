"""Where a series speaks of: passages by the names that sea routes use, countries by ISO 3166 code."""

from __future__ import annotations

from ancrage.world.routes.passages import PASSAGES as ROUTED

# PortWatch's passages that no sea route names: a firm compares the countries that they serve or lie along.
_OTHERS = {
    "chokepoint10": ("oresund", ("DK", "SE", "PL", "FI", "EE", "LV", "LT")),
    "chokepoint12": ("korea", ("KR", "JP")),
    "chokepoint13": ("tsugaru", ("JP",)),
    "chokepoint14": ("luzon", ("PH", "TW", "CN")),
    "chokepoint15": ("lombok", ("ID",)),
    "chokepoint16": ("ombai", ("ID", "TL")),
    "chokepoint17": ("bohai", ("CN",)),
    "chokepoint18": ("torres", ("AU", "PG")),
    "chokepoint20": ("makassar", ("ID",)),
    "chokepoint22": ("yucatan", ("MX", "CU")),
    "chokepoint23": ("windward", ("CU", "HT", "JM")),
    "chokepoint24": ("mona", ("DO", "PR")),
    "chokepoint25": ("balabac", ("PH", "MY")),
    "chokepoint27": ("mindoro", ("PH",)),
    "chokepoint28": ("kerch", ("UA", "RU")),
}
# By PortWatch's identifier, the name that sea routes use, or our own.
PASSAGES = {one.portwatch: code for code, one in ROUTED.items() if one.portwatch is not None} | {
    identifier: name for identifier, (name, _) in _OTHERS.items()
}
NEAR = dict(_OTHERS.values())
# Codes of three letters of the countries of the geopolitical risk index, and of the ports that PortWatch follows most.
COUNTRIES = {
    "ARG": "AR", "AUS": "AU", "BEL": "BE", "BGD": "BD", "BRA": "BR", "CAN": "CA", "CHE": "CH", "CHL": "CL", "CHN": "CN",
    "COL": "CO", "CZE": "CZ", "DEU": "DE", "DNK": "DK", "EGY": "EG", "ESP": "ES", "FIN": "FI", "FRA": "FR", "GBR": "GB",
    "GRC": "GR", "HKG": "HK", "HUN": "HU", "IDN": "ID", "IND": "IN", "IRL": "IE", "ISR": "IL", "ITA": "IT", "JPN": "JP",
    "KHM": "KH", "KOR": "KR", "LKA": "LK", "MAR": "MA", "MEX": "MX", "MYS": "MY", "NLD": "NL", "NOR": "NO", "NZL": "NZ",
    "PAK": "PK", "PER": "PE", "PHL": "PH", "POL": "PL", "PRT": "PT", "ROU": "RO", "RUS": "RU", "SAU": "SA", "SGP": "SG",
    "SWE": "SE", "THA": "TH", "TUN": "TN", "TUR": "TR", "TWN": "TW", "UKR": "UA", "USA": "US", "VEN": "VE", "VNM": "VN",
    "ZAF": "ZA", "ARE": "AE",
}  # fmt: skip
