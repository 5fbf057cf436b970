"""The whole truth of the demonstration firm, told from one seed."""

from __future__ import annotations

from ancrage.demo.cast import FIRM
from ancrage.demo.days import LAST
from ancrage.demo.life.buying import deposits, goods_invoices, rebates
from ancrage.demo.life.deliveries import deliveries
from ancrage.demo.life.retail import tickets
from ancrage.demo.life.running import expenses, running_invoices
from ancrage.demo.life.settling import (
    customer_payments,
    market_invoices,
    payouts,
    supplier_payments,
)
from ancrage.demo.life.supply import supply
from ancrage.demo.life.trade import trade_invoices
from ancrage.demo.records import Channel, Truth


def imagine(seed: int) -> Truth:
    """Everything that happened from October 2022 to December 2025; the same seed tells the same story."""
    retail = tuple(sale for channel in Channel for sale in tickets(seed, channel))
    trade = trade_invoices(seed)
    stock = supply(seed, retail, trade)
    prepaid = deposits(stock.orders)
    money_in = payouts(seed, retail)
    goods = tuple(goods_invoices(seed, stock.orders, stock.receipts, prepaid))
    billed = [
        *goods,
        *rebates(goods),
        *running_invoices(seed, retail, trade),
        *market_invoices(money_in),
    ]
    billed.sort(key=lambda one: (one.booked_on, one.supplier, one.number))
    return Truth(
        seed=seed,
        firm=FIRM,
        tickets=retail,
        trade_invoices=trade,
        customer_payments=customer_payments(seed, trade),
        payouts=tuple(one for one in money_in if one.day <= LAST),
        orders=stock.orders,
        receipts=stock.receipts,
        deliveries=deliveries(seed, stock.orders, stock.receipts),
        lots=stock.lots,
        stock_counts=stock.counts,
        deposits=prepaid,
        supplier_invoices=tuple(one for one in billed if one.booked_on <= LAST),
        bills_to_come=tuple(one for one in billed if one.serves and one.booked_on > LAST),
        supplier_payments=supplier_payments(billed),
        expenses=expenses(seed),
    )
