"""An independent reading of the demonstration's electronic invoices, with lxml and pypdf."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from lxml import etree
from pypdf import PdfReader

CII = {
    "rsm": "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    "udt": "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
}
UBL = {
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
}


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    seller_ref: str
    buyer_ref: str
    quantity: Decimal
    price: Decimal
    net: Decimal
    rate: Decimal


@dataclass(frozen=True, slots=True)
class Invoice:
    path: Path
    xml: bytes
    syntax: str
    kind: str
    number: str
    day: date
    seller: str
    siren: str
    order: str
    origin: str
    net: Decimal
    tax: Decimal
    gross: Decimal
    lines: tuple[Line, ...]


def read(path: Path) -> Invoice:
    return _cii(path) if path.suffix == ".pdf" else _ubl(path)


def _cii(path: Path) -> Invoice:
    (xml,) = PdfReader(path).attachments["factur-x.xml"]
    root = etree.fromstring(xml)

    def one(xpath: str, node: etree._Element = root) -> str:
        found = node.xpath(f"string({xpath})", namespaces=CII)
        assert isinstance(found, str)
        return found

    lines = tuple(
        Line(
            one("ram:SpecifiedTradeProduct/ram:Name", node),
            one("ram:SpecifiedTradeProduct/ram:SellerAssignedID", node),
            one("ram:SpecifiedTradeProduct/ram:BuyerAssignedID", node),
            Decimal(one(".//ram:BilledQuantity", node)),
            Decimal(one(".//ram:NetPriceProductTradePrice/ram:ChargeAmount", node)),
            Decimal(one(".//ram:LineTotalAmount", node)),
            Decimal(one(".//ram:RateApplicablePercent", node)),
        )
        for node in root.iter(f"{{{CII['ram']}}}IncludedSupplyChainTradeLineItem")
    )
    day = one("//rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString")
    return Invoice(
        path,
        xml,
        "factur-x",
        one("//rsm:ExchangedDocument/ram:TypeCode"),
        one("//rsm:ExchangedDocument/ram:ID"),
        date(int(day[:4]), int(day[4:6]), int(day[6:])),
        one("//ram:SellerTradeParty/ram:Name"),
        one("//ram:SellerTradeParty/ram:SpecifiedLegalOrganization/ram:ID"),
        one("//ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID"),
        one("//ram:InvoiceReferencedDocument/ram:IssuerAssignedID"),
        Decimal(one("//ram:TaxBasisTotalAmount")),
        Decimal(one("//ram:TaxTotalAmount")),
        Decimal(one("//ram:DuePayableAmount")),
        lines,
    )


def _ubl(path: Path) -> Invoice:
    xml = path.read_bytes()
    root = etree.fromstring(xml)
    credit = root.tag.endswith("CreditNote")

    def one(xpath: str, node: etree._Element = root) -> str:
        found = node.xpath(f"string({xpath})", namespaces=UBL)
        assert isinstance(found, str)
        return found

    nodes = root.findall(f"cac:{'CreditNoteLine' if credit else 'InvoiceLine'}", UBL)
    lines = tuple(
        Line(
            one("cac:Item/cbc:Name", node),
            one("cac:Item/cac:SellersItemIdentification/cbc:ID", node),
            one("cac:Item/cac:BuyersItemIdentification/cbc:ID", node),
            Decimal(one("cbc:CreditedQuantity" if credit else "cbc:InvoicedQuantity", node)),
            Decimal(one("cac:Price/cbc:PriceAmount", node)),
            Decimal(one("cbc:LineExtensionAmount", node)),
            Decimal(one("cac:Item/cac:ClassifiedTaxCategory/cbc:Percent", node)),
        )
        for node in nodes
    )
    seller = "cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity"
    return Invoice(
        path,
        xml,
        "ubl",
        one("cbc:CreditNoteTypeCode" if credit else "cbc:InvoiceTypeCode"),
        one("cbc:ID"),
        date.fromisoformat(one("cbc:IssueDate")),
        one(f"{seller}/cbc:RegistrationName"),
        one(f"{seller}/cbc:CompanyID"),
        one("cac:OrderReference/cbc:ID"),
        one("cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID"),
        Decimal(one("cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount")),
        Decimal(one("cac:TaxTotal/cbc:TaxAmount")),
        Decimal(one("cac:LegalMonetaryTotal/cbc:PayableAmount")),
        lines,
    )
