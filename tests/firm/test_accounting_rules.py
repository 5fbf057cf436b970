"""The rules that turn entries into management figures, each on a small set of books added by hand."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from fec_forms import SIREN, Form, Line, write
from hypothesis import given, settings
from hypothesis import strategies as st

from ancrage.firm import Firm, read

# An account, or an account and its auxiliary: "401 F1". Amounts in cents, debit above zero.
NAMES = {
    "F1": "Alpha Bois SARL",
    "F2": "Bêta Négoce",
    "F3": "Cargo Sud",
    "F4": "Delta Fret",
    "F5": "Inox Machines",
    "F6": "Epsilon Etudes",
    "C1": "Mairie de Dole",
    "C2": "Müller GmbH",
}


def entry(
    day: date,
    amounts: Mapping[str, int],
    journal: str = "OD",
    letter: str = "",
    piece_day: date | None = None,
    names: Mapping[str, str] = NAMES,
) -> list[Line]:
    """One balanced entry; the letter goes on the lines of third parties."""
    assert sum(amounts.values()) == 0
    lines = []
    for key, cents in amounts.items():
        account, _, aux = key.partition(" ")
        aux = aux.split("#")[0]
        lines.append(
            Line(
                journal=journal,
                journal_label={"AC": "Achats", "VE": "Ventes", "BQ": "Banque"}.get(
                    journal, "Divers"
                ),
                day=day,
                account=account.split("#")[0].ljust(6, "0"),
                account_label=f"Compte {account}",
                aux=aux,
                aux_label=names.get(aux, ""),
                piece_day=piece_day or day,
                debit=max(cents, 0),
                credit=max(-cents, 0),
                letter=letter if account[:2] in {"40", "41"} else "",
            )
        )
    return lines


def firm_from(folder: Path, entries: list[list[Line]], year: int = 2025) -> Firm:
    numbered = [
        [
            Line(**{**{f: getattr(line, f) for f in line.__dataclass_fields__}, "number": str(n)})
            for line in lines
        ]
        for n, lines in enumerate(entries, 1)
    ]
    write(numbered, Form(), folder, f"{SIREN}FEC{year}1231")
    firm = read([folder]).firm
    assert firm is not None
    return firm


def d(month: int, day: int, year: int = 2025) -> date:
    return date(year, month, day)


WORKSHOP = [
    # Balances brought forward, in no journal of their own.
    entry(d(1, 1), {"512": 500_000, "370": 300_000, "355": 80_000, "411 C1": 60_000, "401 F1": -120_000, "4081": -24_000, "101": -796_000}, letter="A"),
    # The accrual of last year is reversed, and the invoice comes.
    entry(d(1, 1), {"4081": 24_000, "601": -20_000, "44586": -4_000}),
    entry(d(1, 15), {"601": 20_000, "44566": 4_000, "401 F1": -24_000}, "AC"),
    entry(d(1, 31), {"401 F1": 120_000, "512": -120_000}, "BQ", "A"),
    # An invoice, its credit note, its payment: one letter, also used by another supplier.
    entry(d(2, 10), {"607": 100_000, "44566": 20_000, "401 F2": -120_000}, "AC", "A", piece_day=d(2, 8)),
    entry(d(2, 20), {"401 F2": 12_000, "607": -10_000, "44566": -2_000}, "AC", "A"),
    entry(d(3, 12), {"401 F2": 108_000, "512": -108_000}, "BQ", "A"),
    # Two carriers in one entry; an expense report; a machine; a deposit.
    entry(d(3, 31), {"6241": 10_001, "401 F3": -6_000, "401 F4": -4_001}, "AC"),
    entry(d(4, 15), {"6251": 8_550, "467": -8_550}),
    entry(d(4, 20), {"2183": 200_000, "44562": 40_000, "404 F5": -240_000}, "AC"),
    entry(d(5, 2), {"4091 F2": 30_000, "512": -30_000}, "BQ"),
    # A sale, its receipt, a rebate.
    entry(d(6, 5), {"411 C2": 150_000, "7072": -150_000}, "VE", "A"),
    entry(d(6, 20), {"512": 150_000, "411 C2": -150_000}, "BQ", "A"),
    entry(d(6, 25), {"7097": 5_000, "411 C2": -5_000}, "VE"),
    # Studies, equipment and subcontracting; costs that come with purchases; a rebate obtained.
    entry(d(7, 1), {"604": 40_000, "401 F6": -40_000}, "AC"),
    entry(d(7, 2), {"605": 15_000, "611": 25_000, "401 F6": -40_000}, "AC"),
    entry(d(7, 3), {"608": 3_000, "401 F3": -3_000}, "AC"),
    entry(d(7, 4), {"401 F1": 2_000, "6091": -2_000}, "AC"),
    # Stocks of goods, then of products; wages; an invoice not received; classes 6 and 7 emptied into 129.
    entry(d(12, 31), {"6037": 300_000, "370": -300_000}),
    entry(d(12, 31), {"370": 350_000, "6037": -350_000}),
    entry(d(12, 31), {"7135": 80_000, "355": -80_000}),
    entry(d(12, 31), {"355": 100_000, "7135": -100_000}),
    entry(d(12, 31), {"641": 100_000, "421": -100_000}),
    entry(d(12, 31), {"645": 30_000, "431": -30_000}),
    entry(d(12, 31), {"607": 9_000, "44586": 1_800, "4081": -10_800}),
    entry(
        d(12, 31),
        {
            "7072": 150_000, "7135": 20_000, "6091": 2_000, "6037": 50_000, "129": 113_551,
            "7097": -5_000, "607": -99_000, "608": -3_000, "6241": -10_001, "6251": -8_550,
            "604": -40_000, "605": -15_000, "611": -25_000, "641": -100_000, "645": -30_000,
        },
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Firm:
    return firm_from(tmp_path_factory.mktemp("workshop"), WORKSHOP)


def test_the_figures_of_the_workshop(workshop: Firm) -> None:
    """Sales 1 500 - 50 = 1 450. Purchases: 601 -200 + 200 = 0; 607 1 000 - 100 + 90 = 990; 608 30; 609 -20;

    603 3 000 - 3 500 = -500: cost of goods 500. Production stored 1 000 - 800 = 200: margin 1 450 - 500 + 200 = 1 150,
    that is 79.31 %. Charges: 500 + 100.01 + 85.50 + 400 + 150 + 250 + 1 000 + 300 = 2 785.51: result 1 450 + 200 -
    2 785.51 = -1 135.51. Stocks (3 000 + 800) and (3 500 + 1 000): mean 4 150, 4 150 x 365 / 500 = 3 029.5 days.
    Bank 5 000 - 1 200 - 1 080 - 300 + 1 500 = 3 920. Customers 600 + 1 500 - 1 500 - 50 = 550. Suppliers
    F1 1 200 + 240 - 1 200 - 20, F3 60 + 30, F4 40.01, F6 800 = 1 150.01.
    """
    values = workshop.figures[date(2025, 12, 31)].values
    expected = {
        "net_sales_70": 1_450.0,
        "purchases_raw_601": 0.0,
        "purchases_goods_607": 990.0,
        "accessory_608": 30.0,
        "rrr_609": -20.0,
        "stock_variation_6037": -500.0,
        "cost_of_goods": 500.0,
        "production_stored_713": 200.0,
        "gross_margin": 1_150.0,
        "gross_margin_rate": 0.7931,
        "freight_in_6241": 100.01,
        "wages_641": 1_000.0,
        "result_class_6_7": -1_135.51,
        "stock_opening_37": 3_000.0,
        "stock_closing_37": 3_500.0,
        "stock_opening": 3_800.0,
        "stock_closing": 4_500.0,
        "stock_average": 4_150.0,
        "stock_days_on_cogs": 3_029.5,
        "cash_512": 3_920.0,
        "receivables_411": 550.0,
        "payables_401": 1_150.01,
        "accrued_payables_408": 108.0,
    }
    assert {name: values[name] for name in expected} == expected


def test_the_boxes_of_the_workshop(workshop: Firm) -> None:
    """FU: 601 0 + 608 30 + 6091 -20. FW: 604 400 + 605 150 + 611 250 + 6241 100.01 + 6251 85.50."""
    boxes = workshop.figures[date(2025, 12, 31)].tax_return
    expected = {
        "FL": 1_450.0, "FM": 200.0, "FS": 990.0, "FT": -500.0, "FU": 10.0, "FV": 0.0, "FW": 985.51,
        "FX": 0.0, "FY": 1_000.0, "FZ": 300.0, "HN": -1_135.51,
    }  # fmt: skip
    assert {box: boxes[box] for box in expected} == expected


def test_spending_by_supplier_of_the_workshop(workshop: Firm) -> None:
    """F1 200 - 20; F2 1 000 - 100; F3 60 + 30; F4 40.01; F6 400 + 400: 2 010.01.

    No supplier: accruals -200 + 90, expense report 85.50. Sum of squares of the shares: 1 492 100.80 / 4 040 140.20.
    With tax: F1 240 - 20, F2 1 200 - 120. The deposit is no spending; the machine is apart.
    """
    values = workshop.figures[date(2025, 12, 31)].values
    assert values["supplier_spend_ht"] == {
        "F1": 180.0,
        "F2": 900.0,
        "F3": 90.0,
        "F4": 40.01,
        "F6": 800.0,
    }
    assert values["supplier_spend_ttc"] == {
        "F1": 220.0,
        "F2": 1_080.0,
        "F3": 90.0,
        "F4": 40.01,
        "F6": 800.0,
    }
    assert values["capex_supplier_404_ttc"] == {"F5": 2_400.0}
    assert (values["supplier_assigned"], values["supplier_unassigned"]) == (2_010.01, -24.5)
    assert (values["supplier_hhi"], values["supplier_top"], values["supplier_top1_share"]) == (
        0.3693,
        "F2",
        0.4478,
    )
    origins = dict(workshop.purchases.group_by("origin").agg(pl.col("amount").sum()).iter_rows())
    assert origins == {"party": 191_000, "split": 10_001, "accrual": -11_000, "none": 8_550}


def test_settlements_of_the_workshop(workshop: Firm) -> None:
    """F2: invoice of 8 February (the day of the document), paid on 12 March: 32 days. C2: 15 days.

    F1: the invoice is brought forward, so its date is not sure: 30 days, left out of the means.
    """
    values = workshop.figures[date(2025, 12, 31)].values
    assert values["lettrage_groups"] == {
        "401000/F1/A": {"days": 30.0, "amount": 1_200.0, "opening": True},
        "401000/F2/A": {"days": 32.0, "amount": 1_200.0, "opening": False},
        "411000/C2/A": {"days": 15.0, "amount": 1_500.0, "opening": False},
    }
    assert (values["supplier_payment_days"], values["customer_payment_days"]) == (32.0, 15.0)


def test_phases_of_the_workshop(workshop: Firm) -> None:
    phases = (
        workshop.ledger.group_by("phase")
        .agg(pl.col("entry").n_unique(), pl.len())
        .sort("phase")
        .rows()
    )
    assert phases == [("opening", 1, 7), ("flow", 24, 56), ("closing", 1, 15)]


def test_an_accrual_and_its_reversal_count_once_over_two_years(tmp_path: Path) -> None:
    """400 accrued in 2024; reversed on 1 January 2025 when the invoice of 410 comes: 400, then 10."""
    firm_from(
        tmp_path,
        [
            entry(d(12, 31, 2024), {"607": 40_000, "4081": -40_000}),
            entry(d(3, 3, 2024), {"607": 100, "401 F1": -100}),
        ],
        2024,
    )
    firm = firm_from(
        tmp_path,
        [
            entry(d(1, 1), {"4081": 40_000, "607": -40_000}),
            entry(d(1, 20), {"607": 41_000, "401 F1": -41_000}, "AC"),
            entry(d(12, 31), {"6411": 100, "421": -100}),
        ],
    )
    by_year = {
        (year.year, origin): amount
        for year, origin, amount in firm.purchases.group_by("year_end", "origin")
        .agg(pl.col("amount").sum())
        .iter_rows()
    }
    assert by_year == {
        (2024, "accrual"): 40_000,
        (2024, "party"): 100,
        (2025, "accrual"): -40_000,
        (2025, "party"): 41_000,
    }
    assert [firm.amount(year, "607") for year in firm.years] == [40_100, 1_000]


def test_sundry_accrued_charges_are_accruals_too(tmp_path: Path) -> None:
    """4686, seen in a real export for the fees of the accountant."""
    firm = firm_from(
        tmp_path,
        [
            entry(d(1, 1), {"4686": 75_000, "6226": -75_000}),
            entry(d(12, 1), {"6226": 100, "401 F1": -100}),
        ],
    )
    assert sorted(firm.purchases.select("origin", "amount").rows()) == [
        ("accrual", -75_000),
        ("party", 100),
    ]


def test_without_auxiliaries_the_account_is_the_supplier(tmp_path: Path) -> None:
    entries = [
        entry(d(2, 1), {"607": 7_000, "401ALPHA": -7_000}, "AC"),
        entry(d(3, 1), {"607": 3_000, "401BETA": -3_000}, "AC"),
        entry(d(4, 1), {"401ALPHA": 7_000, "512": -7_000}, "BQ"),
    ]
    firm = firm_from(tmp_path, entries)
    values = firm.figures[firm.year.end].values
    assert values["supplier_spend_ht"] == {"401ALPHA": 70.0, "401BETA": 30.0}
    assert set(firm.parties["name"]) == {"Compte 401ALPHA", "Compte 401BETA"}


def test_a_code_given_to_two_suppliers_loses_no_euro(tmp_path: Path) -> None:
    """F1 was Alpha in spring and, once Alpha had closed, Zénith in autumn: two parties, both shown."""
    entries = [
        entry(d(2, 1), {"607": 7_000, "401 F1": -7_000}, "AC"),
        entry(d(9, 1), {"607": 3_000, "401 F1": -3_000}, "AC", names={"F1": "Zénith Métaux"}),
    ]
    firm = firm_from(tmp_path, entries)
    spent = firm.figures[firm.year.end].values["supplier_spend_ht"]
    assert isinstance(spent, dict)
    assert sorted(spent.values()) == [30.0, 70.0]
    assert firm.figures[firm.year.end].values["supplier_assigned"] == 100.0


def test_letters_hold_when_a_supplier_is_renamed(tmp_path: Path) -> None:
    """Invoiced on 1 February under one name, paid on 3 March under another: the same account, auxiliary and letter."""
    entries = [
        entry(d(2, 1), {"607": 7_000, "401 F1": -7_000}, "AC", "B"),
        entry(
            d(3, 3),
            {"401 F1": 7_000, "512": -7_000},
            "BQ",
            "B",
            names={"F1": "Holding Dupont & Fils"},
        ),
    ]
    firm = firm_from(tmp_path, entries)
    assert firm.settlements.select("letter", "days", "amount").rows() == [("B", 30.0, 7_000)]


def test_a_payment_with_a_small_difference_is_a_payment(tmp_path: Path) -> None:
    """70.00 owed, 69.99 paid, one cent of difference on 758: paid after 30 days all the same."""
    entries = [
        entry(d(2, 1), {"607": 7_000, "401 F1": -7_000}, "AC", "B"),
        entry(d(3, 3), {"401 F1": 7_000, "512": -6_999, "758": -1}, "BQ", "B"),
        entry(d(4, 1), {"411 C1": 5_000, "707": -5_000}, "VE", "C"),
        entry(d(4, 11), {"512": 4_900, "627": 100, "411 C1": -5_000}, "BQ", "C"),
    ]
    firm = firm_from(tmp_path, entries)
    assert sorted(firm.settlements.select("letter", "days", "amount").rows()) == [
        ("B", 30.0, 7_000),
        ("C", 10.0, 5_000),
    ]


@pytest.mark.parametrize("account", ["791", "771", "671", "775", "7581", "657", "756"])
def test_both_charts_are_known(account: str, tmp_path: Path) -> None:
    """791, 771, 671 and 775 ended with 2024; 657 and 756 are those of today."""
    sign = 1 if account.startswith("6") else -1
    firm = firm_from(
        tmp_path,
        [
            entry(d(5, 5), {account: sign * 700, "512": -sign * 700}),
            entry(d(12, 12), {"607": 100, "401 F1": -100}),
        ],
    )
    (file,) = firm.files
    assert file.unassigned == 0
    assert firm.chart.accounts[account.ljust(6, "0")].known
    assert firm.figures[firm.year.end].tax_return["HN"] == -1.0 - sign * 7.0


def test_a_bank_charge_on_a_payment_is_not_the_supplier_s(tmp_path: Path) -> None:
    """Invoice 70 + 14 of tax; paid with 5 of bank charge and 0.01 of difference: the supplier sold for 70."""
    entries = [
        entry(d(2, 1), {"607": 7_000, "44566": 1_400, "401 F1": -8_400}, "AC"),
        entry(d(3, 3), {"401 F1": 8_400, "627": 500, "658": 1, "512": -8_901}, "BQ"),
        # Paid at once, all in one entry: this one is bought from its supplier.
        entry(d(3, 4), {"6063": 900, "401 F2": -900, "401 F2#2": 900, "530": -900}, "BQ"),
    ]
    firm = firm_from(tmp_path, entries)
    values = firm.figures[firm.year.end].values
    assert values["supplier_spend_ht"] == {"F1": 70.0, "F2": 9.0}
    assert values["supplier_spend_ttc"] == {"F1": 84.0, "F2": 0.0}
    assert values["supplier_unassigned"] == 5.0
    assert firm.purchases["amount"].sum() == 8_400


shares = st.lists(st.integers(1, 10**7), min_size=2, max_size=7)


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(
    owed=shares,
    charges=st.lists(st.integers(-(10**6), 10**7), min_size=1, max_size=4),
    data=st.data(),
)
def test_shared_cents_are_neither_lost_nor_made(
    owed: list[int], charges: list[int], data: st.DataObject
) -> None:
    """Several suppliers, several charges, tax on top: each line is shared wholly, by the part of each supplier."""
    total = sum(owed)
    amounts: dict[str, int] = {f"607#{i}": cents for i, cents in enumerate(charges)}
    amounts["44566"] = total - sum(charges)
    amounts |= {f"401 F{i}": -cents for i, cents in enumerate(owed, 1)}
    order = data.draw(st.permutations(sorted(amounts)))
    words = ["Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf"]
    names = {f"F{i}": f"{word} {word}" for i, word in enumerate(words, 1)}
    lines = {key: amounts[key] for key in order}
    with tempfile.TemporaryDirectory() as folder:
        firm = firm_from(Path(folder), [entry(d(5, 5), lines, "AC", names=names)])
    shared = dict(firm.purchases.group_by("line").agg(pl.col("amount").sum()).iter_rows())
    assert shared == {n: amounts[key] for n, key in enumerate(order, 2) if key.startswith("607")}
    running = list(itertools.accumulate(amounts[key] for key in order))
    if 0 in running[:-1]:
        return  # a piece of the entry balances by itself, and is shared by itself
    codes = dict(firm.parties.select("party", "code").iter_rows())
    for party, amount in firm.purchases.group_by("party").agg(pl.col("amount").sum()).iter_rows():
        part = owed[int(codes[party][1:]) - 1] / total
        assert amount == pytest.approx(sum(charges) * part, abs=len(charges))
