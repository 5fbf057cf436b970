"""List of trade customers, as an accounting program exports it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from types import MappingProxyType

from ancrage.demo.cast.customers import CUSTOMERS
from ancrage.demo.cast.references import siret, vat_number
from ancrage.demo.days import YEARS
from ancrage.demo.files.cells import Row, french_amount, french_day
from ancrage.demo.records import TradeInvoice, Truth

COLUMNS = (
    "Code client",
    "Raison sociale",
    "Ville",
    "Pays",
    "SIRET",
    "N° TVA intracommunautaire",
    "Client depuis",
    "Dernière facture",
    "Nombre de factures",
    "CA TTC cumulé",
)

_COUNTRIES = MappingProxyType({"FR": "France", "BE": "Belgique", "DE": "Allemagne", "CA": "Canada"})


def customer_rows(truth: Truth) -> Iterator[Row]:
    """Header and one line a customer of the years of the books, with what it was billed in them."""
    yield COLUMNS
    billed: defaultdict[str, list[TradeInvoice]] = defaultdict(list)
    since: dict[str, str] = {}
    for invoice in truth.trade_invoices:
        since.setdefault(invoice.customer, french_day(invoice.day))
        if invoice.day.year in YEARS:
            billed[invoice.customer].append(invoice)
    for code in sorted(billed):
        customer = CUSTOMERS[code]
        invoices = [one for one in billed[code] if one.net_cents > 0]
        yield (
            code,
            customer.name,
            customer.town,
            _COUNTRIES[customer.country],
            siret(code) if customer.country == "FR" else "",
            vat_number(customer),
            since[code],
            french_day(invoices[-1].day),
            str(len(invoices)),
            french_amount(sum(one.gross_cents(customer.zone) for one in billed[code])),
        )
