"""UBL 2.1 Invoice and CreditNote (OASIS): Peppol BIS 3, XRechnung, and the national forms that keep its names.

BT numbers are those of EN 16931.
"""

from __future__ import annotations

from datetime import date

from ancrage.firm.invoices.lines import line
from ancrage.firm.invoices.model import Content, Invoice, Line
from ancrage.firm.invoices.sign import normalised
from ancrage.firm.invoices.values import (
    Element,
    Watch,
    cents,
    compact,
    day,
    first,
    text,
)

ROOTS = frozenset(["Invoice", "CreditNote"])
NAMESPACE = "urn:oasis:names:specification:ubl:"


def is_ubl(root: Element) -> bool:
    """Whether an Invoice or CreditNote is that of UBL: other formats have a root of the same name."""
    space = root.tag[1:].partition("}")[0] if root.tag.startswith("{") else ""
    return space.startswith(NAMESPACE) or (
        not space and first(root, "{*}LegalMonetaryTotal") is not None
    )


def read(root: Element) -> Content:
    """What the document says. The root is one of ROOTS."""
    watch = Watch()
    credit = root.tag.rpartition("}")[2] == "CreditNote"
    seller = first(root, "{*}AccountingSupplierParty", "{*}Party")
    buyer = first(root, "{*}AccountingCustomerParty", "{*}Party")
    currency = (text(root, "{*}DocumentCurrencyCode") or "").upper()
    items = list(root.iterchildren("{*}CreditNoteLine" if credit else "{*}InvoiceLine"))
    total = first(root, "{*}LegalMonetaryTotal")
    head = Invoice(
        syntax="UBL",
        profile=text(root, "{*}CustomizationID"),
        type=_type(root, credit=credit),
        number=text(root, "{*}ID"),
        date=day(first(root, "{*}IssueDate"), watch),
        seller=_name(seller),
        seller_siret=compact(seller, "{*}PartyLegalEntity", "{*}CompanyID"),
        seller_vat=_vat(seller),
        seller_country=text(seller, "{*}PostalAddress", "{*}Country", "{*}IdentificationCode"),
        seller_iban=_iban(root),
        buyer=_name(buyer),
        buyer_siret=compact(buyer, "{*}PartyLegalEntity", "{*}CompanyID"),
        buyer_vat=_vat(buyer),
        currency=currency,
        net=cents(first(total, "{*}TaxExclusiveAmount"), watch),
        tax=cents(_tax(root, currency), watch),
        gross=cents(first(total, "{*}TaxInclusiveAmount"), watch),
        due=cents(first(total, "{*}PayableAmount"), watch),
        lines=len(items),
        order_ref=text(root, "{*}OrderReference", "{*}ID"),
        due_date=_due_date(root, watch),
        delivery_date=day(first(root, "{*}Delivery", "{*}ActualDeliveryDate"), watch),
    )
    lines = tuple(_line(item, watch) for item in items)
    return Content(*normalised(head, lines, credit=credit), tuple(watch.unread))


def _type(root: Element, *, credit: bool) -> str | None:
    if credit:
        return text(root, "{*}CreditNoteTypeCode") or "381"
    return text(root, "{*}InvoiceTypeCode")


def _name(party: Element | None) -> str | None:
    """Legal name (BT-27, BT-44), else the name under which it trades."""
    return text(party, "{*}PartyLegalEntity", "{*}RegistrationName") or text(
        party, "{*}PartyName", "{*}Name"
    )


def _vat(party: Element | None) -> str | None:
    """VAT number (BT-31), not the number that the tax office gives for other taxes (BT-32)."""
    if party is None:
        return None
    unsaid = None
    for scheme in party.iterchildren("{*}PartyTaxScheme"):
        kind = (text(scheme, "{*}TaxScheme", "{*}ID") or "").upper()
        if kind in {"VAT", "VA"}:
            return compact(scheme, "{*}CompanyID")
        if not kind:
            unsaid = unsaid or compact(scheme, "{*}CompanyID")
    return unsaid


def _iban(root: Element) -> str | None:
    for means in root.iterchildren("{*}PaymentMeans"):
        if found := compact(means, "{*}PayeeFinancialAccount", "{*}ID"):
            return found
    return None


def _tax(root: Element, currency: str) -> Element | None:
    """Total of tax; where it is told twice (BT-110, BT-111), that in the currency of the invoice."""
    found = [
        amount
        for total in root.iterchildren("{*}TaxTotal")
        if (amount := first(total, "{*}TaxAmount")) is not None
    ]
    return next(
        (amount for amount in found if amount.get("currencyID") == currency),
        found[0] if found else None,
    )


def _due_date(root: Element, watch: Watch) -> date | None:
    """Day to pay: of the invoice, else (credit notes) of its means or terms of payment."""
    due = first(root, "{*}DueDate")
    if due is None:
        due = first(root, "{*}PaymentMeans", "{*}PaymentDueDate")
    if due is None:
        due = first(root, "{*}PaymentTerms", "{*}PaymentDueDate")
    return day(due, watch)


def _line(item: Element, watch: Watch) -> Line:
    product = first(item, "{*}Item")
    price = first(item, "{*}Price")
    return line(
        item,
        watch,
        id=text(item, "{*}ID"),
        product=text(product, "{*}SellersItemIdentification", "{*}ID"),
        buyer_product=text(product, "{*}BuyersItemIdentification", "{*}ID"),
        code=first(product, "{*}StandardItemIdentification", "{*}ID"),
        name=text(product, "{*}Name") or text(product, "{*}Description"),
        country=text(product, "{*}OriginCountry", "{*}IdentificationCode"),
        quantity=next(item.iterchildren("{*}InvoicedQuantity", "{*}CreditedQuantity"), None),
        price=first(price, "{*}PriceAmount"),
        per=first(price, "{*}BaseQuantity"),
        amount=first(item, "{*}LineExtensionAmount"),
        percent=first(product, "{*}ClassifiedTaxCategory", "{*}Percent"),
    )
