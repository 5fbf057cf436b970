"""Every table of the common model, declared once: columns, types, units, meaning, words.

In memory a table is a Polars frame. This declaration drives the readers, the mapping of any spreadsheet, the templates
to download, the documentation and the API.
"""

from ancrage.firm.tables.declaration import Column, TableDeclaration
from ancrage.firm.tables.ledger import (
    LEDGER,
    LEDGER_TABLES,
    ORIGIN,
    PARTIES,
    PHASE,
    PURCHASES,
    SALES,
    SETTLEMENTS,
)
from ancrage.firm.tables.trade import TRADE_TABLES

TABLES = (*LEDGER_TABLES, *TRADE_TABLES)

__all__ = [
    "LEDGER",
    "LEDGER_TABLES",
    "ORIGIN",
    "PARTIES",
    "PHASE",
    "PURCHASES",
    "SALES",
    "SETTLEMENTS",
    "TABLES",
    "TRADE_TABLES",
    "Column",
    "TableDeclaration",
]
