"""Purchase journal: bills of suppliers, with the taxes that the firm assesses itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from ancrage.demo import hidden
from ancrage.demo.books.chart import CAPEX_SUPPLIER, DEPOSIT, SUPPLIER
from ancrage.demo.books.entries import Entry, Line, entry
from ancrage.demo.cast.suppliers import SUPPLIERS
from ancrage.demo.records import Channel, SupplierInvoice, Truth, vat_on


def purchase_entries(truth: Truth) -> Iterator[Entry]:
    """Every bill, the deposits that they use up, and the import tax of each shipment."""
    settled = settlements(truth)
    for invoice in truth.supplier_invoices:
        group = settled.get((invoice.supplier, invoice.number), "")
        yield _bill(invoice, group)
        if invoice.deposit_cents:
            yield _deposit_used(invoice, group)
        if invoice.customs_cents:
            yield _import_tax(invoice)


def settlements(truth: Truth) -> Mapping[tuple[str, str], str]:
    """Payment, or payout of the marketplace, that settles each bill: by supplier and number."""
    groups = {
        (payment.party, number): payment.number
        for payment in truth.supplier_payments
        for number in payment.settles
    }
    for payout in truth.payouts:
        if payout.channel is not Channel.MARKET:
            continue
        groups[hidden.MARKETPLACE, f"BZ-{payout.number[3:]}"] = payout.number
    return groups


def owed_account(invoice: SupplierInvoice) -> str:
    """Suppliers' account of a bill: machines have their own."""
    return CAPEX_SUPPLIER if invoice.lines[0].account.startswith("2") else SUPPLIER


def _bill(invoice: SupplierInvoice, settle: str) -> Entry:
    currency = SUPPLIERS[invoice.supplier].currency
    foreign = invoice.foreign_cents
    mark = {"foreign_cents": foreign, "currency": currency} if foreign else {}
    lines = [
        Line(line.account, line.cents, label=line.label, **mark)  # type: ignore[arg-type]
        for line in invoice.lines
    ]
    label = invoice.lines[0].label
    vat_account = "445620" if owed_account(invoice) == CAPEX_SUPPLIER else "445660"
    lines.append(Line(vat_account, invoice.vat_cents))
    reverse = vat_on(sum(line.cents for line in invoice.lines if line.vat == "reverse"))
    lines += [Line("445662", reverse), Line("445200", -reverse)]
    lines.append(
        Line(
            owed_account(invoice),
            -invoice.gross_cents,
            invoice.supplier,
            settle,
            **mark,  # type: ignore[arg-type]
        )
    )
    return entry("AC", invoice.booked_on, invoice.number, label, lines, piece_day=invoice.day)


def _deposit_used(invoice: SupplierInvoice, settle: str) -> Entry:
    label = f"IMPUTATION ACOMPTE {invoice.order} S/ {invoice.number}"
    lines = (
        Line(SUPPLIER, invoice.deposit_cents, invoice.supplier, settle),
        Line(DEPOSIT, -invoice.deposit_cents, invoice.supplier, deposit_group(invoice.order)),
    )
    return entry("OD", invoice.booked_on, invoice.number, label, lines)


def deposit_group(order: str) -> str:
    """Group in which the deposit of an order is settled."""
    return f"D{order}"


def _import_tax(invoice: SupplierInvoice) -> Entry:
    """Import VAT is declared with the return since 2022 (French tax code, article 293 A)."""
    tax = vat_on(invoice.customs_cents)
    label = f"AUTOLIQUIDATION TVA IMPORT {invoice.number}"
    lines = (Line("445663", tax), Line("445210", -tax))
    return entry("OD", invoice.booked_on, invoice.number, label, lines)


def accruals(truth: Truth, year: int) -> list[tuple[str, list[Line]]]:
    """Bills of the next year for services of this one: label and lines of each accrual."""
    found: list[tuple[str, list[Line]]] = []
    for invoice in (*truth.supplier_invoices, *truth.bills_to_come):
        if invoice.serves is None or not invoice.serves.year == year < invoice.booked_on.year:
            continue
        costs: defaultdict[str, int] = defaultdict(int)
        for line in invoice.lines:
            costs[line.account] += line.cents
        lines = [Line(account, cents) for account, cents in sorted(costs.items())]
        lines.append(Line("445860", invoice.vat_cents))
        lines.append(Line("408100", -invoice.gross_cents))
        found.append((f"FNP {invoice.lines[0].label}", lines))
    return found
