"""The day up to which the files know what happened."""

from __future__ import annotations

from datetime import date

import polars as pl

from ancrage.firm.model import Firm

# Days on which something happened; what was promised says nothing of what is known.
_EVENTS = (
    ("receipts", "received"),
    ("purchase_orders", "ordered"),
    ("order_lines", "date"),
    ("stock", "date"),
)


def known_until(firm: Firm, today: date) -> date | None:
    """The last day, not after today, on which some file saw goods ordered, received, sold or counted; None for none."""
    days = [
        day
        for table, column in _EVENTS
        if table in firm.tables
        for day in [firm.tables[table].filter(pl.col(column) <= today)[column].max()]
        if isinstance(day, date)
    ]
    return max(days, default=None)
