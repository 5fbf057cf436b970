"""Orders to suppliers and what came in, as a small purchasing program exports them."""

from __future__ import annotations

from collections.abc import Iterator

from ancrage.demo.cast.items import ITEMS
from ancrage.demo.cast.references import sku, supplier_reference
from ancrage.demo.cast.suppliers import SUPPLIERS
from ancrage.demo.files.cells import Row, french_amount, french_day
from ancrage.demo.records import Truth

ORDER_COLUMNS = (
    "N° commande",
    "Date commande",
    "Code fournisseur",
    "Fournisseur",
    "Référence",
    "Réf. fournisseur",
    "Désignation",
    "Qté commandée",
    "Prix unitaire HT",
    "Montant HT",
    "Devise",
    "Livraison prévue",
)

RECEIPT_COLUMNS = (
    "N° réception",
    "Date réception",
    "N° commande",
    "Fournisseur",
    "Référence",
    "Désignation",
    "Qté reçue",
    "Reste à livrer",
)


def order_rows(truth: Truth) -> Iterator[Row]:
    """Header and one line an item of each order, in order of time."""
    yield ORDER_COLUMNS
    for order in truth.orders:
        supplier = SUPPLIERS[order.supplier]
        for line in order.lines:
            item = ITEMS[line.item]
            yield (
                order.number,
                french_day(order.ordered_on),
                supplier.code,
                supplier.name,
                sku(item),
                supplier_reference(item),
                item.name,
                str(line.quantity),
                french_amount(line.unit_cents),
                french_amount(line.cents),
                supplier.currency,
                french_day(order.promised_on),
            )


def receipt_rows(truth: Truth) -> Iterator[Row]:
    """Header and one line an item of each delivery, in order of time, with what is still to come."""
    yield RECEIPT_COLUMNS
    left = {
        (order.number, line.item): line.quantity for order in truth.orders for line in order.lines
    }
    slips: dict[tuple[str, str], str] = {}
    for one in truth.deliveries:
        left[one.order, one.item] -= one.quantity
        slip = slips.setdefault(
            (one.order, one.day.isoformat()), f"BR{one.day:%y}-{len(slips) + 1:04d}"
        )
        item = ITEMS[one.item]
        yield (
            slip,
            french_day(one.day),
            one.order,
            SUPPLIERS[one.supplier].name,
            sku(item),
            item.name,
            str(one.quantity),
            str(left[one.order, one.item]),
        )
