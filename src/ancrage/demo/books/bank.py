"""Bank journal: what customers, platforms and the counter bring; what suppliers, lenders and cards take."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from types import MappingProxyType

from ancrage.demo import hidden
from ancrage.demo.books.buying import deposit_group, owed_account
from ancrage.demo.books.chart import BANK, CUSTOMER, DEPOSIT, PARTIES, SUPPLIER
from ancrage.demo.books.entries import Entry, Line, entry
from ancrage.demo.books.selling import POOL, payout_group
from ancrage.demo.cast.contracts import LOANS, Loan
from ancrage.demo.cast.suppliers import SUPPLIERS
from ancrage.demo.days import EVE, LAST, banking_day, month_starts, next_month
from ancrage.demo.records import Channel, Payment, Payout, SupplierInvoice, Truth

_MEANS = MappingProxyType({"transfer": "VIR SEPA", "debit": "PRLV SEPA", "card": "CB"})
_CARD_FEE = 0.0065
_MONTHLY_FEE_CENTS = 3_850
_SWIFT_FEE_CENTS = 1_800


def bank_entries(truth: Truth) -> Iterator[Entry]:
    """Every entry of the bank journal but wages, social charges and taxes."""
    for payment in truth.customer_payments:
        words = f"VIR SEPA RECU {PARTIES[payment.party]} {_numbers(payment)}"
        lines = (Line(BANK, payment.cents), _settles(CUSTOMER, payment, -payment.cents))
        yield _bank(payment.day, words, lines)
    for payout in truth.payouts:
        yield _payout(payout)
    bills = {(bill.supplier, bill.number): bill for bill in truth.supplier_invoices}
    for payment in truth.supplier_payments:
        yield from _paid(payment, [bills[payment.party, number] for number in payment.settles])
    for deposit in truth.deposits:
        yield _bank(
            deposit.day,
            f"VIR INTERNATIONAL ACOMPTE {deposit.order} {PARTIES[deposit.supplier]}",
            (
                Line(
                    DEPOSIT,
                    deposit.cents,
                    deposit.supplier,
                    deposit_group(deposit.order),
                    foreign_cents=deposit.foreign_cents,
                    currency=SUPPLIERS[deposit.supplier].currency,
                ),
                Line("627000", _SWIFT_FEE_CENTS, label="FRAIS VIREMENT INTERNATIONAL"),
                Line(BANK, -deposit.cents - _SWIFT_FEE_CENTS),
            ),
        )
    yield from _fees(truth)
    yield from _loans()
    yield from _expenses(truth)


def _bank(day: date, label: str, lines: tuple[Line, ...]) -> Entry:
    """The document of a bank entry is the statement of its month."""
    return entry("BQ", day, f"RB{day:%y%m}", label, lines)


def _numbers(payment: Payment) -> str:
    shown = " ".join(payment.settles[:2])
    return shown if len(payment.settles) <= 2 else f"{shown} +{len(payment.settles) - 2}"


def _settles(account: str, payment: Payment, cents: int) -> Line:
    return Line(account, cents, payment.party, payment.number)


def _paid(payment: Payment, bills: list[SupplierInvoice]) -> Iterator[Entry]:
    name = PARTIES[payment.party]
    owed = sum(bill.gross_cents - bill.deposit_cents for bill in bills)
    gap = payment.cents - owed
    if not bills[0].foreign_cents:
        settled: defaultdict[str, int] = defaultdict(int)
        for bill in bills:
            settled[owed_account(bill)] += bill.gross_cents
        lines = [_settles(account, payment, cents) for account, cents in sorted(settled.items())]
        words = f"{_MEANS[payment.means]} {name} {_numbers(payment)}"
        yield _bank(payment.day, words, (*lines, Line(BANK, -owed)))
        return
    words = f"VIR INTERNATIONAL SOLDE {name} {_numbers(payment)}"
    converted = (
        _settles(SUPPLIER, payment, owed),
        Line("656000" if gap > 0 else "756000", gap, label=f"ECART DE CHANGE {_numbers(payment)}"),
        Line("627000", _SWIFT_FEE_CENTS, label="FRAIS VIREMENT INTERNATIONAL"),
        Line(BANK, -payment.cents - _SWIFT_FEE_CENTS),
    )
    yield _bank(payment.day, words, converted)


def _payout(payout: Payout) -> Entry:
    days = f"{payout.first:%d/%m}-{payout.last:%d/%m/%Y}"
    customer = Line(CUSTOMER, -payout.gross_cents, POOL[payout.channel], payout_group(payout))
    net = Line(BANK, payout.gross_cents - payout.fee_cents)
    if payout.channel is Channel.WEB:
        fee = Line("627800", payout.fee_cents, label=f"FRAIS PSP PAYVANEL {days}")
        return _bank(payout.day, f"VIR PAYVANEL VENTES WEB {days}", (net, fee, customer))
    if payout.channel is Channel.MARKET:
        fee = Line(SUPPLIER, payout.fee_cents, hidden.MARKETPLACE, payout.number)
        return _bank(payout.day, f"VIR BAZARINE VENTES {days}", (net, fee, customer))
    if payout.number.startswith("CB"):
        return _bank(payout.day, f"REMISE CB DU {payout.first:%d/%m/%Y}", (net, customer))
    return _bank(payout.day, f"VERSEMENT ESPECES SEM {days}", (net, customer))


def _fees(truth: Truth) -> Iterator[Entry]:
    """Account fees, and what card terminals cost, each month."""
    cards: defaultdict[date, int] = defaultdict(int)
    for payout in truth.payouts:
        if payout.channel is Channel.COUNTER and payout.number.startswith("CB"):
            cards[payout.day.replace(day=1)] += payout.gross_cents
    for month in month_starts():
        day = banking_day(next_month(month) - timedelta(days=4))
        fee = round(cards[month] * _CARD_FEE)
        lines = (
            Line("627000", _MONTHLY_FEE_CENTS, label=f"FORFAIT COMPTE PRO {month:%m/%Y}"),
            Line("627800", fee, label=f"COMMISSIONS CB {month:%m/%Y}"),
            Line(BANK, -fee - _MONTHLY_FEE_CENTS),
        )
        yield _bank(day, f"FRAIS BANCAIRES {month:%m/%Y}", lines)


def instalment_cents(loan: Loan) -> int:
    """Equal monthly instalment of a loan."""
    rate = loan.yearly_rate / 12
    return round(loan.cents * rate / (1 - (1 + rate) ** -loan.months))


def loan_schedule(loan: Loan) -> Iterator[tuple[date, int, int]]:
    """Day, principal and interest of each instalment; the last one closes the loan."""
    left, month = loan.cents, loan.drawn_on
    for number in range(loan.months):
        month = next_month(month, 5)
        interest = round(left * loan.yearly_rate / 12)
        principal = left if number == loan.months - 1 else instalment_cents(loan) - interest
        left -= principal
        yield month, principal, interest


def _loans() -> Iterator[Entry]:
    for loan in LOANS:
        if loan.drawn_on >= EVE:
            lines = (Line(BANK, loan.cents), Line(loan.account, -loan.cents))
            yield _bank(loan.drawn_on, f"DEBLOCAGE {loan.label}", lines)
        for day, principal, interest in loan_schedule(loan):
            if EVE <= day <= LAST:
                words = f"ECHEANCE {loan.label} {day:%m/%Y}"
                paid = (
                    Line(loan.account, principal),
                    Line("661100", interest),
                    Line(BANK, -principal - interest),
                )
                yield _bank(banking_day(day), words, paid)


def _expenses(truth: Truth) -> Iterator[Entry]:
    """Card payments without a supplier's account; expense reports, refunded on the 8th."""
    refunds: defaultdict[tuple[date, str], int] = defaultdict(int)
    for one in truth.expenses:
        tax = round(one.cents - one.cents / 1.2) if one.vat == "20" else 0
        if one.vat == "10":
            tax = one.cents - round(one.cents / 1.1)
        costs = (Line(one.account, one.cents - tax), Line("445660", tax))
        if one.refund_to:
            refunds[one.day, one.refund_to] += one.cents
            owed = Line("467000", -one.cents, label=f"{one.label} {one.refund_to}")
            yield entry("OD", one.day, f"NDF{one.day:%y%m}", one.label, (*costs, owed))
        else:
            yield _bank(banking_day(one.day), one.label, (*costs, Line(BANK, -one.cents)))
    for (day, person), cents in refunds.items():
        pay_day = banking_day(next_month(day, 8))
        if pay_day <= LAST:
            lines = (Line("467000", cents), Line(BANK, -cents))
            yield _bank(pay_day, f"VIR SEPA NDF {day:%m/%Y} {person}", lines)
