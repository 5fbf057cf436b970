"""The purchase list as files that a supplier or a buyer opens: CSV, Excel, PDF by supplier.

A line is what `stock_data` says of a purchase (docs/stock.md): supplier, item, name, units, unit_cost_eur, amount_eur,
order_by and until (ISO days, until may be null), why.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from importlib import resources
from typing import Any, Literal

from ancrage.harmless import safe_cell
from ancrage.money import Euros, Number
from ancrage.roadmap.report.voice import Voice
from ancrage.text import Language, Text, show, t

Line = Mapping[str, Any]
HEADS: tuple[tuple[str, Text], ...] = (
    ("supplier", t("Fournisseur")),
    ("item", t("Référence")),
    ("name", t("Article")),
    ("units", t("Quantité")),
    ("unit_cost_eur", t("Coût unitaire")),
    ("amount_eur", t("Montant")),
    ("order_by", t("À commander avant le")),
    ("until", t("Relevé jusqu’au")),
    ("why", t("Pourquoi")),
)


_KINDS: dict[str, Literal["count", "eur", "date"]] = {
    "units": "count", "unit_cost_eur": "eur", "amount_eur": "eur", "order_by": "date", "until": "date",
}  # fmt: skip


def _labels(voice: Voice) -> list[str]:
    """The heads, amounts with the sign of their currency."""
    return [voice.heading(label, _KINDS.get(name, "text")).label for name, label in HEADS]


def as_csv(lines: Iterable[Line], language: Language) -> bytes:
    """One line a purchase, for spreadsheets of the reader's language; formulas neutralised."""
    voice, text = Voice(language), io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([safe_cell(label) for label in _labels(voice)])
    for line in lines:
        writer.writerow([safe_cell(_written(line[name], voice)) for name, _ in HEADS])
    # The mark tells spreadsheets that the text is UTF-8.
    return ("\ufeff" + text.getvalue()).encode("utf-8")


def _written(value: str | float | None, voice: Voice) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    decimal = "." if voice.language is Language.EN else ","
    return f"{value:.10g}".replace(".", decimal)


def as_xlsx(lines: Iterable[Line], language: Language) -> bytes:
    """One sheet: numbers are numbers, days are days, no text is a formula."""
    import xlsxwriter  # noqa: PLC0415 (heavy, as the writer of the report)

    from ancrage.roadmap.report.excel import Column, Kind, Writer  # noqa: PLC0415

    kinds: dict[str, Kind] = {**_KINDS, "why": "long"}
    voice, content = Voice(language), io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    columns = [
        Column(label, kinds.get(name, "text"))
        for (name, _), label in zip(HEADS, _labels(voice), strict=True)
    ]
    rows = [
        [
            date.fromisoformat(line[name])
            if line[name] and kinds.get(name) == "date"
            else line[name]
            for name, _ in HEADS
        ]
        for line in lines
    ]
    Writer(book, language).sheet(voice.say(t("À commander")), columns, rows)
    book.close()
    return content.getvalue()


def as_pdf(lines: Sequence[Line], language: Language, firm: str, day: date) -> bytes:
    """One page a supplier at least, tagged (PDF/UA-1); the same list on the same day gives the same bytes."""
    import typst  # noqa: PLC0415 (heavy)

    from ancrage.roadmap.report.fonts import folder  # noqa: PLC0415
    from ancrage.roadmap.report.pdf import plain  # noqa: PLC0415

    voice = Voice(language)
    say = voice.say
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(line["supplier"], []).append(line)
    labels = _labels(voice)
    shown = {
        "title": say(t("À commander")),
        "firm": firm,
        "day": say(t("Liste du {day}", day=day)),
        "heads": [labels[at] for at in (1, 2, 3, 5, 6)],
        "nothing": say(t("Rien à commander.")),
        "total": say(t("Total")),
        "groups": [
            {
                "supplier": supplier,
                "rows": [_row(line, voice) for line in part],
                "total": show(Euros.of(sum(line["amount_eur"] or 0.0 for line in part), exact=True), language),
                "unpriced": say(t("Le coût de certains articles est inconnu : le total ne les compte pas."))
                if any(line["amount_eur"] is None for line in part)
                else "",
            }
            for supplier, part in groups.items()
        ],
    }  # fmt: skip
    source = resources.files("ancrage.roadmap.stock").joinpath("purchases.typ").read_bytes()
    locale, _, region = language.locale.partition("_")
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder())])  # fmt: skip
    return typst.compile(
        source,
        format="pdf",
        font_paths=fonts,
        pdf_standards=["ua-1"],
        sys_inputs={"view": json.dumps(plain(shown), ensure_ascii=False), "language": locale, "region": region},
        timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
    )  # fmt: skip


def _row(line: Line, voice: Voice) -> list[str]:
    amount = line["amount_eur"]
    return [
        line["item"],
        line["name"],
        show(Number(line["units"]), voice.language),
        "" if amount is None else show(Euros.of(amount, exact=True), voice.language),
        voice.short_day(date.fromisoformat(line["order_by"])),
    ]
