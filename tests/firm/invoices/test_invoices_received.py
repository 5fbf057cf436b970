"""Whose invoice it is: received, sent, or somebody else's."""

from __future__ import annotations

import polars as pl
import pytest

from ancrage.firm.invoices.received import ways
from ancrage.firm.tables.trade import DECLARED

US, THEM, OTHER = "123456782", "732829320", "552008443"


def table(*rows: dict[str, object]) -> pl.DataFrame:
    told = [{"status": "ok", "copy": False, "number": str(n), **row} for n, row in enumerate(rows)]
    schema = DECLARED["invoices"].schema
    return pl.DataFrame(
        [{name: row.get(name) for name in schema} for row in told], schema=schema
    )  # fmt: skip


@pytest.mark.parametrize(
    ("row", "way"),
    [
        ({"seller_siret": THEM, "buyer_siret": US}, "received"),
        ({"seller_siret": THEM, "buyer_siret": f"{US}00017"}, "received"),
        ({"seller_siret": THEM, "buyer_vat": f"FR32{US}"}, "received"),
        ({"seller_siret": THEM}, "received"),
        ({"seller_vat": "DE123456789", "buyer": "Atelier"}, "received"),
        ({"seller_siret": US, "buyer_siret": THEM}, "sent"),
        ({"seller_vat": f"FR32{US}"}, "sent"),
        ({"seller_siret": THEM, "buyer_siret": OTHER}, "other"),
    ],
)
def test_the_numbers_of_both_sides_tell(row: dict[str, object], way: str) -> None:
    assert ways(table(row), US)["way"].to_list() == [way]


def test_a_firm_without_siren_is_the_most_frequent_buyer() -> None:
    rows = [{"seller_siret": THEM, "buyer_siret": US}] * 2
    told = ways(table(*rows, {"seller_siret": US, "buyer_siret": OTHER}), None)
    assert told["way"].to_list() == ["received", "received", "sent"]
    assert ways(table({"seller_siret": THEM}), None)["way"].to_list() == ["received"]


def test_copies_and_files_without_invoice_are_left_out_and_ranks_kept() -> None:
    rows = table(
        {"status": "no_xml"},
        {"seller_siret": THEM, "copy": True},
        {"seller_siret": THEM, "buyer_siret": US},
    )
    assert ways(rows, US)["row"].to_list() == [2]
