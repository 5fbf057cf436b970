"""Money in and out: customers who pay, runs of payments to suppliers, payouts of the platforms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ancrage.dates import month_end
from ancrage.demo import hidden
from ancrage.demo.cast.customers import CUSTOMERS
from ancrage.demo.cast.suppliers import SUPPLIERS
from ancrage.demo.days import EVE, LAST, SPAN, after, banking_day, next_month
from ancrage.demo.draws import stream
from ancrage.demo.life.currency import eur_cents
from ancrage.demo.records import (
    Channel,
    CostLine,
    PaidBy,
    Payment,
    Payout,
    SupplierInvoice,
    Ticket,
    TradeInvoice,
)

PSP_SHARE: Final = 0.015
"""Fee of the payment service of the web shop, as a share of receipts with tax."""

PSP_FIXED_CENTS: Final = 25
"""Its fee on each order."""

_CASH_SHARE = 0.14
_RUN_DAYS = (10, 25)


@dataclass(frozen=True, slots=True)
class _Due:
    """A document and the day on which money moves for it; negative amounts wait for a positive one."""

    number: str
    day: date
    cents: int


def _grouped(party: str, means: PaidBy, dues: Iterable[_Due]) -> list[Payment]:
    """One payment a day and party; credit notes are taken off the next payment."""
    by_day: defaultdict[date, list[_Due]] = defaultdict(list)
    for due in dues:
        by_day[due.day].append(due)
    payments: list[Payment] = []
    waiting: list[_Due] = []
    for day in sorted(by_day):
        waiting += by_day[day]
        total = sum(due.cents for due in waiting)
        if total > 0 and day <= LAST:
            numbers = tuple(due.number for due in waiting)
            payments.append(Payment(f"P{party}-{day:%y%m%d}", day, party, numbers, total, means))
            waiting = []
    return payments


def customer_payments(seed: int, invoices: Iterable[TradeInvoice]) -> tuple[Payment, ...]:
    """What trade customers paid, each after its own delay."""
    by_customer: defaultdict[str, list[TradeInvoice]] = defaultdict(list)
    for invoice in invoices:
        by_customer[invoice.customer].append(invoice)
    payments: list[Payment] = []
    for code in sorted(by_customer):
        rng = stream(seed, "pays", code)
        customer = CUSTOMERS[code]
        dues = []
        for invoice in by_customer[code]:
            delay = float(customer.pays_after_days)
            if code == hidden.BIG_CUSTOMER:
                delay = hidden.BIG_CUSTOMER_DELAY.at(invoice.day)
            delay += rng.normal(0, 3)
            credit = invoice.net_cents < 0
            day = invoice.day if credit else after(invoice.day, max(8.0, delay))
            dues.append(_Due(invoice.number, day, invoice.gross_cents(customer.zone)))
        payments += _grouped(code, "transfer", dues)
    return tuple(sorted(payments, key=lambda one: (one.day, one.number)))


def supplier_payments(invoices: Iterable[SupplierInvoice]) -> tuple[Payment, ...]:
    """What was paid to suppliers, but for the marketplace, which keeps its fee."""
    by_supplier: defaultdict[str, list[SupplierInvoice]] = defaultdict(list)
    for invoice in invoices:
        if invoice.supplier != hidden.MARKETPLACE:
            by_supplier[invoice.supplier].append(invoice)
    payments: list[Payment] = []
    for code in sorted(by_supplier):
        means = SUPPLIERS[code].paid_by
        dues = [_Due(one.number, _moves_on(one, means), _to_pay(one)) for one in by_supplier[code]]
        payments += _grouped(code, means, dues)
    return tuple(sorted(payments, key=lambda one: (one.day, one.number)))


def _moves_on(invoice: SupplierInvoice, means: PaidBy) -> date:
    if invoice.foreign_cents or means != "transfer":
        return banking_day(invoice.due_on)
    return payment_run(invoice.due_on)


def payment_run(day: date) -> date:
    """The next run of transfers: the 10th or the 25th, or the banking day after."""
    for run in _RUN_DAYS:
        if day.day <= run:
            return banking_day(day.replace(day=run))
    return banking_day(next_month(day, _RUN_DAYS[0]))


def _to_pay(invoice: SupplierInvoice) -> int:
    """Euros that leave the bank: for a foreign bill, at the rate of the day."""
    if not invoice.foreign_cents:
        return invoice.gross_cents
    rest = invoice.net_cents - invoice.deposit_cents
    day = banking_day(invoice.due_on)
    currency = SUPPLIERS[invoice.supplier].currency
    billed_rate = eur_cents(1_000_000, currency, invoice.day)
    return round(rest * eur_cents(1_000_000, currency, day) / billed_rate)


def payouts(seed: int, tickets: Sequence[Ticket]) -> tuple[Payout, ...]:
    """What cards, cash and platforms brought to the bank, also in the days after the last one."""
    taken: dict[Channel, dict[date, int]] = {channel: defaultdict(int) for channel in Channel}
    orders: defaultdict[date, int] = defaultdict(int)
    for ticket in tickets:
        taken[ticket.channel][ticket.day] += ticket.cents
        if ticket.channel is Channel.WEB and ticket.cents > 0:
            orders[ticket.day] += 1
    found = [
        *_counter(seed, taken[Channel.COUNTER]),
        *_web(taken[Channel.WEB], orders),
        *_market(taken[Channel.MARKET]),
    ]
    return tuple(sorted(found, key=lambda payout: (payout.day, payout.number)))


def counter_week(day: date) -> tuple[date, date]:
    """Monday and Sunday of the week of a day: the counter is settled by week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def _counter(seed: int, taken: dict[date, int]) -> list[Payout]:
    rng = stream(seed, "cash")
    found = []
    cash: defaultdict[date, int] = defaultdict(int)
    for day in SPAN:
        part = min(0.4, max(0.02, rng.normal(_CASH_SHARE, 0.04)))
        if taken.get(day, 0) <= 0:
            continue
        notes = round(taken[day] * part)
        cash[counter_week(day)[0]] += notes
        card = taken[day] - notes
        found.append(Payout(f"CB{day:%y%m%d}", after(day, 1), Channel.COUNTER, day, day, card, 0))
    for monday, cents in cash.items():
        sunday = monday + timedelta(days=6)
        day = after(monday, 8)
        number = f"ESP{monday:%y%m%d}"
        found.append(Payout(number, day, Channel.COUNTER, monday, sunday, cents, 0))
    return found


def _web(taken: dict[date, int], orders: dict[date, int]) -> list[Payout]:
    """Each Wednesday, the week before."""
    found = []
    first = counter_week(EVE)[0]
    while first <= LAST:
        days = [first + timedelta(days=n) for n in range(7)]
        gross = sum(taken.get(day, 0) for day in days)
        fee = round(gross * PSP_SHARE) + PSP_FIXED_CENTS * sum(orders.get(d, 0) for d in days)
        day = after(first, 9)
        found.append(Payout(f"PSP{first:%y%m%d}", day, Channel.WEB, first, days[-1], gross, fee))
        first += timedelta(days=7)
    return found


def _market(taken: dict[date, int]) -> list[Payout]:
    """Twice a month, its fee kept."""
    found = []
    first = EVE
    while first <= LAST:
        middle = first.day == 1
        last = first.replace(day=15) if middle else month_end(first)
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        gross = sum(taken.get(day, 0) for day in days)
        fee = round(gross / 1.2 * hidden.MARKETPLACE_FEE.at(last))
        number = f"BZR{last:%y%m%d}"
        found.append(Payout(number, after(last, 4), Channel.MARKET, first, last, gross, fee))
        first = last + timedelta(days=1)
    return found


def market_invoices(paid: Iterable[Payout]) -> list[SupplierInvoice]:
    """The marketplace's bills: one for each of its payouts."""
    supplier = SUPPLIERS[hidden.MARKETPLACE]
    found = []
    for payout in paid:
        if payout.channel is Channel.MARKET and payout.last <= LAST:
            label = f"BAZARINE COMMISSIONS {payout.first:%d/%m}-{payout.last:%d/%m/%Y}"
            line = CostLine("622200", payout.fee_cents, label, supplier.vat)
            found.append(
                SupplierInvoice(
                    f"BZ-{payout.number[3:]}",
                    supplier.code,
                    payout.last,
                    payout.last,
                    (line,),
                    payout.day,
                )
            )
    return found
