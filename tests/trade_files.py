"""Small exports and invoices for tests: told in a line each, written as the files that shops and suppliers send."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ledgers import SIREN

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_ORDERS = (
    "Name,Email,Financial Status,Fulfillment Status,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,"
    "Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,"
    "Lineitem requires shipping,Lineitem fulfillment status,Shipping Country,Cancelled at,Refunded Amount,Lineitem discount"
)
_PRODUCTS = (
    "Handle,Title,Body (HTML),Vendor,Type,Published,Variant SKU,Variant Inventory Qty,Variant Inventory Policy,"
    "Variant Fulfillment Service,Variant Price,Variant Requires Shipping,Variant Barcode,Cost per item"
)


@dataclass(frozen=True)
class Order:
    """An order of a shop; `lines` are (quantity, name, price, reference)."""

    number: str
    day: str
    lines: tuple[tuple[int, str, float, str], ...]
    total: float
    tax: float | None
    shipping: float = 0.0
    discount: float = 0.0
    refunded: float = 0.0
    status: str = "paid"
    currency: str = "EUR"
    email: str = "ada@example.com"
    cancelled: str = ""


def shop_orders(path: Path, orders: Iterable[Order]) -> Path:
    """Orders as Shopify exports them."""
    rows = [_ORDERS]
    for one in orders:
        for rank, (quantity, name, price, sku) in enumerate(one.lines):
            item = f"{quantity},{name},{price:.2f},{sku},true,fulfilled"
            if rank:
                rows.append(f"{one.number},{one.email},,,,,,,,,,{one.day},{item},,,,0.00")
                continue
            tax = "" if one.tax is None else f"{one.tax:.2f}"
            rows.append(
                f"{one.number},{one.email},{one.status},fulfilled,no,{one.currency},{one.total - one.shipping:.2f},"
                f"{one.shipping:.2f},{tax},{one.total:.2f},{one.discount:.2f},{one.day},{item},FR,{one.cancelled},"
                f"{one.refunded:.2f},0.00"
            )
    path.write_text("\n".join([*rows, ""]), encoding="utf-8")
    return path


def shop_products(path: Path, rows: Iterable[tuple[str, str, str, str, str, float | None]]) -> Path:
    """Items as Shopify exports them: reference, name, supplier, family, barcode, cost."""
    text = [_PRODUCTS]
    for sku, name, vendor, family, barcode, cost in rows:
        paid = "" if cost is None else f"{cost:.2f}"
        text.append(
            f"{sku.lower()},{name},,{vendor},{family},true,{sku},5,deny,manual,9.90,true,{barcode},{paid}"
        )
    path.write_text("\n".join([*text, ""]), encoding="utf-8")
    return path


@dataclass(frozen=True)
class Item:
    """A line of an invoice."""

    quantity: float
    price: float
    name: str = "Savon"
    ours: str = ""
    theirs: str = ""
    barcode: str = ""
    unit: str = "C62"


def invoice(
    path: Path,
    number: str,
    day: str,
    *items: Item,
    seller: str = "SAVONNERIE DU PORT",
    siren: str = "732829320",
    buyer: str = SIREN,
    buyer_name: str = "ATELIER TEST",
    currency: str = "EUR",
) -> Path:
    """A UBL invoice with 20 % tax, each line on a line of the file; day as 2025-03-01."""
    net = round(sum(round(item.quantity * item.price, 2) for item in items), 2)
    tax = round(net * 0.2, 2)
    lines = "\n".join(_line(rank, item) for rank, item in enumerate(items, 1))
    path.write_text(
        f"""<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="{UBL}Invoice-2" xmlns:cac="{UBL}CommonAggregateComponents-2" xmlns:cbc="{UBL}CommonBasicComponents-2">
<cbc:ID>{number}</cbc:ID><cbc:IssueDate>{day}</cbc:IssueDate><cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
<cbc:DocumentCurrencyCode>{currency}</cbc:DocumentCurrencyCode>
<cac:AccountingSupplierParty>{_party(seller, siren)}</cac:AccountingSupplierParty>
<cac:AccountingCustomerParty>{_party(buyer_name, buyer)}</cac:AccountingCustomerParty>
<cac:TaxTotal><cbc:TaxAmount currencyID="{currency}">{tax:.2f}</cbc:TaxAmount></cac:TaxTotal>
<cac:LegalMonetaryTotal><cbc:TaxExclusiveAmount>{net:.2f}</cbc:TaxExclusiveAmount>
<cbc:TaxInclusiveAmount>{net + tax:.2f}</cbc:TaxInclusiveAmount><cbc:PayableAmount>{net + tax:.2f}</cbc:PayableAmount>
</cac:LegalMonetaryTotal>
{lines}
</Invoice>""",
        encoding="utf-8",
    )
    return path


def _party(name: str, siren: str) -> str:
    number = f'<cbc:CompanyID schemeID="0002">{siren}</cbc:CompanyID>' if siren else ""
    return (
        f"<cac:Party><cac:PartyName><cbc:Name>{name}</cbc:Name></cac:PartyName><cac:PartyLegalEntity>"
        f"<cbc:RegistrationName>{name}</cbc:RegistrationName>{number}</cac:PartyLegalEntity></cac:Party>"
    )


def _line(rank: int, item: Item) -> str:
    def said(tag: str, value: str) -> str:
        return f"<cac:{tag}><cbc:ID>{value}</cbc:ID></cac:{tag}>" if value else ""

    return (
        f'<cac:InvoiceLine><cbc:ID>{rank}</cbc:ID><cbc:InvoicedQuantity unitCode="{item.unit}">{item.quantity}'
        f"</cbc:InvoicedQuantity><cbc:LineExtensionAmount>{item.quantity * item.price:.2f}</cbc:LineExtensionAmount>"
        f"<cac:Item><cbc:Name>{item.name}</cbc:Name>{said('BuyersItemIdentification', item.ours)}"
        f"{said('SellersItemIdentification', item.theirs)}{said('StandardItemIdentification', item.barcode)}"
        f"</cac:Item><cac:Price><cbc:PriceAmount>{item.price}</cbc:PriceAmount></cac:Price></cac:InvoiceLine>"
    )
