"""What the demonstration firm pays again and again: rent, energy, fees, insurance, loans, machines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from ancrage.demo import hidden
from ancrage.demo.records import VatRule

EVERY_MONTH: Final = tuple(range(1, 13))


@dataclass(frozen=True, slots=True)
class Contract:
    """A bill that comes back.

    Args:
        supplier: code.
        account: cost account.
        label: what the bill says; {month} and {year} are filled in.
        cents: amount without tax in 2023.
        day: day of the month on the bill.
        months: months in which it comes.
        rise: yearly rise.
        noise: spread of the amount around its plan, as a share of it.
        vat: rule of the bill.
        since: first day.
        until: last day.
        late: billed the month after the service, so that December is accrued.
        winter: share by which winter bills exceed the mean, and summer bills fall below it.
    """

    supplier: str
    account: str
    label: str
    cents: int
    day: int = 1
    months: tuple[int, ...] = EVERY_MONTH
    rise: float = 0.02
    noise: float = 0.0
    vat: VatRule = "20"
    since: date = date(2022, 1, 1)
    until: date = date(2025, 12, 31)
    late: bool = False
    winter: float = 0.0


_QUARTERS = (3, 6, 9, 12)

CONTRACTS: Final = (
    Contract("FQUAIN", "613200", "LOYER BOUTIQUE ET ATELIER {month}/{year}", 198_000, rise=0.025),
    Contract("FQUAIN", "614000", "CHARGES LOCATIVES {month}/{year}", 16_000, rise=0.025),
    Contract(
        "FGARDE", hidden.STORAGE_ACCOUNT, "BOX STOCKAGE N 14 {month}/{year}", 16_500, 3, rise=0.03
    ),
    Contract(
        "FGARDE",
        hidden.STORAGE_ACCOUNT,
        "BOX STOCKAGE N 15 {month}/{year}",
        16_500,
        3,
        rise=0.03,
        since=date(2024, 4, 1),
    ),
    Contract(
        "FGARDE",
        hidden.STORAGE_ACCOUNT,
        "BOX STOCKAGE N 22 {month}/{year}",
        24_500,
        3,
        rise=0.03,
        since=date(2025, 3, 1),
    ),
    Contract(
        "FVOLTA",
        "606110",
        "ELECTRICITE {month}/{year}",
        52_000,
        12,
        rise=0.03,
        noise=0.05,
        late=True,
        winter=0.35,
    ),
    Contract(
        "FREGIE",
        "606120",
        "EAU ET ASSAINISSEMENT T{quarter}/{year}",
        14_500,
        18,
        _QUARTERS,
        noise=0.06,
        vat="5.5",
    ),
    Contract("FTELVA", "626200", "TELEPHONE INTERNET {month}/{year}", 11_900, 6, noise=0.02),
    Contract(
        "FASSUR",
        "616100",
        "MULTIRISQUE PROFESSIONNELLE {year}",
        438_000,
        1,
        (4,),
        rise=0.04,
        vat="none",
    ),
    Contract("FLORMI", "622600", "HONORAIRES TENUE COMPTABLE {month}/{year}", 46_000, 28),
    Contract("FLORMI", "622600", "HONORAIRES BILAN {year}", 245_000, 30, (4,)),
    Contract("FLOGIP", "651100", "LICENCES GESTION ET CAISSE {month}/{year}", 21_900, 2),
    Contract("FVITRI", "651100", "ABONNEMENT BOUTIQUE EN LIGNE {month}/{year}", 9_900, 5),
    Contract(
        "FLUMIA",
        "623100",
        "CAMPAGNES EN LIGNE {month}/{year}",
        52_000,
        28,
        rise=0.06,
        noise=0.18,
        vat="reverse",
    ),
    Contract("FIMPRI", "623600", "CATALOGUE {month}/{year}", 175_000, 20, (2, 8), noise=0.05),
    Contract("FEXPOC", "623300", "STAND SALON {month}/{year}", 295_000, 10, (1, 9), noise=0.04),
    Contract(
        "FMACHI",
        "615500",
        "ENTRETIEN MACHINES A COUDRE T{quarter}/{year}",
        31_000,
        22,
        _QUARTERS,
        noise=0.15,
    ),
    Contract("FNETTE", "615200", "NETTOYAGE LOCAUX {month}/{year}", 18_500, 27),
    Contract("FLOCAV", "613520", "LOCATION FOURGON {month}/{year}", 34_500, 5, rise=0.0),
    Contract("FBRODE", "611000", "BRODERIE A FACON {month}/{year}", 38_000, 25, noise=0.22),
    Contract("FSANTE", "647500", "MEDECINE DU TRAVAIL {year}", 92_000, 12, (2,)),
    Contract("FUNION", "628100", "COTISATION {year}", 18_000, 20, (1,), vat="none"),
    Contract(
        "FFOTOG",
        "623100",
        "PRISES DE VUE COLLECTION {month}/{year}",
        88_000,
        14,
        (3, 9),
        noise=0.05,
    ),
)


@dataclass(frozen=True, slots=True)
class Loan:
    """A loan paid back by equal instalments on the fifth of each month, interest included."""

    account: str
    label: str
    cents: int
    yearly_rate: float
    months: int
    drawn_on: date


LOANS: Final = (
    Loan("164100", "PRET AGENCEMENT BOUTIQUE", 6_000_000, 0.0135, 84, date(2020, 6, 5)),
    Loan("164200", "PRET BRODEUSE", 1_250_000, 0.0410, 60, date(2024, 5, 22)),
)


@dataclass(frozen=True, slots=True)
class Asset:
    """Something that lasts, written off in equal parts of a year; `supplier` when bought in the books."""

    account: str
    wear_account: str
    label: str
    cents: int
    bought_on: date
    years: int
    supplier: str = ""


ASSETS: Final = (
    Asset("205000", "280500", "SITE INTERNET", 860_000, date(2021, 9, 1), 5),
    Asset("215400", "281540", "MACHINES ATELIER", 3_480_000, date(2019, 3, 1), 8),
    Asset("218100", "281810", "AGENCEMENT BOUTIQUE", 5_240_000, date(2020, 6, 1), 10),
    Asset("218300", "281830", "CAISSE ET INFORMATIQUE", 520_000, date(2021, 1, 15), 4),
    Asset("218300", "281830", "ORDINATEURS BUREAU", 231_000, date(2023, 10, 16), 3, "FINFOR"),
    Asset("215400", "281540", "BRODEUSE NUMERIQUE", 1_485_000, date(2024, 5, 14), 7, "FMACHI"),
)
