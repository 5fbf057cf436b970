"""Sales journal: invoices to trade customers, and each day of the counter and of the online shops."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from ancrage.demo.books.chart import CUSTOMER
from ancrage.demo.books.entries import Entry, Line, entry
from ancrage.demo.cast.customers import COUNTER, CUSTOMERS, MARKET, WEB
from ancrage.demo.cast.items import ITEMS
from ancrage.demo.life.settling import counter_week
from ancrage.demo.records import Channel, Payout, Ticket, TradeInvoice, Truth, Zone

POOL = MappingProxyType({Channel.COUNTER: COUNTER, Channel.WEB: WEB, Channel.MARKET: MARKET})
"""Pooled customer account of each channel."""

_ZONE = MappingProxyType({Zone.FRANCE: "100", Zone.EU: "200", Zone.WORLD: "300"})
_CHANNEL = MappingProxyType({Channel.COUNTER: "110", Channel.WEB: "120", Channel.MARKET: "130"})
_DAY = MappingProxyType(
    {
        Channel.COUNTER: ("Z{:%y%m%d}", "Z CAISSE DU {:%d/%m/%Y}"),
        Channel.WEB: ("WEB{:%y%m%d}", "VENTES SITE INTERNET DU {:%d/%m/%Y}"),
        Channel.MARKET: ("BZR{:%y%m%d}", "VENTES BAZARINE DU {:%d/%m/%Y}"),
    }
)


def sales_entries(truth: Truth) -> Iterator[Entry]:
    """Every entry of the sales journal."""
    paid_by = {
        number: payment.number for payment in truth.customer_payments for number in payment.settles
    }
    for invoice in truth.trade_invoices:
        yield _trade(invoice, paid_by.get(invoice.number, ""))
    by_day: defaultdict[tuple[Channel, date], list[Ticket]] = defaultdict(list)
    for ticket in truth.tickets:
        by_day[ticket.channel, ticket.day].append(ticket)
    groups = online_groups(truth)
    for (channel, day), tickets in by_day.items():
        yield _retail(channel, day, tickets, settle_group(channel, day, groups))


def online_groups(truth: Truth) -> Mapping[tuple[Channel, date], str]:
    """Payout that settles each first day of an online period."""
    return {
        (payout.channel, payout.first): payout.number
        for payout in truth.payouts
        if payout.channel is not Channel.COUNTER
    }


def settle_group(channel: Channel, day: date, groups: Mapping[tuple[Channel, date], str]) -> str:
    """Group in which the sales of a day are settled: a week, or the payout of its period."""
    monday = counter_week(day)[0]
    if channel is Channel.COUNTER:
        return f"S{monday:%y%m%d}"
    first = monday if channel is Channel.WEB else day.replace(day=1 if day.day <= 15 else 16)
    return groups.get((channel, first), "")


def payout_group(payout: Payout) -> str:
    """Group that a payout settles."""
    if payout.channel is Channel.COUNTER:
        return f"S{counter_week(payout.first)[0]:%y%m%d}"
    return payout.number


def _family(item: str) -> str:
    return "701" if ITEMS[item].kind == "made" else "707"


def _trade(invoice: TradeInvoice, settle: str) -> Entry:
    customer = CUSTOMERS[invoice.customer]
    sums: defaultdict[str, int] = defaultdict(int)
    for line in invoice.lines:
        sums[_family(line.item) + _ZONE[customer.zone]] -= line.cents
    sums["708500"] -= invoice.shipping_cents
    sums["709700"] -= invoice.rebate_cents
    gross = invoice.gross_cents(customer.zone)
    sums["445710"] -= gross - invoice.net_cents
    if invoice.rebate_cents:
        label = f"RFA {customer.name} {invoice.number}"
    elif invoice.net_cents < 0:
        label = f"AVOIR {customer.name} {invoice.number}"
    else:
        label = f"{customer.name} {invoice.number}"
    lines = [Line(CUSTOMER, gross, invoice.customer, settle)]
    lines += [Line(account, sums[account]) for account in sorted(sums, reverse=True)]
    return entry("VE", invoice.day, invoice.number, label, lines)


def _retail(channel: Channel, day: date, tickets: list[Ticket], settle: str) -> Entry:
    sums: defaultdict[str, int] = defaultdict(int)
    for ticket in tickets:
        for line in ticket.lines:
            sums[_family(line.item) + _CHANNEL[channel]] += line.cents
        sums["708500"] += ticket.shipping_cents
    gross = sum(sums.values())
    lines = [Line(CUSTOMER, gross, POOL[channel], settle)]
    net = {account: round(cents / 1.2) for account, cents in sums.items()}
    lines += [Line(account, -net[account]) for account in sorted(net, reverse=True)]
    lines.append(Line("445710", sum(net.values()) - gross))
    ref, label = _DAY[channel]
    return entry("VE", day, ref.format(day), label.format(day), lines)
