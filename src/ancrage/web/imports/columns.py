"""Saying what the columns of a spreadsheet are: the form, and the rule that it makes.

A rule names, for each column of the tables, the header cell of the file. Files of the same shape are then read by it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ancrage.text import Language, Text, t
from ancrage.web.saying import say

if TYPE_CHECKING:
    from ancrage.firm.tables.declaration import Column

DECIMALS: Mapping[str, Text] = {
    "": t("comme le fichier le montre"),
    ",": t("virgule : 1 234,50"),
    ".": t("point : 1,234.50"),
}
ORDERS: Mapping[str, Text] = {
    "": t("comme le fichier le montre"),
    "dmy": t("jour, mois, année"),
    "mdy": t("mois, jour, année"),
    "ymd": t("année, mois, jour"),
}
TAXES: Mapping[str, Text] = {
    "": t("comme le fichier le montre"),
    "no": t("hors taxes"),
    "yes": t("taxes comprises"),
}
PLACE = frozenset({"source", "sheet", "line", "channel", "copy"})
SAID_BY_NOTHING = frozenset({"currency", "cancelled"})  # unknown where the file does not say
WITHOUT = frozenset({("order_lines", "order")})  # tills list what was sold without any order


class Unsaid(Exception):
    """The form does not say enough; `reason` says what is missing."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.message)
        self.reason = reason


def form(sheet: Mapping[str, Any], table: str, language: Language) -> dict[str, Any]:
    """The form for one sheet: which table it is, then a choice of header for each column of the table."""
    from ancrage.firm.mapping.rules import DECLARED, from_toml  # noqa: PLC0415 (Polars: only here)
    from ancrage.firm.mapping.templates import TEMPLATES  # noqa: PLC0415

    rule = from_toml(sheet["rule"])
    chosen = table if table in DECLARED else next(iter(rule.tables), "")
    taken = rule.tables.get(chosen, {})
    columns = []
    if chosen:
        for column in DECLARED[chosen].columns:
            if column.name in PLACE:
                continue
            columns.append(
                {
                    "name": column.name,
                    "label": say(column.label, language),
                    "needed": _needed(chosen, column),
                    "chosen": taken.get(column.name, ""),
                    "constant": rule.constants.get(column.name, ""),
                    "typed": column.name == "currency",
                }
            )
    return {
        "tables": [
            {"name": each.name, "label": say(each.label, language), "chosen": each.name == chosen}
            for each in TEMPLATES
        ],
        "table": chosen,
        "columns": columns,
        "headers": _headers(sheet),
        "decimals": _choices(DECIMALS, rule.decimal or "", language),
        "orders": _choices(ORDERS, rule.order or "", language),
        "taxes": _choices(TAXES, rule.constants.get("taxed", ""), language)
        if chosen and "taxed" in DECLARED[chosen].schema
        else (),
        "doubts": [{"header": header, "asks": asks} for header, asks in sheet["doubts"]],
    }


def _needed(table: str, column: Column) -> bool:
    return (
        column.required
        and column.name not in SAID_BY_NOTHING
        and (table, column.name) not in WITHOUT
    )


def _headers(sheet: Mapping[str, Any]) -> list[dict[str, str]]:
    """Header cells, each with what stands under it."""
    samples = list(zip(*sheet["samples"], strict=False)) if sheet["samples"] else []
    return [
        {"name": name, "samples": ", ".join(cell for cell in samples[place] if cell)}
        if place < len(samples)
        else {"name": name, "samples": ""}
        for place, name in enumerate(sheet["columns"])
    ]


def _choices(words: Mapping[str, Text], chosen: str, language: Language) -> list[dict[str, Any]]:
    return [
        {"value": value, "label": say(label, language), "chosen": value == chosen}
        for value, label in words.items()
    ]


def rule_of(sheet: Mapping[str, Any], said: Mapping[str, str]) -> str:
    """The rule that a filled form makes, as TOML.

    Raises:
        Unsaid: no table, a needed column without a header, or one header taken twice.
    """
    from ancrage.firm.mapping.rules import DECLARED, from_toml, to_toml  # noqa: PLC0415
    from ancrage.firm.mapping.rules import Mapping as Rule  # noqa: PLC0415

    table = said.get("table", "")
    if table not in DECLARED:
        raise Unsaid(t("Choisissez ce qu’est ce tableau."))
    known, columns, constants = set(sheet["columns"]), {}, {}
    for column in DECLARED[table].columns:
        header = said.get(f"column-{column.name}", "")
        if header in known:
            columns[column.name] = header
        elif column.name not in PLACE and _needed(table, column):
            raise Unsaid(t("Dites quelle colonne donne « {label} ».", label=column.label))
    if not columns:
        raise Unsaid(t("Choisissez au moins une colonne."))
    currency = said.get("constant-currency", "").strip().upper()
    if currency and "currency" in DECLARED[table].schema and "currency" not in columns:
        if not (len(currency) == 3 and currency.isalpha()):
            raise Unsaid(t("Une monnaie s’écrit en trois lettres : EUR, CAD, USD."))
        constants["currency"] = currency
    taxed = said.get("constant-taxed", "")
    if taxed in TAXES and taxed and "taxed" in DECLARED[table].schema and "taxed" not in columns:
        constants["taxed"] = taxed
    decimal, order = said.get("decimal", ""), said.get("order", "")
    rule = Rule(
        {table: columns},
        sheet["shape"],
        decimal if decimal in DECIMALS and decimal else None,  # type: ignore[arg-type]  # one of the two
        order if order in ORDERS and order else None,  # type: ignore[arg-type]  # one of the three
        constants,
    )
    text = to_toml(rule)
    from_toml(text)  # what is kept can be read back
    return text


def sheet_of(preview: Mapping[str, Any], position: int, number: int) -> dict[str, Any] | None:
    """One sheet of a preview, with the name of its file as `file`."""
    for source in preview.get("sources", ()):
        sheets: Sequence[dict[str, Any]] = source.get("sheets", ())
        if source["position"] == position and number < len(sheets):
            return {**sheets[number], "file": source["name"]}
    return None
