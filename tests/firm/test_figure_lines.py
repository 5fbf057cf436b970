"""The lines behind a figure: those of its accounts, in its year, in each file, and no others."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from ancrage import demo
from ancrage.firm import Firm, read
from ancrage.firm.figures import RULES, TAX_RETURN, Rule, prove
from ledgers import Line, bill, entry, firm_of, sale
from raw_fec import amounts

WOOD = ("F1", "Bois du Jura")


def lines_of(firm: Firm, name: str) -> list[tuple[str, list[int], int]]:
    """Year, line numbers and cents of each piece of the proof of a figure."""
    return [
        (year.key, piece.lines.tolist(), piece.amount_cents)
        for year in firm.years
        for piece in prove(firm, year, RULES[name])
    ]


def test_a_figure_has_the_lines_of_its_accounts_in_its_year(tmp_path: Path) -> None:
    """Three lines an entry, the header being line 1.

    2024: wood for 100.00 (lines 2 to 4), sales of 900.00 (5 to 7). 2025: the bank opens with 980.00 against capital
    (2 and 3), wood for 40.00 (4 to 6), goods for 7.00 (7 to 9), a credit note of 10.00 on wood (10 to 12).
    """
    opening = (Line("512000", 980.0), Line("101000", -980.0))
    firm = firm_of(
        tmp_path,
        [
            bill("20240110", WOOD, 100.0, "601000", piece="A"),
            sale("20240210", 900.0),
            entry("AN", "20250101", "AN", "A nouveaux", *opening),
            bill("20250110", WOOD, 40.0, "601000", piece="B"),
            bill("20250210", WOOD, 7.0, "607000", piece="C"),
            bill("20250310", WOOD, -10.0, "601000", piece="D"),
        ],
    )
    assert lines_of(firm, "purchases_raw_601") == [
        ("2024-12-31", [2], 10_000),
        ("2025-12-31", [4, 10], 3_000),
    ]
    assert lines_of(firm, "purchases_goods_607") == [("2025-12-31", [7], 700)]
    assert lines_of(firm, "cost_of_goods")[1] == ("2025-12-31", [4, 7, 10], 3_700)
    assert lines_of(firm, "net_sales_70") == [("2024-12-31", [6], 90_000)]
    # A balance counts the opening, a flow does not: 1,080.00 of sales came in 2024; 980.00 are carried over.
    assert lines_of(firm, "cash_512") == [
        ("2024-12-31", [5], 108_000),
        ("2025-12-31", [2], 98_000),
    ]
    assert lines_of(firm, "wages_641") == []


def test_accounts_left_out_of_a_rule_are_left_out_of_its_proof(tmp_path: Path) -> None:
    firm = firm_of(
        tmp_path,
        [
            bill("20250110", WOOD, 30.0, "624100", piece="A"),
            bill("20250111", WOOD, 5.0, "624800", piece="B"),
        ],
    )
    (piece,) = prove(firm, firm.year, Rule(1, ("624",), less=("6241",)))
    assert (piece.lines.tolist(), piece.amount_cents) == ([5], 500)


def test_every_proof_of_the_demonstration_firm_adds_up_in_the_files(tmp_path: Path) -> None:
    """The cents told are those of the lines as an independent reading of the files finds them, and of the figure."""
    demo.write(tmp_path)
    firm = read([tmp_path]).firm
    assert firm is not None
    raw = {path.name: amounts(path) for path in tmp_path.iterdir()}
    pieces = 0
    for year in firm.years:
        told = firm.figures[year.end]
        for name, rule in (RULES | TAX_RETURN).items():
            proof = prove(firm, year, rule)
            figure = told.tax_return[name] if name in TAX_RETURN else told.values[name]
            assert sum(piece.amount_cents for piece in proof) == Decimal(str(figure)) * 100, name
            for piece in proof:
                numbers = piece.lines.tolist()
                assert numbers == sorted(set(numbers))
                added = piece.sign * sum(raw[Path(piece.file).name][n] for n in numbers)
                assert added * 100 == piece.amount_cents, (name, year.key)
            pieces += len(proof)
    assert pieces > 60  # most figures have lines
