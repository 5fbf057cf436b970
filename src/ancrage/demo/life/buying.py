"""Bills for goods and materials, and for what brings them: deposits, freight, duties, credit notes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from ancrage.demo import hidden
from ancrage.demo.cast.items import ITEMS
from ancrage.demo.cast.suppliers import SUPPLIERS
from ancrage.demo.days import LAST, YEARS, after, banking_day
from ancrage.demo.draws import stream
from ancrage.demo.life.bills import numberer
from ancrage.demo.life.currency import eur_cents
from ancrage.demo.records import CostLine, Deposit, PurchaseOrder, Receipt, SupplierInvoice

DEPOSIT_SHARE: Final = 0.30
"""Part of an import order paid when it is placed."""

BALANCE_DAYS: Final = 15
"""Days after the receipt of an import when its balance is due."""

ONWARD_SHARE: Final = 0.22
"""Part of the freight of an import that is trucking in France, with tax."""

_INSURANCE_SHARE = 0.004
_CREDIT_SHARE = 0.05
_REBATE = 0.01
_TRANSIT_DAYS = {"sea": 36, "air": 8}


def deposits(orders: Iterable[PurchaseOrder]) -> tuple[Deposit, ...]:
    """What was paid with each import order."""
    paid = []
    for order in orders:
        if SUPPLIERS[order.supplier].currency == "EUR":
            continue
        day = after(order.ordered_on, 2)
        foreign = round(order.cents * DEPOSIT_SHARE)
        cents = eur_cents(foreign, SUPPLIERS[order.supplier].currency, day)
        paid.append(Deposit(order.number, order.supplier, day, cents, foreign))
    return tuple(one for one in paid if one.day <= LAST)


def goods_invoices(
    seed: int,
    orders: Iterable[PurchaseOrder],
    receipts: Iterable[Receipt],
    paid: Iterable[Deposit],
) -> Iterator[SupplierInvoice]:
    """Bills of goods and materials, with the forwarder's for each import, and credit notes."""
    by_number = {order.number: order for order in orders}
    deposit_of = {one.order: one for one in paid}
    numbers = {code: numberer(seed, code) for code in SUPPLIERS}
    forwarded = 100
    for receipt in receipts:
        order = by_number[receipt.order]
        number = numbers[receipt.supplier]
        if receipt.mode in _TRANSIT_DAYS:
            shipped = receipt.received_on - timedelta(days=_TRANSIT_DAYS[receipt.mode])
            invoice = _import(order, receipt, deposit_of[order.number], number(shipped), shipped)
            yield invoice
            forwarded += 1
            file = f"{receipt.received_on:%y}{forwarded}"
            day = after(receipt.received_on, 3)
            if day <= LAST:
                yield _forwarding(
                    seed,
                    invoice,
                    receipt,
                    number=numbers[hidden.FORWARDER](day),
                    day=day,
                    file=file,
                )
            continue
        invoice = _bill(order, receipt, number(receipt.received_on))
        yield invoice
        yield from _credit(seed, invoice, order, number)


def _lines(order: PurchaseOrder, cents: int, label: str) -> tuple[CostLine, ...]:
    """The amount of an order spread over the purchase accounts of its items, to the cent."""
    value: defaultdict[str, int] = defaultdict(int)
    for line in order.lines:
        value[ITEMS[line.item].account] += line.cents
    vat = SUPPLIERS[order.supplier].vat
    accounts = sorted(value)
    parts = [round(cents * value[account] / order.cents) for account in accounts]
    parts[-1] += cents - sum(parts)
    return tuple(
        CostLine(account, part, label, vat) for account, part in zip(accounts, parts, strict=True)
    )


def _bill(order: PurchaseOrder, receipt: Receipt, number: str) -> SupplierInvoice:
    supplier = SUPPLIERS[order.supplier]
    day = receipt.received_on
    return SupplierInvoice(
        number,
        order.supplier,
        day,
        after(day, 2) if after(day, 2).year == day.year else day,
        _lines(order, order.cents, f"{supplier.name} {number}"),
        day + timedelta(days=supplier.terms_days),
        order=order.number,
    )


def _import(
    order: PurchaseOrder, receipt: Receipt, deposit: Deposit, number: str, shipped: date
) -> SupplierInvoice:
    """The foreign bill: its deposit at the rate paid, the rest at the rate of the day of shipment."""
    supplier = SUPPLIERS[order.supplier]
    rest = eur_cents(order.cents - deposit.foreign_cents, supplier.currency, shipped)
    return SupplierInvoice(
        number,
        order.supplier,
        shipped,
        receipt.received_on,
        _lines(order, deposit.cents + rest, f"{supplier.name} {number} - {order.number}"),
        receipt.received_on + timedelta(days=BALANCE_DAYS),
        foreign_cents=order.cents,
        deposit_cents=deposit.cents,
        order=order.number,
    )


def _forwarding(
    seed: int, goods: SupplierInvoice, receipt: Receipt, *, number: str, day: date, file: str
) -> SupplierInvoice:
    """The forwarder's bill for one shipment: freight, customs work, duties, insurance."""
    rng = stream(seed, "forwarder", receipt.order)
    value = goods.net_cents
    share = hidden.IMPORT_FREIGHT.at(receipt.received_on)
    freight = round(value * share * (1 + 0.05 * rng.standard_normal()))
    onward = round(freight * ONWARD_SHARE)
    duties = round((value + freight) * hidden.DUTY_SHARE / 100) * 100
    fees = round(value * hidden.FORWARDER_SHARE * (1 + 0.05 * rng.standard_normal()))
    if receipt.mode == "air":
        main = f"FRET AERIEN EXPRESS NINGBO-ROISSY DOS {file}"
        road = f"POST-ACHEMINEMENT EXPRESS ROISSY-QUIMPER DOS {file}"
    else:
        main = f"FRET MARITIME LCL NINGBO-LE HAVRE DOS {file}"
        road = f"POST-ACHEMINEMENT LE HAVRE-QUIMPER DOS {file}"
    lines = (
        CostLine("624100", freight - onward, main, "none"),
        CostLine("624100", onward, road, "20"),
        CostLine("608100", duties, f"DROITS DE DOUANE DOS {file} {goods.number}", "none"),
        CostLine("622400", fees, f"HONORAIRES DEDOUANEMENT DOS {file}", "20"),
        CostLine("616360", round(value * _INSURANCE_SHARE), f"ASSURANCE FRET DOS {file}", "none"),
    )
    return SupplierInvoice(
        number,
        hidden.FORWARDER,
        day,
        day,
        lines,
        day + timedelta(days=SUPPLIERS[hidden.FORWARDER].terms_days),
        customs_cents=value + freight + duties,
        order=goods.order,
    )


def _credit(
    seed: int, invoice: SupplierInvoice, order: PurchaseOrder, number: Callable[[date], str]
) -> Iterator[SupplierInvoice]:
    """Sometimes a part of the goods is faulty: a credit note, some days later."""
    rng = stream(seed, "supplier credit", order.number)
    if rng.random() >= _CREDIT_SHARE:
        return
    day = after(invoice.day, 6 + int(rng.integers(0, 15)))
    if day > LAST:
        return
    cents = -round(invoice.net_cents * rng.uniform(0.02, 0.06))
    name = SUPPLIERS[order.supplier].name
    label = f"AVOIR {name} S/ {invoice.number}"
    yield SupplierInvoice(
        f"AV{number(day)}", order.supplier, day, day, _lines(order, cents, label), day
    )


def rebates(invoices: Iterable[SupplierInvoice]) -> Iterator[SupplierInvoice]:
    """Yearly rebate of the main supplier, each February, on what it billed the year before."""
    bought: defaultdict[int, int] = defaultdict(int)
    for invoice in invoices:
        if invoice.supplier == hidden.MAIN_SUPPLIER:
            bought[invoice.booked_on.year] += invoice.net_cents
    supplier = SUPPLIERS[hidden.MAIN_SUPPLIER]
    for year in YEARS:
        day = banking_day(date(year, 2, 17))
        label = f"{supplier.name} RAPPEL {year - 1}"
        line = CostLine("609700", -round(bought[year - 1] * _REBATE), label, supplier.vat)
        yield SupplierInvoice(f"NC {year}/{year % 100:03d}", supplier.code, day, day, (line,), day)
