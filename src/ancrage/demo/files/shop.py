"""Exports of the web shop: its orders and its products, in the columns of Shopify.

An order is a sale of the channel « web » of the truth; what came back is on the order as its
refunded amount, without its day, as in the real export.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Final

from ancrage.demo.cast import FIRM
from ancrage.demo.cast.items import ITEMS, SOLD, retail_cents
from ancrage.demo.cast.references import barcode, family, sku
from ancrage.demo.cast.suppliers import SUPPLIERS, WORKSHOP
from ancrage.demo.days import LAST, YEARS, banking_day
from ancrage.demo.draws import stream
from ancrage.demo.files.cells import Row, plain_amount
from ancrage.demo.files.shoppers import Shopper, shoppers
from ancrage.demo.records import Channel, Item, SaleLine, Ticket, Truth

_SHIP = (
    ["Name", "Street", "Address1", "Address2", "Company", "City", "Zip", "Province", "Country", "Phone"]
)  # fmt: skip
ORDER_COLUMNS: Final = (
    *["Name", "Email", "Financial Status", "Paid at", "Fulfillment Status", "Fulfilled at"],
    *["Accepts Marketing", "Currency", "Subtotal", "Shipping", "Taxes", "Total", "Discount Code"],
    *["Discount Amount", "Shipping Method", "Created at", "Lineitem quantity", "Lineitem name"],
    *["Lineitem price", "Lineitem compare at price", "Lineitem sku"],
    *["Lineitem requires shipping", "Lineitem taxable", "Lineitem fulfillment status"],
    *(f"Billing {word}" for word in _SHIP),
    *(f"Shipping {word}" for word in _SHIP),
    *["Notes", "Note Attributes", "Cancelled at", "Payment Method", "Payment Reference"],
    *[
        "Refunded Amount",
        "Vendor",
        "Outstanding Balance",
        "Employee",
        "Location",
        "Device ID",
        "Id",
    ],
    *["Tags", "Risk Level", "Source", "Lineitem discount"],
    *(f"Tax {place} {word}" for place in range(1, 6) for word in ("Name", "Value")),
    *["Phone", "Receipt Number", "Duties", "Billing Province Name", "Shipping Province Name"],
    *["Payment ID", "Payment Terms Name", "Next Payment Due At", "Payment References"],
)
"""The 79 columns of an export of orders, in their order."""

PRODUCT_COLUMNS: Final = (
    *["Handle", "Title", "Body (HTML)", "Vendor", "Product Category", "Type", "Tags", "Published"],
    *(f"Option{place} {word}" for place in range(1, 4) for word in ("Name", "Value")),
    *["Variant SKU", "Variant Grams", "Variant Inventory Tracker", "Variant Inventory Qty"],
    *["Variant Inventory Policy", "Variant Fulfillment Service", "Variant Price"],
    *["Variant Compare At Price", "Variant Requires Shipping", "Variant Taxable"],
    *["Variant Barcode", "Image Src", "Image Position", "Image Alt Text", "Gift Card"],
    *["SEO Title", "SEO Description", "Variant Image", "Variant Weight Unit", "Variant Tax Code"],
    *["Cost per item", "Status"],
)
"""Columns of an export of products, without those of advertising."""

_TO_ASCII: Final = MappingProxyType({"é": "e", "è": "e", "à": "a", "'": "-", " ": "-"})


def order_rows(truth: Truth) -> Iterator[Row]:
    """Header and lines of every order of the years of the books, the newest first."""
    yield ORDER_COLUMNS
    web = [one for one in truth.tickets if one.channel is Channel.WEB]
    refunded = {one.number.removesuffix("-R"): -one.cents for one in web if one.cents < 0}
    orders = [one for one in web if one.cents > 0]
    who = shoppers(truth.seed, len(orders))
    hours = stream(truth.seed, "web hours").integers(7 * 60, 23 * 60, size=len(orders)).tolist()
    ranked = list(enumerate(zip(orders, who, hours, strict=True)))
    for rank, (order, shopper, minute) in reversed(ranked):
        if order.day.year not in YEARS:
            continue
        head = _head(order, shopper, rank, minute, refunded.get(order.number, 0))
        for place, line in enumerate(order.lines):
            cells = {**_line(line, head), **(head if place == 0 else {})}
            yield [cells.get(column, "") for column in ORDER_COLUMNS]


def _head(order: Ticket, shopper: Shopper, rank: int, minute: int, refunded: int) -> dict[str, str]:
    """Cells that an order has on its first line."""
    created = _moment(order.day, minute)
    sent_on = banking_day(order.day + timedelta(days=1))
    sent = sent_on <= LAST
    tax = order.cents - round(order.cents / 1.2)
    status = "paid"
    if refunded:
        status = "refunded" if refunded == order.cents else "partially_refunded"
    key = hashlib.sha256(order.number.encode()).hexdigest()[:24]
    place = {
        "Name": shopper.name,
        "Street": shopper.street,
        "Address1": shopper.street,
        "City": shopper.town.name,
        "Zip": f"'{shopper.town.postcode}",
        "Country": shopper.town.country,
    }
    return {
        "Name": order.number,
        "Email": shopper.email,
        "Financial Status": status,
        "Paid at": created,
        "Fulfillment Status": "fulfilled" if sent else "unfulfilled",
        "Fulfilled at": _moment(sent_on, 16 * 60) if sent else "",
        "Accepts Marketing": "yes" if shopper.accepts_news else "no",
        "Currency": "EUR",
        "Subtotal": plain_amount(order.cents - order.shipping_cents),
        "Shipping": plain_amount(order.shipping_cents),
        "Taxes": plain_amount(tax),
        "Total": plain_amount(order.cents),
        "Discount Amount": "0.00",
        "Shipping Method": "Colis à domicile" if order.shipping_cents else "Livraison offerte",
        "Created at": created,
        **{f"Billing {word}": value for word, value in place.items()},
        **{f"Shipping {word}": value for word, value in place.items()},
        "Payment Method": "Carte bancaire",
        "Payment Reference": key,
        "Refunded Amount": plain_amount(refunded),
        "Outstanding Balance": "0.00",
        "Id": str(5_400_000_000_000 + 32_768 * rank),
        "Risk Level": "Low",
        "Source": "web",
        "Tax 1 Name": "FR TVA 20%",
        "Tax 1 Value": plain_amount(tax),
        "Payment References": key,
    }


def _line(line: SaleLine, head: dict[str, str]) -> dict[str, str]:
    """Cells of one item; the first ones are repeated on each line of the order."""
    item = ITEMS[line.item]
    return {
        **{word: head[word] for word in ("Name", "Email", "Created at")},
        "Lineitem quantity": str(line.quantity),
        "Lineitem name": item.name,
        "Lineitem price": plain_amount(line.unit_cents),
        "Lineitem sku": sku(item),
        "Lineitem requires shipping": "true",
        "Lineitem taxable": "true",
        "Lineitem fulfillment status": "fulfilled" if head["Fulfilled at"] else "pending",
        "Vendor": vendor(item),
        "Lineitem discount": "0.00",
    }


def vendor(item: Item) -> str:
    """Brand of an item in the shop: its supplier in small letters, or the firm."""
    name = FIRM.name if item.supplier == WORKSHOP else SUPPLIERS[item.supplier].name
    return name.title()


def product_rows(truth: Truth) -> Iterator[Row]:
    """Header and line of every product of the shop, as it is on the last day."""
    yield PRODUCT_COLUMNS
    counted = {one.item: one for one in truth.stock_counts if one.day == LAST}
    for item in SOLD:
        count = counted[item.code]
        handle = "".join(_TO_ASCII.get(letter, letter) for letter in item.name.lower())
        cells = {
            "Handle": handle,
            "Title": item.name,
            "Body (HTML)": f"<p>{item.name}, par {vendor(item)}.</p>",
            "Vendor": vendor(item),
            "Type": family(item),
            "Published": "true",
            "Option1 Name": "Title",
            "Option1 Value": "Default Title",
            "Variant SKU": sku(item),
            "Variant Grams": "0.0",
            "Variant Inventory Tracker": "shopify",
            "Variant Inventory Qty": str(count.quantity),
            "Variant Inventory Policy": "deny",
            "Variant Fulfillment Service": "manual",
            "Variant Price": plain_amount(retail_cents(item, LAST.year)),
            "Variant Requires Shipping": "true",
            "Variant Taxable": "true",
            "Variant Barcode": barcode(item),
            "Gift Card": "false",
            "Variant Weight Unit": "kg",
            "Cost per item": plain_amount(count.unit_cents),
            "Status": "active",
        }
        yield [cells.get(column, "") for column in PRODUCT_COLUMNS]


def _moment(day: date, minute: int) -> str:
    """Date, hour and offset of Paris, as the shop writes them."""
    clock = datetime(day.year, day.month, day.day) + timedelta(minutes=minute)  # noqa: DTZ001
    summer = _last_sunday(day.year, 3) <= day < _last_sunday(day.year, 10)
    return f"{clock:%Y-%m-%d %H:%M:%S} {'+0200' if summer else '+0100'}"


def _last_sunday(year: int, month: int) -> date:
    """Day of the change of hour (directive 2000/84/EC); March and October have 31 days."""
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)
