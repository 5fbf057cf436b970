"""Foreign places, company forms, tax numbers and currencies, as they show in a supplier's name or labels."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Zone = Literal["asia", "near", "europe", "other"]


@dataclass(frozen=True, slots=True)
class Country:
    """A country as a source of goods.

    Args:
        code: ISO 3166-1 alpha-2.
        zone: asia, near (Maghreb, Turkey, Eastern Europe), europe (the rest of it) or other.
        eu: whether its goods enter without customs.
        words: names of the country and of its trading towns, folded; those that are also French words or names are
            left out (Porto, Nice, Liège, Sofia...).
    """

    code: str
    zone: Zone
    eu: bool
    words: tuple[str, ...]


_TABLE: tuple[tuple[str, Zone, bool, str], ...] = (
    (
        "CN",
        "asia",
        False,
        (
            "CHINA CHINE SHENZHEN NINGBO SHANGHAI GUANGZHOU GUANGDONG YIWU ZHEJIANG XIAMEN QINGDAO DONGGUAN FOSHAN HANGZHOU "
            "SUZHOU WUXI NANJING TIANJIN DALIAN FUJIAN JIANGSU SHANDONG WENZHOU TAIZHOU CHANGZHOU CHONGQING CHENGDU WUHAN "
            "QUANZHOU ZHONGSHAN HUIZHOU JINHUA SHANTOU BEIJING PEKIN YANTIAN"
        ),
    ),
    ("HK", "asia", False, "HONGKONG HONG_KONG KOWLOON"),
    ("TW", "asia", False, "TAIWAN TAIPEI TAICHUNG KAOHSIUNG"),
    (
        "IN",
        "asia",
        False,
        "INDIA INDE MUMBAI DELHI JAIPUR KOLKATA CHENNAI TIRUPUR BANGALORE AHMEDABAD MORADABAD PANIPAT NHAVA_SHEVA",
    ),
    ("VN", "asia", False, "VIETNAM VIET_NAM HANOI SAIGON HAIPHONG HO_CHI_MINH"),
    ("BD", "asia", False, "BANGLADESH DHAKA CHITTAGONG"),
    ("PK", "asia", False, "PAKISTAN KARACHI LAHORE SIALKOT FAISALABAD"),
    ("TH", "asia", False, "THAILAND THAILANDE BANGKOK"),
    ("ID", "asia", False, "INDONESIA INDONESIE JAKARTA SURABAYA SEMARANG"),
    ("MY", "asia", False, "MALAYSIA MALAISIE KUALA_LUMPUR PENANG"),
    ("KH", "asia", False, "CAMBODIA CAMBODGE PHNOM_PENH"),
    ("LK", "asia", False, "SRI_LANKA"),
    ("JP", "asia", False, "JAPAN JAPON TOKYO OSAKA NAGOYA YOKOHAMA"),
    ("KR", "asia", False, "KOREA COREE SEOUL BUSAN INCHEON"),
    ("MA", "near", False, "MAROC MOROCCO CASABLANCA TANGER MARRAKECH AGADIR KENITRA"),
    ("TN", "near", False, "TUNISIE TUNISIA TUNIS SFAX SOUSSE MONASTIR BIZERTE RADES"),
    ("DZ", "near", False, "ALGERIE ALGERIA"),
    ("TR", "near", False, "TURQUIE TURKEY TURKIYE ISTANBUL IZMIR DENIZLI GAZIANTEP ANKARA MERSIN"),
    (
        "PL",
        "near",
        True,
        "POLOGNE POLAND POLSKA WARSZAWA VARSOVIE KRAKOW LODZ POZNAN GDANSK WROCLAW",
    ),
    ("RO", "near", True, "ROUMANIE ROMANIA BUCAREST BUCURESTI CLUJ TIMISOARA"),
    ("CZ", "near", True, "TCHEQUIE CZECH PRAHA PRAGUE BRNO"),
    ("SK", "near", True, "SLOVAQUIE SLOVAKIA BRATISLAVA"),
    ("HU", "near", True, "HONGRIE HUNGARY BUDAPEST"),
    ("BG", "near", True, "BULGARIE BULGARIA PLOVDIV"),
    ("LT", "near", True, "LITUANIE LITHUANIA VILNIUS KAUNAS"),
    ("LV", "near", True, "LETTONIE LATVIA RIGA"),
    ("EE", "near", True, "ESTONIE ESTONIA TALLINN"),
    ("SI", "near", True, "SLOVENIE SLOVENIA LJUBLJANA"),
    ("HR", "near", True, "CROATIE CROATIA ZAGREB"),
    ("RS", "near", False, "SERBIE SERBIA BELGRADE"),
    ("UA", "near", False, "UKRAINE KYIV LVIV"),
    (
        "DE",
        "europe",
        True,
        "ALLEMAGNE GERMANY DEUTSCHLAND BERLIN HAMBURG MUNCHEN MUNICH FRANKFURT STUTTGART DUSSELDORF",
    ),
    ("IT", "europe", True, "ITALIE ITALIA ITALY MILANO TORINO BOLOGNA FIRENZE NAPOLI VERONA"),
    (
        "ES",
        "europe",
        True,
        "ESPAGNE SPAIN ESPANA BARCELONA BARCELONE MADRID VALENCIA SEVILLA ALICANTE",
    ),
    ("PT", "europe", True, "PORTUGAL LISBOA LISBONNE GUIMARAES"),
    ("BE", "europe", True, "BELGIQUE BELGIUM BELGIE BRUXELLES ANTWERPEN"),
    ("NL", "europe", True, "PAYS_BAS NETHERLANDS NEDERLAND AMSTERDAM ROTTERDAM EINDHOVEN UTRECHT"),
    ("LU", "europe", True, "LUXEMBOURG"),
    ("AT", "europe", True, "AUTRICHE AUSTRIA WIEN"),
    ("IE", "europe", True, "IRELAND IRLANDE DUBLIN"),
    ("DK", "europe", True, "DENMARK DANEMARK DANMARK COPENHAGEN"),
    ("SE", "europe", True, "SWEDEN SVERIGE STOCKHOLM"),
    ("FI", "europe", True, "FINLAND FINLANDE HELSINKI"),
    ("GR", "europe", True, "GREECE GRECE ATHENS"),
    (
        "GB",
        "europe",
        False,
        "UNITED_KINGDOM ROYAUME_UNI ENGLAND ANGLETERRE LONDON LONDRES MANCHESTER UK",
    ),
    ("CH", "europe", False, "SUISSE SWITZERLAND SCHWEIZ ZURICH GENEVE LAUSANNE"),
    ("NO", "europe", False, "NORWAY NORVEGE OSLO"),
    ("US", "other", False, "USA UNITED_STATES ETATS_UNIS NEW_YORK CALIFORNIA"),
    ("CA", "other", False, "CANADA QUEBEC MONTREAL TORONTO VANCOUVER"),
    ("MX", "other", False, "MEXICO MEXIQUE"),
    ("BR", "other", False, "BRAZIL BRESIL BRASIL"),
)
COUNTRIES: Mapping[str, Country] = MappingProxyType(
    {
        code: Country(code, zone, eu, tuple(word.replace("_", " ") for word in words.split()))
        for code, zone, eu, words in _TABLE
    }
)
_WORDS = {word: country for country in COUNTRIES.values() for word in country.words}
_PLACE = re.compile(r"\b(" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")\b")
# "Sony France" is a French firm whatever its mother is called.
_AT_HOME = re.compile(r"\b(FRANCE|FRANCAISE?|FRENCH)\b")

# Company forms that end a name: country where the form tells it, and whether it is of the European Union.
_FORMS: Mapping[str, tuple[str | None, bool]] = MappingProxyType(
    {
        "CO LTD": (None, False),
        "CO LIMITED": (None, False),
        "LTD": (None, False),
        "LIMITED": (None, False),
        "PLC": ("GB", False),
        "INC": ("US", False),
        "LLC": ("US", False),
        "CORP": ("US", False),
        "PTY": (None, False),
        "PVT LTD": ("IN", False),
        "SARL AU": ("MA", False),
        "SUARL": ("TN", False),
        "TIC": ("TR", False),
        "GMBH": ("DE", True),
        "GMBH CO KG": ("DE", True),
        "SRL": ("IT", True),
        "SPA": ("IT", True),
        "BV": ("NL", True),
        "NV": ("BE", True),
        "BVBA": ("BE", True),
        "LDA": ("PT", True),
        "SL": ("ES", True),
        "SLU": ("ES", True),
        "OY": ("FI", True),
        "APS": ("DK", True),
        "SP Z OO": ("PL", True),
        "SP ZOO": ("PL", True),
        "SRO": ("CZ", True),
        "KFT": ("HU", True),
        "EOOD": ("BG", True),
        "UAB": ("LT", True),
    }
)
CURRENCIES: Mapping[str, str | None] = MappingProxyType(
    {
        "USD": None,
        "CNY": "CN",
        "RMB": "CN",
        "HKD": "HK",
        "TWD": "TW",
        "INR": "IN",
        "JPY": "JP",
        "KRW": "KR",
        "THB": "TH",
        "VND": "VN",
        "GBP": "GB",
        "CHF": "CH",
        "NOK": "NO",
        "CAD": "CA",
        "MXN": "MX",
        "MAD": "MA",
        "TND": "TN",
        "TRY": "TR",
        "PLN": "PL",
        "CZK": "CZ",
        "HUF": "HU",
        "RON": "RO",
        "SEK": "SE",
        "DKK": "DK",
    }
)
"""Foreign currencies met on invoices, with the country they tell; the dollar tells none."""

# Tax numbers long enough not to be an invoice number (formats of the EU's VIES service); the country comes first.
TAX_NUMBER = (
    r"\b(?:ATU\d{8}|BE[01]\d{9}|DE\d{9}|ES[A-Z]\d{7}[0-9A-Z]|HR\d{11}|IT\d{11}|LV\d{11}|NL\d{9}B\d{2}|PL\d{10}|"
    r"PT\d{9}|SE\d{12}|SK\d{10}|GB\d{9})\b"
)


def fold(text: str) -> str:
    """Capitals without accents, dots of initials closed up, other signs as spaces: "S.R.L." is SRL."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().upper()
    closed = re.sub(r"\b((?:[A-Z]\.)+[A-Z]?)(?=\W|$)", lambda m: m[0].replace(".", ""), plain)
    return " ".join(re.findall(r"[A-Z0-9]+", closed))


def country_named(text: str) -> Country | None:
    """The first foreign country, or town of one, in folded text; None when it also says France."""
    found = _PLACE.search(text)
    return _WORDS[found[1]] if found and not _AT_HOME.search(text) else None


def foreign_form(name: str) -> tuple[str, str | None, bool] | None:
    """The foreign company form that ends a folded name: the form, its country if known, whether it is of the EU."""
    if _AT_HOME.search(name):
        return None
    words = name.split()
    for length in (3, 2, 1):
        form = " ".join(words[-length:])
        if len(words) > length and form in _FORMS:
            country, eu = _FORMS[form]
            return form, country, eu
    return None
