"""What is sold elsewhere than in the web shop: the till by day, the marketplace by order, invoices by line.

With the orders of the web shop, these lists hold every unit sold in the years of the books.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from ancrage.demo.cast.customers import CUSTOMERS
from ancrage.demo.cast.items import ITEMS
from ancrage.demo.cast.references import family, sku
from ancrage.demo.days import YEARS
from ancrage.demo.files.cells import Row, french_amount, french_day
from ancrage.demo.records import Channel, Ticket, Truth

TILL_COLUMNS = (
    "Date",
    "Point de vente",
    "Code article",
    "Libellé",
    "Famille",
    "Qté vendue",
    "CA HT",
    "TVA",
    "CA TTC",
)

MARKET_COLUMNS = (
    "N° commande",
    "Date commande",
    "Place de marché",
    "Référence",
    "Désignation",
    "Quantité vendue",
    "Prix unitaire TTC",
    "Montant TTC",
    "TVA",
)

INVOICE_COLUMNS = (
    "N° facture",
    "Date facture",
    "Canal de vente",
    "Code client",
    "Client",
    "Référence",
    "Désignation",
    "Qté facturée",
    "Prix unitaire HT",
    "Montant HT",
)

_TILL = "Caisse boutique"
_MARKET = "Bazarine"
_TRADE = "Professionnels"


def till_rows(truth: Truth) -> Iterator[Row]:
    """Header and one line a day and item of the till, what came back that day taken off."""
    yield TILL_COLUMNS
    sold: defaultdict[tuple[date, str], list[int]] = defaultdict(lambda: [0, 0])
    for ticket in _of(truth, Channel.COUNTER):
        for line in ticket.lines:
            sums = sold[ticket.day, line.item]
            sums[0] += line.quantity
            sums[1] += line.cents
    for (day, code), (quantity, cents) in sorted(sold.items()):
        item = ITEMS[code]
        net = round(cents / 1.2)
        if quantity or cents:
            yield (
                french_day(day),
                _TILL,
                sku(item),
                item.name,
                family(item),
                str(quantity),
                french_amount(net),
                french_amount(cents - net),
                french_amount(cents),
            )


def market_rows(truth: Truth) -> Iterator[Row]:
    """Header and one line an item of each order of the marketplace, and of what came back."""
    yield MARKET_COLUMNS
    for ticket in _of(truth, Channel.MARKET):
        for line in ticket.lines:
            item = ITEMS[line.item]
            yield (
                ticket.number,
                french_day(ticket.day),
                _MARKET,
                sku(item),
                item.name,
                str(line.quantity),
                french_amount(line.unit_cents),
                french_amount(line.cents),
                french_amount(line.cents - round(line.cents / 1.2)),
            )


def invoice_rows(truth: Truth) -> Iterator[Row]:
    """Header and one line an item of each invoice and credit note to trade customers; shipping and rebates have none."""
    yield INVOICE_COLUMNS
    for invoice in truth.trade_invoices:
        if invoice.day.year not in YEARS:
            continue
        customer = CUSTOMERS[invoice.customer]
        for line in invoice.lines:
            item = ITEMS[line.item]
            yield (
                invoice.number,
                french_day(invoice.day),
                _TRADE,
                customer.code,
                customer.name,
                sku(item),
                item.name,
                str(line.quantity),
                french_amount(line.unit_cents),
                french_amount(line.cents),
            )


def _of(truth: Truth, channel: Channel) -> Iterator[Ticket]:
    """Sales of a channel in the years of the books, in order of time."""
    return (one for one in truth.tickets if one.channel is channel and one.day.year in YEARS)
