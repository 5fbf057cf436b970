"""A line of an invoice from its elements, whatever the syntax that names them."""

from __future__ import annotations

from ancrage.firm.invoices.model import Line
from ancrage.firm.invoices.values import (
    Element,
    Watch,
    barcode,
    cents,
    decimal,
    line_of,
    unit_price,
)


def line(
    item: Element,
    watch: Watch,
    *,
    id: str | None,  # noqa: A002 (the name of the column)
    product: str | None,
    buyer_product: str | None,
    code: Element | None,
    name: str | None,
    country: str | None,
    quantity: Element | None,
    price: Element | None,
    per: Element | None,
    amount: Element | None,
    percent: Element | None,
) -> Line:
    """The line that stands at `item`; values that cannot be read are noted in `watch`.

    Of the elements, `code` is BT-157 (a GTIN or another), `quantity` BT-129 with its unit, `price` BT-146 for as many units
    as `per` (BT-149) says, `amount` BT-131, `percent` BT-152.
    """
    billed, total, rate = decimal(quantity, watch), cents(amount, watch), decimal(percent, watch)
    return Line(
        id=id,
        product=product,
        buyer_product=buyer_product,
        barcode=barcode(code),
        name=name,
        quantity=None if billed is None else float(billed),
        unit=None if quantity is None else quantity.get("unitCode"),
        unit_price=unit_price(decimal(price, watch), decimal(per, watch), billed, total),
        amount=total,
        tax_pct=None if rate is None else float(rate),
        country=country,
        line=line_of(item),
    )
