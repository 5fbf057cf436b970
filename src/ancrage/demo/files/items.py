"""Items bought, as the purchasing program lists them: whose they are, and by how many they come."""

from __future__ import annotations

from collections.abc import Iterator

from ancrage.demo.cast.items import ITEMS
from ancrage.demo.cast.references import barcode, family, sku, supplier_reference
from ancrage.demo.cast.suppliers import SUPPLIERS
from ancrage.demo.files.cells import Row

COLUMNS = (
    "Référence",
    "Désignation",
    "Famille",
    "Code-barres",
    "Fournisseur",
    "Réf. fournisseur",
    "Colisage",
)


def item_rows() -> Iterator[Row]:
    """Header and one line an item that is bought; materials have no barcode."""
    yield COLUMNS
    for item in ITEMS.values():
        if item.kind == "made":
            continue
        yield (
            sku(item),
            item.name,
            family(item),
            barcode(item) if item.kind == "good" else "",
            SUPPLIERS[item.supplier].name,
            supplier_reference(item),
            str(item.pack),
        )
