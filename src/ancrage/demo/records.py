"""What is true of the demonstration firm: frozen records, amounts in whole cents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Literal

PaidBy = Literal["transfer", "debit", "card"]
VatRule = Literal["20", "10", "5.5", "none", "reverse"]
ItemKind = Literal["material", "good", "made"]
Mode = Literal["road", "sea", "air", "workshop"]


VAT_PERMIL: Final = MappingProxyType({"20": 200, "10": 100, "5.5": 55, "none": 0, "reverse": 0})
"""Tax that a bill adds, in thousandths; under the reverse charge it adds none."""


def vat_on(cents: int, rule: VatRule = "20") -> int:
    """Value added tax on an amount, to the nearest cent."""
    return round(cents * VAT_PERMIL[rule] / 1000)


class Zone(StrEnum):
    """Where a partner is, as value added tax sees it."""

    FRANCE = "france"
    EU = "eu"
    WORLD = "world"


class Channel(StrEnum):
    """Where a person buys."""

    COUNTER = "counter"
    WEB = "web"
    MARKET = "market"


@dataclass(frozen=True, slots=True)
class Firm:
    """The firm itself."""

    name: str
    siren: str
    street: str
    postcode: str
    town: str
    activity: str


@dataclass(frozen=True, slots=True)
class Employee:
    """One person on the payroll; `account` is the wage account of their work."""

    name: str
    post: str
    account: str
    gross_cents: int
    hired: date
    months: tuple[int, ...] = tuple(range(1, 13))


@dataclass(frozen=True, slots=True)
class Supplier:
    """One supplier; `vat` is the rule of its invoices, `code` its auxiliary account."""

    code: str
    name: str
    town: str
    country: str
    terms_days: int = 30
    paid_by: PaidBy = "transfer"
    vat: VatRule = "20"
    currency: str = "EUR"


@dataclass(frozen=True, slots=True)
class Customer:
    """One trade customer: what it buys a year (`yearly_eur`, in 2023 prices), how often, how it pays."""

    code: str
    name: str
    town: str
    country: str
    yearly_eur: int
    orders_a_year: int
    first_year: int = 2022
    last_year: int = 2025
    growth: float = 0.03
    pays_after_days: int = 38
    silent_from: date | None = None

    @property
    def zone(self) -> Zone:
        """France, European Union or the rest of the world."""
        if self.country == "FR":
            return Zone.FRANCE
        return Zone.EU if self.country in {"BE", "DE"} else Zone.WORLD


@dataclass(frozen=True, slots=True)
class Item:
    """Something kept in stock: a material, a good bought for resale, or a product of the workshop.

    Args:
        code: reference in the firm.
        name: as on the price tag.
        kind: material, good or made.
        account: purchase account (materials, goods) or account of sales (made).
        supplier: code of the supplier; the workshop for what is made.
        cost_cents: unit price in 2023, in the supplier's currency; for what is made, labour only.
        retail_cents: price with tax in 2023; zero for materials.
        share: part of a thousand euros of sales.
        pack: quantities are ordered in multiples of it.
        recipe: materials and quantities in one unit of what is made.
    """

    code: str
    name: str
    kind: ItemKind
    account: str
    supplier: str
    cost_cents: int
    retail_cents: int = 0
    share: float = 0.0
    pack: int = 1
    recipe: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class SaleLine:
    """Some units of one item sold; negative when they come back."""

    item: str
    quantity: int
    unit_cents: int

    @property
    def cents(self) -> int:
        """Amount of the line."""
        return self.quantity * self.unit_cents


@dataclass(frozen=True, slots=True)
class Ticket:
    """One sale to a person, prices with tax; a refund has negative quantities."""

    number: str
    day: date
    channel: Channel
    lines: tuple[SaleLine, ...]
    shipping_cents: int = 0

    @property
    def cents(self) -> int:
        """What the person pays, tax included."""
        return sum(line.cents for line in self.lines) + self.shipping_cents


@dataclass(frozen=True, slots=True)
class TradeInvoice:
    """One invoice to a trade customer, prices without tax.

    A credit note has negative quantities, or a negative `rebate_cents` alone.
    """

    number: str
    day: date
    customer: str
    lines: tuple[SaleLine, ...]
    shipping_cents: int = 0
    rebate_cents: int = 0
    origin: str = ""

    @property
    def net_cents(self) -> int:
        """Amount without tax."""
        return sum(line.cents for line in self.lines) + self.shipping_cents + self.rebate_cents

    def gross_cents(self, zone: Zone) -> int:
        """Amount to pay: with tax in France, exempt elsewhere."""
        return self.net_cents + (vat_on(self.net_cents) if zone is Zone.FRANCE else 0)


@dataclass(frozen=True, slots=True)
class PurchaseOrder:
    """One order to a supplier of goods or materials, in the supplier's currency."""

    number: str
    supplier: str
    ordered_on: date
    promised_on: date
    lines: tuple[SaleLine, ...]

    @property
    def cents(self) -> int:
        """Value of the order, in the supplier's currency."""
        return sum(line.cents for line in self.lines)


@dataclass(frozen=True, slots=True)
class Receipt:
    """The day on which an order is complete, and is billed."""

    order: str
    supplier: str
    received_on: date
    mode: Mode


@dataclass(frozen=True, slots=True)
class Lot:
    """What the workshop made of one item; its materials leave the shelves when it starts."""

    item: str
    started_on: date
    finished_on: date
    quantity: int


@dataclass(frozen=True, slots=True)
class Delivery:
    """Units of one item of an order that came in on one day; an order may come in several times."""

    order: str
    supplier: str
    day: date
    item: str
    quantity: int


@dataclass(frozen=True, slots=True)
class CostLine:
    """One line of a supplier's invoice, without tax; `units` is 1 for what is not counted."""

    account: str
    cents: int
    label: str
    vat: VatRule
    units: int = 1


@dataclass(frozen=True, slots=True)
class SupplierInvoice:
    """One invoice of a supplier; negative amounts make a credit note.

    Args:
        number: as the supplier writes it.
        supplier: code.
        day: date on the invoice.
        booked_on: day on which the firm enters it.
        lines: costs without tax.
        due_on: day on which it must be paid.
        serves: last day of the service, when it is billed later.
        foreign_cents: amount in the supplier's currency, when it is not the euro.
        deposit_cents: euros already paid with the order.
        customs_cents: value in customs, on which import VAT is self-assessed.
        order: number of the firm's order that it bills.
    """

    number: str
    supplier: str
    day: date
    booked_on: date
    lines: tuple[CostLine, ...]
    due_on: date
    serves: date | None = None
    foreign_cents: int = 0
    deposit_cents: int = 0
    customs_cents: int = 0
    order: str = ""

    @property
    def net_cents(self) -> int:
        """Amount without tax, in euros."""
        return sum(line.cents for line in self.lines)

    @property
    def vat_cents(self) -> int:
        """Tax on the bill, rounded once by rate."""
        by_rule: dict[VatRule, int] = {}
        for line in self.lines:
            by_rule[line.vat] = by_rule.get(line.vat, 0) + line.cents
        return sum(vat_on(cents, rule) for rule, cents in by_rule.items())

    @property
    def gross_cents(self) -> int:
        """Amount of the bill, tax included."""
        return self.net_cents + self.vat_cents


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that settles documents of one party; `cents` is what leaves or enters the bank.

    Args:
        number: unique reference.
        day: value date at the bank.
        party: code of the customer or supplier.
        settles: numbers of the documents it closes.
        cents: amount on the bank statement.
        means: how it was paid.
    """

    number: str
    day: date
    party: str
    settles: tuple[str, ...]
    cents: int
    means: PaidBy


@dataclass(frozen=True, slots=True)
class Deposit:
    """Part of an order paid when it is placed, in euros and in the currency of the order."""

    order: str
    supplier: str
    day: date
    cents: int
    foreign_cents: int


@dataclass(frozen=True, slots=True)
class Payout:
    """What an online platform pays for the sales of some days, its fee taken off.

    `gross_cents` is with tax; `fee_cents` is without.
    """

    number: str
    day: date
    channel: Channel
    first: date
    last: date
    gross_cents: int
    fee_cents: int


@dataclass(frozen=True, slots=True)
class Expense:
    """A cost paid without a supplier's account: by card, or by a person who is refunded."""

    day: date
    account: str
    cents: int
    vat: VatRule
    label: str
    refund_to: str = ""


@dataclass(frozen=True, slots=True)
class StockCount:
    """Units of an item on the shelves on one day, and the value of one."""

    day: date
    item: str
    quantity: int
    unit_cents: int


@dataclass(frozen=True, slots=True)
class Truth:
    """Everything that happened to the firm: each file is written from this, and from nothing else.

    `bills_to_come` are for services of the last month, billed after the last day.
    """

    seed: int
    firm: Firm
    tickets: tuple[Ticket, ...]
    trade_invoices: tuple[TradeInvoice, ...]
    customer_payments: tuple[Payment, ...]
    payouts: tuple[Payout, ...]
    orders: tuple[PurchaseOrder, ...]
    receipts: tuple[Receipt, ...]
    deliveries: tuple[Delivery, ...]
    lots: tuple[Lot, ...]
    stock_counts: tuple[StockCount, ...]
    deposits: tuple[Deposit, ...]
    supplier_invoices: tuple[SupplierInvoice, ...]
    bills_to_come: tuple[SupplierInvoice, ...]
    supplier_payments: tuple[Payment, ...]
    expenses: tuple[Expense, ...]
