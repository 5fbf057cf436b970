"""Bills of what keeps the firm running: contracts, carriers, packaging, machines, small expenses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ancrage.dates import month_end
from ancrage.demo import hidden
from ancrage.demo.cast.contracts import ASSETS, CONTRACTS, Contract
from ancrage.demo.cast.customers import CUSTOMERS
from ancrage.demo.cast.suppliers import SUPPLIERS
from ancrage.demo.days import EVE, LAST, Drift, month_starts, next_month, years_from_start
from ancrage.demo.draws import stream
from ancrage.demo.life.bills import month_label, numberer
from ancrage.demo.records import (
    Channel,
    CostLine,
    Expense,
    SupplierInvoice,
    Ticket,
    TradeInvoice,
    VatRule,
    Zone,
)

_PALLET = Drift(((date(2023, 1, 1), 0.019), (date(2025, 12, 31), 0.023)))
_PALLET_FIXED_CENTS = 1_150
_ABROAD = 1.9
_PACKAGING = (
    ("CAISSES CARTON ET CALAGE", 52_000, 400),
    ("POCHETTES ET PAPIER DE SOIE", 27_000, 900),
)

PARCEL_BILL_DAY: Final = 5
"""Day on which the parcel carrier bills the month before."""


def running_invoices(
    seed: int, tickets: Iterable[Ticket], sold: Iterable[TradeInvoice]
) -> Iterator[SupplierInvoice]:
    """Every bill that is not for goods or materials."""
    yield from _regular(seed)
    yield from _packaging(seed)
    yield from _parcels(seed, tickets)
    yield from _pallets(seed, sold)


def _invoice(
    number: str, supplier: str, day: date, lines: tuple[CostLine, ...], serves: date | None = None
) -> SupplierInvoice:
    due = day + timedelta(days=SUPPLIERS[supplier].terms_days)
    return SupplierInvoice(number, supplier, day, day, lines, due, serves)


def _regular(seed: int) -> Iterator[SupplierInvoice]:
    """Bills of contracts and of machines: what a supplier bills on one day is one bill."""
    bills: defaultdict[tuple[date, str, date | None], list[CostLine]] = defaultdict(list)
    for contract in CONTRACTS:
        for day, serves, line in _contract_lines(seed, contract):
            bills[day, contract.supplier, serves].append(line)
    for asset in ASSETS:
        if asset.supplier:
            label = f"{SUPPLIERS[asset.supplier].name} {asset.label}"
            line = CostLine(asset.account, asset.cents, label, "20")
            bills[asset.bought_on, asset.supplier, None].append(line)
    numbers = {supplier: numberer(seed, supplier) for _, supplier, _ in bills}
    for (day, supplier, serves), lines in sorted(bills.items(), key=lambda bill: bill[0][:2]):
        yield _invoice(numbers[supplier](day), supplier, day, tuple(lines), serves)


def _contract_lines(seed: int, contract: Contract) -> Iterator[tuple[date, date | None, CostLine]]:
    """Day of the bill, last day of the service when it is billed later, and cost."""
    rng = stream(seed, "contract", contract.supplier, contract.label)
    for month in month_starts():
        wave = 1 + contract.noise * rng.standard_normal()
        if contract.winter:
            wave *= 1 + contract.winter * (1 if month.month in {11, 12, 1, 2, 3} else -0.7)
        if month.month not in contract.months or not contract.since <= month <= contract.until:
            continue
        day = next_month(month, contract.day) if contract.late else month.replace(day=contract.day)
        cents = round(contract.cents * wave * (1 + contract.rise) ** (month.year - 2023))
        label = f"{SUPPLIERS[contract.supplier].name} {month_label(contract.label, month)}"
        line = CostLine(contract.account, cents, label, contract.vat)
        yield day, (month_end(month) if contract.late else None), line


def _packaging(seed: int) -> Iterator[SupplierInvoice]:
    """The same boxes each month, dearer each quarter."""
    number = numberer(seed, hidden.PRICE_RISER)
    for month in month_starts():
        day = month.replace(day=9)
        quarters = (month.year - 2023) * 4 + (month.month - 1) // 3
        price = (1 + hidden.PRICE_RISE) ** (quarters / 4)
        name = SUPPLIERS[hidden.PRICE_RISER].name
        lines = tuple(
            CostLine("602610", round(cents * price), f"{name} {label}", "20", units)
            for label, cents, units in _PACKAGING
        )
        yield _invoice(number(day), hidden.PRICE_RISER, day, lines)


def _parcels(seed: int, tickets: Iterable[Ticket]) -> Iterator[SupplierInvoice]:
    """Parcels of online orders, billed the month after."""
    sent: defaultdict[date, int] = defaultdict(int)
    for ticket in tickets:
        if ticket.channel is not Channel.COUNTER and ticket.cents > 0:
            sent[ticket.day.replace(day=1)] += 1
    number = numberer(seed, "FCOLIP")
    for month in month_starts():
        day = next_month(month, PARCEL_BILL_DAY)
        price = hidden.WEB_FREIGHT_CENTS.at(month)
        label = f"COLIPONANT {sent[month]} COLIS {month:%m/%Y}"
        line = CostLine("624200", round(sent[month] * price), label, "20", max(1, sent[month]))
        yield _invoice(number(day), "FCOLIP", day, (line,), month_end(month))


@dataclass(frozen=True, slots=True)
class _Fortnight:
    """Half a month of deliveries to trade customers."""

    last: date
    cents: int
    count: int


def _fortnights(sold: Iterable[TradeInvoice]) -> Iterator[_Fortnight]:
    cents: defaultdict[date, int] = defaultdict(int)
    count: defaultdict[date, int] = defaultdict(int)
    for invoice in sold:
        if invoice.net_cents <= 0:
            continue
        day = invoice.day
        end = day.replace(day=15) if day.day <= 15 else month_end(day)
        far = 1.0 if CUSTOMERS[invoice.customer].zone is Zone.FRANCE else _ABROAD
        cents[end] += round((_PALLET_FIXED_CENTS + invoice.net_cents * _PALLET.at(day)) * far)
        count[end] += 1
    for end in sorted(cents):
        yield _Fortnight(end, cents[end], count[end])


def _pallets(seed: int, sold: Iterable[TradeInvoice]) -> Iterator[SupplierInvoice]:
    """Deliveries to trade customers; in 2025 the carrier is entered under two accounts."""
    number = numberer(seed, hidden.ALIASES[0])
    for order, half in enumerate(_fortnights(sold)):
        twice = half.last >= date(2025, 4, 1) and order % 2 == 1
        supplier = hidden.ALIASES[1 if twice else 0]
        first = half.last.replace(day=1 if half.last.day == 15 else 16)
        name = SUPPLIERS[supplier].name
        label = f"{name} {half.count} LIVRAISONS {first:%d}-{half.last:%d/%m/%Y}"
        line = CostLine("624200", half.cents, label, "20")
        yield _invoice(number(half.last), supplier, half.last, (line,))


_CARD: Final[tuple[tuple[str, str, VatRule, int, float], ...]] = (
    ("606140", "CB CARBURANT STATION", "20", 6_400, 4.0),
    ("606400", "CB PAPETERIE", "20", 3_100, 1.2),
    ("606300", "CB QUINCAILLERIE PETIT OUTILLAGE", "20", 4_700, 1.5),
    ("626100", "CB TIMBRES ET RECOMMANDES", "none", 2_600, 1.4),
    ("625100", "CB PEAGE AUTOROUTE", "20", 1_750, 1.3),
)
"""Account, label, tax rule, mean cents and times a month of what is paid by card."""

_REPORTS: Final[tuple[tuple[str, str, VatRule, int], ...]] = (
    ("625100", "TRAIN ET HOTEL", "none", 14_800),
    ("625700", "REPAS CLIENT", "10", 5_200),
    ("606300", "FOURNITURES VITRINE", "20", 3_600),
)
"""Account, label, tax rule and mean cents of what people pay and are refunded."""


def expenses(seed: int) -> tuple[Expense, ...]:
    """Costs without a supplier's account: the firm's card, and expense reports."""
    rng = stream(seed, "expenses")
    found: list[Expense] = []
    for month in month_starts():
        price = 1.02 ** years_from_start(month)
        for account, label, vat, cents, often in _CARD:
            for _ in range(int(rng.poisson(often))):
                day = month + timedelta(days=int(rng.integers(0, 28)))
                amount = round(cents * price * rng.lognormal(-0.03, 0.25))
                found.append(Expense(day, account, amount, vat, f"{label} {day:%d/%m}"))
        for person in ("MME KERVIZIC-RONAN", "MME PENCALEC"):
            for account, label, vat, cents in _REPORTS:
                amount = round(cents * price * rng.lognormal(-0.03, 0.3))
                if rng.random() < 0.45:
                    day = month_end(month)
                    words = f"NDF {month:%m/%Y} {label}"
                    found.append(Expense(day, account, amount, vat, words, person))
    return tuple(sorted((one for one in found if EVE <= one.day <= LAST), key=_when))


def _when(expense: Expense) -> tuple[date, str, str]:
    return expense.day, expense.account, expense.label
