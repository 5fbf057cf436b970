"""What was decided of a file: which column is which of which table; a small text file that a person can read and correct.

shape = "5f0c…"
decimal = ","

[stock]
product = "Réf"
quantity = "Qté en stock"

[constants]
currency = "EUR"
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field
from typing import get_args

from ancrage.firm.mapping.names import shape_name
from ancrage.firm.sheets.grid import DayOrder, Decimal, Grid
from ancrage.firm.tables.declaration import TableDeclaration
from ancrage.firm.tables.trade import TRADE_TABLES
from ancrage.text import Text, t

PLACE = ("source", "sheet", "line")
DECLARED: Dict[str, TableDeclaration] = {table.name: table for table in TRADE_TABLES}


@dataclass(frozen=True)
class Mapping:
    """How the columns of files of one shape fill tables.

    Args:
        tables: for each table, the header cell of the file by column of the table.
        shape: `names.signature` of the files for which it holds.
        decimal: what separates decimals, for the columns that do not show it.
        order: which figures are the day, for the columns that do not show it.
        constants: values that the file does not hold, by column of the tables ("currency": "EUR", "taxed": "no").
    """

    tables: Dict[str, Dict[str, str]]
    shape: str = ""
    decimal: Decimal | None = None
    order: DayOrder | None = None
    constants: Dict[str, str] = field(default_factory=dict)


class BadMapping(ValueError):
    """A mapping that cannot be used; `text` says why, for people."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.message)
        self.text = text


def to_toml(mapping: Mapping) -> str:
    """The mapping as a small TOML document."""
    lines = [f"shape = {_quoted(mapping.shape)}"]
    lines += [f"decimal = {_quoted(mapping.decimal)}"] if mapping.decimal else []
    lines += [f"order = {_quoted(mapping.order)}"] if mapping.order else []
    for name, columns in (*mapping.tables.items(), ("constants", mapping.constants)):
        if columns or name != "constants":
            lines += [
                "",
                f"[{name}]",
                *(f"{column} = {_quoted(said)}" for column, said in columns.items()),
            ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def from_toml(text: str) -> Mapping:
    """The mapping that `to_toml` or a person wrote.

    Raises:
        BadMapping: not TOML, or names that no table has.
    """
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadMapping(
            t("Le fichier de correspondance n’est pas lisible : {reason}.", reason=str(error))
        ) from error
    decimal, order = said.pop("decimal", None), said.pop("order", None)
    shape, constants = said.pop("shape", ""), said.pop("constants", {})
    if decimal not in {None, *get_args(Decimal)}:
        raise BadMapping(
            t('« {value} » ne sépare pas des décimales : écrivez "," ou ".".', value=str(decimal))
        )
    if order not in {None, *get_args(DayOrder)}:
        raise BadMapping(
            t("« {value} » n’est pas un ordre de date : écrivez dmy, mdy ou ymd.", value=str(order))
        )
    tables: dict[str, dict[str, str]] = {}
    for name, columns in said.items():
        if name not in DECLARED:
            raise BadMapping(t("Aucune table ne s’appelle « {value} ».", value=name))
        tables[name] = _checked(columns, set(DECLARED[name].schema) - set(PLACE))
    known = {column for table in TRADE_TABLES for column in table.schema} - set(PLACE)
    return Mapping(tables, str(shape), decimal, order, _checked(constants, known))


def _checked(columns: object, known: set[str]) -> dict[str, str]:
    if not isinstance(columns, dict):
        raise BadMapping(t('Une correspondance s’écrit : colonne = "en-tête".'))
    for column, said in columns.items():
        if column not in known or not isinstance(said, str):
            raise BadMapping(t("Aucune colonne ne s’appelle « {value} ».", value=str(column)))
    return {str(column): str(said) for column, said in columns.items()}


def columns_of(mapping: Mapping, grid: Grid) -> tuple[dict[str, dict[str, str]], list[str]]:
    """The mapping with the headers as this grid writes them, and the headers that it does not have.

    Figures in a header do not count: "Stock au 31/12/2025" is found in next month's export.
    """
    written = {shape_name(name): name for name in reversed(grid.columns)}
    exact = set(grid.columns)
    missing: list[str] = []
    tables: dict[str, dict[str, str]] = {}
    for table, columns in mapping.tables.items():
        found = tables.setdefault(table, {})
        for column, header in columns.items():
            name = header if header in exact else written.get(shape_name(header))
            if name is None:
                missing.append(header)
            else:
                found[column] = name
    return tables, missing
