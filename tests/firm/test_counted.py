"""An order counts unless its file says otherwise."""

from __future__ import annotations

import polars as pl

from ancrage.firm.counted import counts, not_unpaid


def test_what_nothing_is_said_of_counts() -> None:
    said = [(True, False), (None, False), (None, None), (False, False), (True, True), (None, True)]
    orders = pl.DataFrame(
        said, schema={"paid": pl.Boolean, "cancelled": pl.Boolean}, orient="row"
    ).with_row_index("n")
    assert orders.filter(counts())["n"].to_list() == [0, 1, 2]
    assert orders.filter(not_unpaid())["n"].to_list() == [0, 1, 2, 4, 5]
