"""Electronic invoices that the firm received, in the terms of EN 16931 (BT and BG numbers).

Each is a bill of the truth: its number, day and totals are those of its entry in the books. Bills
of goods have the items of their order; the others have the costs that the books hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final, Literal, TypeAlias

from ancrage.demo import hidden
from ancrage.demo.cast.items import ITEMS
from ancrage.demo.cast.references import (
    barcode,
    french_vat,
    iban,
    siren,
    siret,
    sku,
    supplier_reference,
    vat_number,
)
from ancrage.demo.cast.suppliers import SUPPLIERS
from ancrage.demo.records import (
    VAT_PERMIL,
    Firm,
    PaidBy,
    PurchaseOrder,
    Receipt,
    Supplier,
    SupplierInvoice,
    Truth,
    VatRule,
    vat_on,
)

Terms: TypeAlias = "dict[str, Any]"
"""Business terms by number, as the library writes them: amounts and prices as text with a point."""

Syntax = Literal["factur-x", "ubl"]

_AUTUMN: Final = date(2025, 10, 1)

E_INVOICES_SINCE: Final[Mapping[str, tuple[date, Syntax]]] = MappingProxyType(
    {
        hidden.PRICE_RISER: (date(2023, 1, 1), "factur-x"),
        "FTISSA": (date(2024, 7, 1), "factur-x"),
        "FSAVON": (date(2025, 1, 1), "factur-x"),
        **dict.fromkeys(
            (
                *("FPOTER", "FBOUGI", "FBONNE", "FTANNE", "FTOILE", "FBOUCL", "FMERCE"),
                *("FTRANS", "FCOLIP", *hidden.ALIASES, "FTELVA", "FLORMI", "FVOLTA", "FREGIE"),
                *("FQUAIN", "FGARDE", "FBRODE", "FNETTE", "FMACHI", "FLOCAV"),
            ),
            (_AUTUMN, "factur-x"),
        ),
        "FLINEN": (date(2025, 1, 1), "ubl"),
        hidden.MAIN_SUPPLIER: (_AUTUMN, "ubl"),
    }
)
"""Suppliers that send electronic invoices: since when, and how; most began one year before they must."""

PROFILE: Final = "urn:cen.eu:en16931:2017"

_MEANS: Final[Mapping[PaidBy, str]] = MappingProxyType(
    {"transfer": "58", "debit": "59", "card": "48"}
)
"""UNTDID 4461: SEPA transfer, SEPA direct debit, bank card."""

_CATEGORY: Final[Mapping[VatRule, str]] = MappingProxyType(
    {"20": "S", "10": "S", "5.5": "S", "none": "E", "reverse": "K"}
)
"""UNTDID 5305: standard rate, exempt, supply within the Union."""

_EXEMPT: Final = "Exonération ou débours, articles 262 II 14° et 267 II 2° du CGI"
_WITHIN_UNION: Final = "Livraison intracommunautaire, autoliquidation par le preneur"

_UNITS: Final = MappingProxyType({"R01": "DMK", "R02": "DMK", "R03": "DMT", "R04": "DMT"})
"""UN/ECE Recommendation 20: square decimetres of leather, decimetres of canvas."""


@dataclass(frozen=True, slots=True)
class EInvoice:
    """One electronic invoice: its syntax, and its business terms."""

    number: str
    day: date
    supplier: str
    syntax: Syntax
    terms: Terms


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of an invoice, without tax; references are empty for what is not an item."""

    name: str
    units: int
    cents: int
    vat: VatRule
    item: str = ""


def e_invoices(truth: Truth) -> Iterator[EInvoice]:
    """Every electronic invoice and credit note, in order of entry in the books."""
    orders = {order.number: order for order in truth.orders}
    received = {one.order: one for one in truth.receipts}
    days = {(one.supplier, one.number): one.day for one in truth.supplier_invoices}
    for bill in truth.supplier_invoices:
        since, syntax = E_INVOICES_SINCE.get(bill.supplier, (date.max, "factur-x"))
        if bill.day < since:
            continue
        order = orders.get(bill.order)
        if order is not None and order.supplier != bill.supplier:
            order = None  # a forwarder's bill names the order that it carried
        receipt = received.get(bill.order) if order else None
        terms = _terms(truth.firm, bill, order, receipt)
        if bill.net_cents < 0 and " S/ " in bill.lines[0].label:
            origin = bill.lines[0].label.split(" S/ ")[1]
            terms["BG-3"] = [{"BT-25": origin, "BT-26": days[bill.supplier, origin]}]
        yield EInvoice(bill.number, bill.day, bill.supplier, syntax, terms)


def _terms(
    firm: Firm, bill: SupplierInvoice, order: PurchaseOrder | None, receipt: Receipt | None
) -> Terms:
    supplier = SUPPLIERS[bill.supplier]
    sign = -1 if bill.net_cents < 0 else 1  # a credit note (381) has amounts above zero
    delivered = receipt.received_on if receipt else min(bill.serves or bill.day, bill.day)
    terms: Terms = {
        "BT-1": bill.number,
        "BT-2": bill.day,
        "BT-3": "380" if sign > 0 else "381",
        "BT-5": "EUR",
        "BT-9": bill.due_on,
        "BT-24": PROFILE,
        "BT-72": delivered,
        "BG-4": _seller(supplier),
        "BG-7": _buyer(firm),
        "BG-13": _place(firm),
        "BG-23": _taxes(bill, sign),
        "BG-25": [
            _line(place, line, sign) for place, line in enumerate(_lines(bill, order), start=1)
        ],
        "BT-106": _amount(sign * bill.net_cents),
        "BT-109": _amount(sign * bill.net_cents),
        "BT-110": _amount(sign * bill.vat_cents),
        "BT-112": _amount(sign * bill.gross_cents),
        "BT-115": _amount(sign * bill.gross_cents),
    }
    if order is not None:
        terms["BT-13"] = order.number
    terms["BT-81"] = _MEANS[supplier.paid_by]
    if supplier.paid_by == "transfer":
        account = iban(supplier)
        if account:
            terms["BT-84"] = account
        else:
            terms["BT-81"] = "1"  # means not defined: a transfer must name its account (BR-61)
    return terms


def _lines(bill: SupplierInvoice, order: PurchaseOrder | None) -> Iterator[_Line]:
    """Items of the order that the bill is for; else its costs, without the name of the supplier."""
    if order is not None:
        vat = SUPPLIERS[bill.supplier].vat
        for line in order.lines:
            yield _Line(ITEMS[line.item].name, line.quantity, line.cents, vat, line.item)
        return
    name = SUPPLIERS[bill.supplier].name
    for cost in bill.lines:
        yield _Line(cost.label.removeprefix(name).strip(), cost.units, cost.cents, cost.vat)


def _line(place: int, line: _Line, sign: int) -> Terms:
    terms: Terms = {
        "BT-126": str(place),
        "BT-129": str(line.units),
        "BT-130": _UNITS.get(line.item, "C62"),
        "BT-131": _amount(sign * line.cents),
        "BT-146": _price(sign * line.cents, line.units),
        "BT-151": _CATEGORY[line.vat],
        "BT-152": _rate(line.vat),
        "BT-153": line.name,
    }
    if line.item:
        item = ITEMS[line.item]
        terms |= {
            "BT-155": supplier_reference(item),
            "BT-156": sku(item),
            "BT-157": barcode(item),
            "BT-157-1": "0160",
        }
    return terms


def _taxes(bill: SupplierInvoice, sign: int) -> list[Terms]:
    """Taxable amount and tax of each rule, rounded once, as in the books."""
    by_rule: dict[VatRule, int] = {}
    for line in bill.lines:
        by_rule[line.vat] = by_rule.get(line.vat, 0) + line.cents
    found: list[Terms] = []
    for rule, cents in by_rule.items():
        terms: Terms = {
            "BT-116": _amount(sign * cents),
            "BT-117": _amount(sign * vat_on(cents, rule)),
            "BT-118": _CATEGORY[rule],
            "BT-119": _rate(rule),
        }
        if rule == "none":
            terms["BT-120"] = _EXEMPT
        elif rule == "reverse":
            terms |= {"BT-120": _WITHIN_UNION, "BT-121": "VATEX-EU-IC"}
        found.append(terms)
    return found


def _seller(supplier: Supplier) -> Terms:
    party: Terms = {
        "name": supplier.name,
        "city": supplier.town,
        "country_code": supplier.country,
        "vat_identifier": vat_number(supplier),
        "einvoicing_addr": vat_number(supplier),
        "einvoicing_addr_schemeid": {"BE": "9925", "PT": "9946"}.get(supplier.country, ""),
    }
    if supplier.country == "FR":
        party |= _registered(siren(supplier.code), siret(supplier.code))
    return party


def _buyer(firm: Firm) -> Terms:
    return {
        **_place(firm),
        "vat_identifier": french_vat(firm.siren),
        **_registered(firm.siren),
    }


def _registered(number: str, establishment: str = "") -> Terms:
    """Identifiers of a French firm: SIREN (ISO 6523 code 0002), SIRET (0009), its address (0225)."""
    terms: Terms = {
        "legal_identifier": number,
        "legal_identifier_schemeid": "0002",
        "einvoicing_addr": number,
        "einvoicing_addr_schemeid": "0225",
    }
    if establishment:
        terms["identifiers"] = {"0009": establishment}
    return terms


def _place(firm: Firm) -> Terms:
    """Name and address of the firm, which buys and takes delivery."""
    return {
        "name": firm.name,
        "addr_l1": firm.street,
        "postcode": firm.postcode,
        "city": firm.town,
        "country_code": "FR",
    }


def _amount(cents: int) -> str:
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def _price(cents: int, units: int) -> str:
    """Price of one unit, with as many decimals as the amount of the line needs."""
    exact, rest = divmod(cents, units)
    return f"{cents / units / 100:.6f}" if rest else _amount(exact)


def _rate(rule: VatRule) -> str:
    return f"{VAT_PERMIL[rule] / 10:g}"
