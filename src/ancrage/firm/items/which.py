"""Which item is which in the files of a firm, with amounts: to be shown and corrected."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from ancrage.firm.currency import in_currency
from ancrage.firm.identities.item_writings import INVOICED
from ancrage.firm.identities.known import Group, Known, Who, by_amount, by_use
from ancrage.firm.items.bought import bought
from ancrage.firm.items.sold import sold
from ancrage.firm.items.who import suppliers
from ancrage.firm.model import Firm


def which(firm: Firm) -> Who:
    """Which item is which: those of the firm's own files; a line of an invoice alone, which may be of rent, is no item to show."""
    known = firm.items_known
    groups = by_amount(_groups(firm, known))
    shown = {key for group in groups for key in group.keys}
    asked = [one for one in known.review if {one.a, one.b} <= shown]
    return Who(
        {key: one for key, one in known.written.items() if key in shown},
        groups,
        known.merges,
        by_use(asked, groups, known.written),
    )


def _groups(firm: Firm, known: Known) -> list[Group]:
    sales, purchases = _sales(firm), _purchases(firm)
    of_keys = firm.one_reference.of_keys
    asked = {key for one in known.review for key in (one.a, one.b)}
    found = []
    for cluster in known.clusters:
        first = known.written[cluster[0]]
        invoiced = all(known.written[key].table == INVOICED for key in cluster)
        if invoiced and len(cluster) == 1 and cluster[0] not in asked:
            continue
        # An item without a reference is counted under its name (`sold`).
        reference = of_keys.get(cluster[0], first.name)
        net = sales.get(reference)
        paid = purchases.get(reference)
        found.append(
            Group(
                tuple(sorted(cluster, key=lambda key: known.written[key].table == INVOICED)),
                net if net is not None else paid,
                bought=net is None and paid is not None,
            )
        )
    return found


def _sales(firm: Firm) -> Mapping[str, int]:
    """Cents before tax by reference, all orders."""
    lines = sold(firm).filter(pl.col("net").is_not_null())
    return _by_product(lines.with_columns(pl.col("net").round().cast(pl.Int64).alias("cents")))


def _purchases(firm: Firm) -> Mapping[str, int]:
    """Cents before tax by reference: invoices where there are some, else orders."""
    lines = bought(firm, suppliers(firm)).filter(
        in_currency(firm.currency) & pl.col("amount").is_not_null()
    )
    of = {
        table: _by_product(rows.with_columns(pl.col("amount").alias("cents")))
        for (table,), rows in lines.partition_by("table", as_dict=True).items()
    }
    return {**of.get("purchase_orders", {}), **of.get(INVOICED, {})}


def _by_product(lines: pl.DataFrame) -> dict[str, int]:
    known = lines.filter(pl.col("product").is_not_null())
    return dict(
        known.group_by("product", maintain_order=True).agg(pl.col("cents").sum()).iter_rows()
    )
