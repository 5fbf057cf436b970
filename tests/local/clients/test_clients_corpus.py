"""The room on real firms: it never fails, and every figure is the sum of its lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from customers_told import WORLD, said

from ancrage.findings import Finding, evidence_cents
from ancrage.firm import read
from ancrage.local.clients.diagnose import diagnose
from corpus import corpus
from raw_fec import amounts

SAMPLES = {
    "000000000FEC20231231.txt.gz": "utf-8",
    "000000001FEC20220831.txt.gz": "utf-8-sig",
    "111111111FEC20221231.TXT.gz": "cp850",
}


def findings(path: Path) -> dict[str, Finding]:
    firm = read([path]).firm
    assert firm is not None
    return {found.code: found for found in diagnose(firm, WORLD).findings}


@pytest.mark.corpus
@pytest.mark.parametrize(("name", "encoding"), SAMPLES.items())
def test_every_figure_is_the_sum_of_its_lines(name: str, encoding: str) -> None:
    path = corpus("fec_samples", name)
    lines = amounts(path, encoding)
    found = findings(path)
    assert found
    for one in found.values():
        pieces = [
            *one.evidence,
            *(p for i in (one.stake.inputs if one.stake else ()) for p in i.evidence),
        ]
        for piece in pieces:
            total = sum(lines[int(number)] for number in piece.lines)
            assert piece.sign * total * 100 == piece.amount_cents
        for entry in one.stake.inputs if one.stake else ():
            if entry.origin == "books" and entry.unit == "eur":
                assert round(entry.value * 100) == evidence_cents(entry.evidence)


@pytest.mark.corpus
def test_a_shop_whose_tills_are_booked_by_means_of_payment_is_no_concentration() -> None:
    found = findings(corpus("fec_samples", "000000000FEC20231231.txt.gz"))
    assert "customer_concentration" not in found
    # Accounts 70101000 and 70101100: 42 371.27 + 122 926.66
    assert evidence_cents(found["sales_pooled"].evidence) == 16_529_793


@pytest.mark.corpus
def test_the_small_firm_sells_most_at_the_counter() -> None:
    found = findings(corpus("fec_mini", "123456782FEC20251231.txt"))
    assert set(found) == {"sales_pooled"}
    assert said(found["sales_pooled"]).startswith("70 % de vos ventes (10 000 €)")


@pytest.mark.corpus
def test_broken_files_break_nothing() -> None:
    for path in sorted(corpus("fec_broken").glob("*.txt")):
        firm = read([path]).firm
        if firm is not None:
            diagnose(firm, WORLD)
