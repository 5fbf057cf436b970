"""The stock list of the last day, as somebody made it by hand in a spreadsheet."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from ancrage.demo.cast.items import ITEMS
from ancrage.demo.cast.references import family, sku
from ancrage.demo.days import LAST
from ancrage.demo.records import Truth

COLUMNS: Final = (
    "Référence",
    "Désignation",
    "Famille",
    "Emplacement",
    "Quantité",
    "Coût unitaire HT",
    "Valeur HT",
)

_SHOWN: Final = 12
"""Units of a good that the shop shows; the others are in the storage boxes."""

_NOTES: Final = (
    "Comptage fait le 31 décembre après la fermeture.",
    "Coût unitaire : dernier prix d'achat ; pour la fabrication, matières et main-d'œuvre.",
    "Les cuirs se comptent en dm², les toiles en dm.",
    "Box 14 et Box 22 : voir le plan affiché à l'atelier.",
)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Units of one item in one place, and the cost of one."""

    item: str
    place: str
    quantity: int
    unit_cents: int

    @property
    def cents(self) -> int:
        """Value of the shelf."""
        return self.quantity * self.unit_cents


def shelves(truth: Truth) -> Iterator[Shelf]:
    """What is where on the last day, item by item."""
    for count in truth.stock_counts:
        if count.day != LAST:
            continue
        item = ITEMS[count.item]
        if item.kind == "material":
            yield Shelf(item.code, "Atelier", count.quantity, count.unit_cents)
            continue
        shown = min(count.quantity, _SHOWN)
        yield Shelf(item.code, "Boutique", shown, count.unit_cents)
        if count.quantity > shown:
            box = "Box 22" if item.code[0] in "BM" else "Box 14"
            yield Shelf(item.code, box, count.quantity - shown, count.unit_cents)


def stock_workbook(truth: Truth) -> bytes:
    """The workbook: titles above the header, a total below, and a sheet of notes."""
    import xlsxwriter  # noqa: PLC0415 (only when it is written)

    rows = list(shelves(truth))
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    made = datetime(LAST.year, LAST.month, LAST.day, 19, tzinfo=UTC)
    book.set_properties({"author": truth.firm.name, "created": made})
    title = book.add_format({"bold": True, "font_size": 14})
    bold = book.add_format({"bold": True, "bottom": 1})
    money = book.add_format({"num_format": "#,##0.00"})
    total = book.add_format({"bold": True, "top": 1, "num_format": "#,##0.00"})
    sheet = book.add_worksheet("Inventaire")
    sheet.merge_range(0, 0, 0, len(COLUMNS) - 1, truth.firm.name, title)
    sheet.write_string(1, 0, f"Inventaire au {LAST:%d/%m/%Y}")
    sheet.write_row(3, 0, COLUMNS, bold)
    first = 4
    for place, shelf in enumerate(rows, start=first):
        item = ITEMS[shelf.item]
        sheet.write_string(place, 0, sku(item))
        sheet.write_row(place, 1, (item.name, family(item), shelf.place))
        sheet.write_number(place, 4, shelf.quantity)
        sheet.write_number(place, 5, shelf.unit_cents / 100, money)
        sheet.write_formula(
            place, 6, f"=E{place + 1}*F{place + 1}", money, round(shelf.cents / 100, 2)
        )
    end = first + len(rows)
    sheet.write_string(end + 1, 0, "TOTAL", total)
    units, value = sum(one.quantity for one in rows), sum(one.cents for one in rows)
    sheet.write_formula(end + 1, 4, f"=SUM(E{first + 1}:E{end})", total, units)
    sheet.write_formula(end + 1, 6, f"=SUM(G{first + 1}:G{end})", total, value / 100)
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 3, 24)
    sheet.set_column(4, 6, 16)
    notes = book.add_worksheet("Notes")
    notes.write_column(0, 0, _NOTES)
    notes.set_column(0, 0, 80)
    book.close()
    return data.getvalue()
