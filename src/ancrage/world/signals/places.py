"""Where a series speaks of: passages by the names that sea routes use, countries by ISO 3166 code."""

from __future__ import annotations

# PortWatch's passages (PortWatch_chokepoints_database). Names are those of searoute where it has the passage; a route of
# searoute never says that it goes through one of the others: there the countries near it are what a firm may compare.
PASSAGES = {
    "chokepoint1": "suez",
    "chokepoint2": "panama",
    "chokepoint3": "bosporus",
    "chokepoint4": "babalmandab",
    "chokepoint5": "malacca",
    "chokepoint6": "ormuz",
    "chokepoint7": "south_africa",
    "chokepoint8": "gibraltar",
    "chokepoint9": "dover",
    "chokepoint10": "oresund",
    "chokepoint11": "taiwan",
    "chokepoint12": "korea",
    "chokepoint13": "tsugaru",
    "chokepoint14": "luzon",
    "chokepoint15": "lombok",
    "chokepoint16": "ombai",
    "chokepoint17": "bohai",
    "chokepoint18": "torres",
    "chokepoint19": "sunda",
    "chokepoint20": "makassar",
    "chokepoint21": "chili",
    "chokepoint22": "yucatan",
    "chokepoint23": "windward",
    "chokepoint24": "mona",
    "chokepoint25": "balabac",
    "chokepoint26": "bering",
    "chokepoint27": "mindoro",
    "chokepoint28": "kerch",
}
# Countries whose sea trade with Europe goes through a passage that searoute does not name, or lies along it.
NEAR = {
    "dover": ("FR", "BE", "NL", "DE", "GB", "DK", "PL", "SE"),
    "oresund": ("DK", "SE", "PL", "FI", "EE", "LV", "LT"),
    "taiwan": ("TW", "CN"),
    "korea": ("KR", "JP"),
    "tsugaru": ("JP",),
    "luzon": ("PH", "TW", "CN"),
    "bohai": ("CN",),
    "makassar": ("ID",),
    "lombok": ("ID",),
    "mindoro": ("PH",),
    "kerch": ("UA", "RU"),
}
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
