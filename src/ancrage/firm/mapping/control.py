"""Figures of what was read of a list, that a person would check against the file."""

from __future__ import annotations

from collections.abc import Mapping as Dict

import polars as pl

from ancrage.firm.extract import Figure


def control_of(frames: Dict[str, pl.DataFrame]) -> dict[str, Figure]:
    """Rows and totals by table."""
    control: dict[str, Figure] = {}
    for table, frame in frames.items():
        control["rows" if len(frames) == 1 else f"{table}_rows"] = frame.height
        if "quantity" in frame.columns and table != "payouts":
            control["units" if table != "receipts" or len(frames) == 1 else "units_received"] = (
                float(frame["quantity"].sum())
            )
        for column in ("gross", "amount", "value", "spent"):
            if column in frame.columns and frame[column].null_count() < frame.height:
                control[f"{column}_total"] = float(int(frame[column].sum())) / 100
        if "order" in frame.columns and table in {"orders", "order_lines", "purchase_orders"}:
            control["orders"] = frame["order"].n_unique() - bool(frame["order"].null_count())
        if "customer" in frame.columns:
            control["customers"] = frame["customer"].drop_nulls().n_unique()
    return control
