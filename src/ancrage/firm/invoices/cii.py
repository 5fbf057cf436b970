"""Cross Industry Invoice (UN/CEFACT): Factur-X, ZUGFeRD 1.0 and 2.x, XRechnung, every profile.

ZUGFeRD 1.0 has the same content under other names (CrossIndustryDocument, one name for the parts of the head and of a line);
both names are tried wherever they differ. BT numbers are those of EN 16931.
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

ROOTS = frozenset(["CrossIndustryInvoice", "CrossIndustryDocument"])
_NOT_COUNTED = frozenset(["GROUP", "INFORMATION"])  # EXTENDED: sums and words about other lines


def read(root: Element) -> Content:
    """What the document says. The root is one of ROOTS."""
    watch = Watch()
    old = root.tag.endswith("}CrossIndustryDocument") or root.tag == "CrossIndustryDocument"
    document = _either(root, "{*}ExchangedDocument", "{*}HeaderExchangedDocument")
    context = _either(root, "{*}ExchangedDocumentContext", "{*}SpecifiedExchangedDocumentContext")
    trade = _either(
        root, "{*}SupplyChainTradeTransaction", "{*}SpecifiedSupplyChainTradeTransaction"
    )
    agreement = _either(
        trade, "{*}ApplicableHeaderTradeAgreement", "{*}ApplicableSupplyChainTradeAgreement"
    )
    delivery = _either(
        trade, "{*}ApplicableHeaderTradeDelivery", "{*}ApplicableSupplyChainTradeDelivery"
    )
    settlement = _either(
        trade, "{*}ApplicableHeaderTradeSettlement", "{*}ApplicableSupplyChainTradeSettlement"
    )
    seller = first(agreement, "{*}SellerTradeParty")
    buyer = first(agreement, "{*}BuyerTradeParty")
    order = first(agreement, "{*}BuyerOrderReferencedDocument")
    currency = (text(settlement, "{*}InvoiceCurrencyCode") or "").upper()
    items = [] if trade is None else list(trade.iterchildren("{*}IncludedSupplyChainTradeLineItem"))
    head = Invoice(
        syntax="ZF1" if old else "CII",
        profile=text(context, "{*}GuidelineSpecifiedDocumentContextParameter", "{*}ID"),
        type=text(document, "{*}TypeCode"),
        number=text(document, "{*}ID"),
        date=day(first(document, "{*}IssueDateTime"), watch),
        seller=text(seller, "{*}Name"),
        seller_siret=compact(seller, "{*}SpecifiedLegalOrganization", "{*}ID"),
        seller_vat=_vat(seller),
        seller_country=text(seller, "{*}PostalTradeAddress", "{*}CountryID"),
        seller_iban=_iban(settlement),
        buyer=text(buyer, "{*}Name"),
        buyer_siret=compact(buyer, "{*}SpecifiedLegalOrganization", "{*}ID"),
        buyer_vat=_vat(buyer),
        currency=currency,
        lines=len(items),
        order_ref=text(order, "{*}IssuerAssignedID") or text(order, "{*}ID"),
        due_date=_due_date(settlement, watch),
        delivery_date=day(
            first(delivery, "{*}ActualDeliverySupplyChainEvent", "{*}OccurrenceDateTime"), watch
        ),
    )
    head = _totals(head, settlement, watch)
    lines = tuple(line for item in items if (line := _line(item, watch)) is not None)
    return Content(*normalised(head, lines, credit=False), tuple(watch.unread))


def _either(node: Element | None, *names: str) -> Element | None:
    return None if node is None else next(node.iterchildren(*names), None)


def _totals(head: Invoice, settlement: Element | None, watch: Watch) -> Invoice:
    """Totals of the document; where tax is told twice (BT-110, BT-111), that in the currency of the invoice."""
    total = _either(
        settlement,
        "{*}SpecifiedTradeSettlementHeaderMonetarySummation",
        "{*}SpecifiedTradeSettlementMonetarySummation",
    )
    if total is None:
        return head
    return head._replace(
        net=cents(_in_currency(total, "{*}TaxBasisTotalAmount", head.currency), watch),
        tax=cents(_in_currency(total, "{*}TaxTotalAmount", head.currency), watch),
        gross=cents(_in_currency(total, "{*}GrandTotalAmount", head.currency), watch),
        due=cents(first(total, "{*}DuePayableAmount"), watch),
    )


def _in_currency(total: Element, name: str, currency: str | None) -> Element | None:
    found = list(total.iterchildren(name))
    if len(found) < 2:
        return found[0] if found else None
    return next((one for one in found if one.get("currencyID") == currency), found[0])


def _vat(party: Element | None) -> str | None:
    """VAT number (BT-31, scheme VA), not the number that the tax office gives for other taxes (FC)."""
    if party is None:
        return None
    unsaid = None
    for registration in party.iterchildren("{*}SpecifiedTaxRegistration"):
        identifier = first(registration, "{*}ID")
        if identifier is None:
            continue
        scheme = (identifier.get("schemeID") or "").upper()
        if scheme in {"VA", "VAT"}:
            return compact(identifier)
        if not scheme:
            unsaid = unsaid or compact(identifier)
    return unsaid


def _iban(settlement: Element | None) -> str | None:
    if settlement is None:
        return None
    for means in settlement.iterchildren("{*}SpecifiedTradeSettlementPaymentMeans"):
        account = first(means, "{*}PayeePartyCreditorFinancialAccount")
        if account is not None and (
            found := compact(account, "{*}IBANID") or compact(account, "{*}ProprietaryID")
        ):
            return found
    return None


def _due_date(settlement: Element | None, watch: Watch) -> date | None:
    if settlement is None:
        return None
    for terms in settlement.iterchildren("{*}SpecifiedTradePaymentTerms"):
        due = first(terms, "{*}DueDateDateTime")
        if due is not None:
            return day(due, watch)
    return None


def _line(item: Element, watch: Watch) -> Line | None:
    document = first(item, "{*}AssociatedDocumentLineDocument")
    if (text(document, "{*}LineStatusReasonCode") or "").upper() in _NOT_COUNTED:
        return None
    product = first(item, "{*}SpecifiedTradeProduct")
    agreement = _either(
        item, "{*}SpecifiedLineTradeAgreement", "{*}SpecifiedSupplyChainTradeAgreement"
    )
    delivery = _either(
        item, "{*}SpecifiedLineTradeDelivery", "{*}SpecifiedSupplyChainTradeDelivery"
    )
    settlement = _either(
        item, "{*}SpecifiedLineTradeSettlement", "{*}SpecifiedSupplyChainTradeSettlement"
    )
    tax = first(settlement, "{*}ApplicableTradeTax")
    total = _either(
        settlement,
        "{*}SpecifiedTradeSettlementLineMonetarySummation",
        "{*}SpecifiedTradeSettlementMonetarySummation",
    )
    price = first(agreement, "{*}NetPriceProductTradePrice")
    return line(
        item,
        watch,
        id=text(document, "{*}LineID"),
        product=text(product, "{*}SellerAssignedID"),
        buyer_product=text(product, "{*}BuyerAssignedID"),
        code=first(product, "{*}GlobalID"),
        name=text(product, "{*}Name"),
        country=text(product, "{*}OriginTradeCountry", "{*}ID"),
        quantity=first(delivery, "{*}BilledQuantity"),
        price=first(price, "{*}ChargeAmount"),
        per=first(price, "{*}BasisQuantity"),
        amount=first(total, "{*}LineTotalAmount"),
        percent=_either(tax, "{*}RateApplicablePercent", "{*}ApplicablePercent"),
    )
