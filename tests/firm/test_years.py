"""The fiscal year that entries tell, and which entries open and close it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
from fec_forms import SIREN
from fec_rows import NAME, codes, entry, fec, firm_of, months, pair, put, row

from ancrage.firm import Firm, Reading, read

# ---- fiscal years --------------------------------------------------------------------------------------------------


def year_of(
    folder: Path, days: Sequence[date], name: str = NAME, opening: date | None = None
) -> tuple[Reading, Firm]:
    rows = [line for i, day in enumerate(days) for line in pair(str(i), f"{day:%Y%m%d}", "10,00")]
    if opening:
        first = [
            row("AN1", f"{opening:%Y%m%d}", "512000", debit="50,00"),
            row("AN1", f"{opening:%Y%m%d}", "101000", credit="50,00"),
        ]
        rows = [r.replace("AC\tAchats", "AN\tA nouveaux") for r in first] + rows
    reading = read([put(folder, fec(*rows), name)])
    return reading, firm_of(reading)


def spread(start: date, end: date, step: int = 3) -> list[date]:
    return [start + timedelta(days=n) for n in range(0, (end - start).days + 1, step)]


def test_a_year_to_31_august(tmp_path: Path) -> None:
    for name in (f"{SIREN}FEC20250831.txt", "export.txt"):
        _, firm = year_of(tmp_path, spread(date(2024, 9, 1), date(2025, 8, 31)), name)
        assert (firm.year.start, firm.year.end, firm.year.complete) == (
            date(2024, 9, 1),
            date(2025, 8, 31),
            True,
        )


def test_a_year_of_13_months(tmp_path: Path) -> None:
    for name in (f"{SIREN}FEC20250131.txt", "export.txt"):
        _, firm = year_of(
            tmp_path, spread(date(2024, 1, 1), date(2025, 1, 31)), name, opening=date(2024, 1, 1)
        )
        assert (firm.year.start, firm.year.end, firm.year.days) == (
            date(2024, 1, 1),
            date(2025, 1, 31),
            397,
        )


def test_a_first_year_of_18_months(tmp_path: Path) -> None:
    """No opening entries: the firm is new."""
    for name in (f"{SIREN}FEC20251231.txt", "export.txt"):
        _, firm = year_of(tmp_path, spread(date(2024, 7, 4), date(2025, 12, 31)), name)
        assert (firm.year.start, firm.year.end) == (date(2024, 7, 1), date(2025, 12, 31))
        assert firm.year.per_year(549) == pytest.approx(365, abs=1)


def test_a_half_year_is_provisional(tmp_path: Path) -> None:
    reading, firm = year_of(
        tmp_path, spread(date(2025, 1, 2), date(2025, 6, 28)), NAME, opening=date(2025, 1, 1)
    )
    assert (firm.year.start, firm.year.end) == (date(2025, 1, 1), date(2025, 12, 31))
    assert firm.year.covered_until == date(2025, 6, 30)
    assert not firm.year.complete
    assert "year_incomplete" in codes(reading, "info")


def test_a_half_year_without_a_legal_name(tmp_path: Path) -> None:
    _, firm = year_of(
        tmp_path,
        spread(date(2025, 1, 2), date(2025, 6, 28)),
        "export.txt",
        opening=date(2025, 1, 1),
    )
    assert (firm.year.start, firm.year.covered_until) == (date(2025, 1, 1), date(2025, 6, 30))


def test_a_wrong_year_end_in_the_name_is_not_believed(tmp_path: Path) -> None:
    reading, firm = year_of(
        tmp_path, spread(date(2025, 1, 1), date(2025, 12, 31)), f"{SIREN}FEC20241231.txt"
    )
    assert firm.year.end == date(2025, 12, 31)
    assert codes(reading) == ["year_end_mismatch"]


def test_a_name_that_says_later_than_twelve_whole_months_is_not_believed(tmp_path: Path) -> None:
    """From the opening of 1 July to June, whole: the name says December."""
    reading, firm = year_of(
        tmp_path, spread(date(2024, 7, 1), date(2025, 6, 30)), NAME, opening=date(2024, 7, 1)
    )
    assert (firm.year.start, firm.year.end) == (date(2024, 7, 1), date(2025, 6, 30))
    assert firm.year.complete
    assert codes(reading) == ["year_end_mismatch"]


@pytest.mark.parametrize("name", ["FEC20259999", "FEC20250231", "FEC00000000"])
def test_a_name_with_an_impossible_date_is_only_a_name(name: str, tmp_path: Path) -> None:
    _, firm = year_of(tmp_path, spread(date(2025, 1, 1), date(2025, 12, 31)), f"{SIREN}{name}.txt")
    assert firm.year.end == date(2025, 12, 31)


@pytest.mark.parametrize(
    ("stem", "siren"),
    [
        (f"{SIREN}FEC", SIREN),
        (
            f"{SIREN}5FEC",
            SIREN,
        ),  # ten digits: the first nine pass the key of Luhn, the last nine do not
        (f"{SIREN}00074FEC", SIREN),  # a SIRET
        (f"copie de {SIREN}fec", SIREN),
        ("1234FEC", None),
    ],
)
def test_the_siren_is_read_in_the_name(stem: str, siren: str | None, tmp_path: Path) -> None:
    _, firm = year_of(tmp_path, spread(date(2025, 1, 1), date(2025, 12, 31)), f"{stem}20251231.txt")
    assert firm.siren == siren


def test_a_ten_digit_siren_is_no_other_firm(tmp_path: Path) -> None:
    put(tmp_path, fec(*months(2024)), f"{SIREN}5FEC20241231.txt")
    put(tmp_path, fec(*months(2025)), f"{SIREN}FEC20251231.txt")
    assert len(firm_of(read([tmp_path])).years) == 2


def test_a_few_lines_out_of_the_year_do_not_move_it(tmp_path: Path) -> None:
    rows = [
        line
        for i, d in enumerate(spread(date(2025, 1, 1), date(2025, 12, 31), 1))
        for line in pair(str(i), f"{d:%Y%m%d}")
    ]
    stray = [*pair("S1", "20241202"), *pair("S2", "20260203"), *pair("S3", "20520615")]
    for name in (NAME, "export.txt"):
        reading = read([put(tmp_path, fec(*rows, *stray), name)])
        year = firm_of(reading).year
        assert (year.start, year.end, year.covered_until) == (
            date(2025, 1, 1),
            date(2025, 12, 31),
            date(2025, 12, 31),
        )
        assert codes(reading) == ["out_of_year"] * 3


# ---- phases --------------------------------------------------------------------------------------------------------


def phase_of(firm: Firm, number: str) -> str:
    lines = firm.ledger.filter(pl.col("label") == number)["phase"].unique().to_list()
    assert len(lines) == 1
    return str(lines[0])


OPENING = {"101000": "-1000,00", "512000": "700,00", "370000": "300,00"}


@pytest.mark.parametrize(
    "journal",
    [
        "AN\tA nouveaux",
        "ANO\tx",
        "RAN\tReports",
        "X\tÀ nouveau",
        "X\tà-nouveaux",
        "X\tJournal d'ouverture",
        "OD\tDivers",
        "X\tReport à nouveau",
    ],
)
@pytest.mark.parametrize("stray", [False, True])
def test_opening_entries_are_known_in_any_journal(
    journal: str,
    stray: bool,  # noqa: FBT001
    tmp_path: Path,
) -> None:
    """Even with an entry dated by mistake before the first day."""
    rows = [*entry("ouverture", "20250101", OPENING, journal), *months()]
    if stray:
        rows += entry("stray", "20241228", {"607000": "5,00", "401000": "-5,00"})
    firm = firm_of(read([put(tmp_path, fec(*rows))]))
    assert phase_of(firm, "ouverture") == "opening"
    assert firm.figures[firm.year.end].euros("stock_opening_37") == 300.0


def test_sharing_the_result_is_no_opening(tmp_path: Path) -> None:
    rows = [
        *entry("ouverture", "20250101", OPENING),
        *entry(
            "affectation", "20250610", {"120000": "500,00", "106100": "-25,00", "457000": "-475,00"}
        ),
        *months(),
    ]
    firm = firm_of(read([put(tmp_path, fec(*rows))]))
    assert (phase_of(firm, "ouverture"), phase_of(firm, "affectation")) == ("opening", "flow")


def test_a_reversal_in_the_opening_journal_is_a_flow(tmp_path: Path) -> None:
    rows = [
        *entry("ouverture", "20250101", OPENING, "AN\tA nouveaux"),
        *entry("extourne", "20250101", {"408100": "48,00", "607000": "-48,00"}, "AN\tA nouveaux"),
        *months(),
    ]
    firm = firm_of(read([put(tmp_path, fec(*rows))]))
    assert phase_of(firm, "extourne") == "flow"
    assert firm.figures[firm.year.end].euros("purchases_goods_607") == 72.0


@pytest.mark.parametrize("stray", [False, True])
def test_closing_entries_leave_the_result_alone(stray: bool, tmp_path: Path) -> None:  # noqa: FBT001
    """Classes 6 and 7 emptied into 120 at the end; even with an entry dated by mistake long after."""
    rows = [*months(), *entry("clôture", "20251231", {"120000": "120,00", "607000": "-120,00"})]
    if stray:
        rows += entry("stray", "20260328", {"607000": "5,00", "401000": "-5,00"})
    firm = firm_of(read([put(tmp_path, fec(*rows))]))
    assert phase_of(firm, "clôture") == "closing"
    assert firm.figures[firm.year.end].euros("result_class_6_7") == (-125.0 if stray else -120.0)


def test_an_entry_that_only_touches_12_is_no_closing(tmp_path: Path) -> None:
    """A mistake of the past corrected through 120: the charge stays a charge."""
    rows = [*months(), *entry("erreur", "20251220", {"607000": "7,00", "120000": "-7,00"})]
    firm = firm_of(read([put(tmp_path, fec(*rows))]))
    assert phase_of(firm, "erreur") == "flow"
    assert firm.figures[firm.year.end].euros("result_class_6_7") == -127.0


def test_opening_against_890_is_an_opening_whatever_the_journal(tmp_path: Path) -> None:
    """One entry an account, none of which looks like a balance sheet by itself."""
    rows = [
        *entry("o1", "20250101", {"512000": "700,00", "890000": "-700,00"}),
        *entry("o2", "20250101", {"370000": "300,00", "890000": "-300,00"}),
        *entry("o3", "20250101", {"890000": "1000,00", "101000": "-1000,00"}),
        *months(),
    ]
    firm = firm_of(read([put(tmp_path, fec(*rows))]))
    assert {phase_of(firm, number) for number in ("o1", "o2", "o3")} == {"opening"}
    assert (firm.year.start, firm.year.end) == (date(2025, 1, 1), date(2025, 12, 31))
    assert firm.figures[firm.year.end].euros("stock_opening_37") == 300.0


def test_an_entry_against_890_within_the_year_is_a_flow(tmp_path: Path) -> None:
    rows = [
        *months(),
        *entry("tard", "20250320", {"512000": "50,00", "890000": "-50,00"}),
    ]
    assert phase_of(firm_of(read([put(tmp_path, fec(*rows))])), "tard") == "flow"


# At the end of the year: bank 700, stock 300, supplier -120 (twelve purchases of 10), capital -1000, loss 120.
CLOSING = {
    "101000": "1000,00",
    "401000": "120,00",
    "512000": "-700,00",
    "370000": "-300,00",
    "120000": "-120,00",
    "891000": "0,00",
}


@pytest.mark.parametrize("stray", [False, True])
@pytest.mark.parametrize("split", [False, True])
def test_closing_against_891_leaves_balances_alone(
    stray: bool,  # noqa: FBT001
    split: bool,  # noqa: FBT001
    tmp_path: Path,
) -> None:
    """The balance sheet emptied into 891 on the last day, in one entry or in one an account."""
    rows = [
        *entry("ouverture", "20250101", OPENING, "AN\tA nouveaux"),
        *months(),
        *entry("résultat", "20251231", {"120000": "120,00", "607000": "-120,00"}),
    ]
    if split:
        rows += [
            line
            for number, (account, amount) in enumerate(CLOSING.items())
            if account != "891000"
            for line in entry(
                f"c{number}",
                "20251231",
                {account: amount, "891000": amount[1:] if amount[0] == "-" else f"-{amount}"},
            )
        ]
    else:
        rows += entry("c0", "20251231", CLOSING)
    if stray:
        rows += entry("stray", "20260328", {"607000": "5,00", "401000": "-5,00"})
    firm = firm_of(read([put(tmp_path, fec(*rows))]))
    numbers = [f"c{n}" for n in range(5)] if split else ["c0"]
    assert {phase_of(firm, number) for number in ["résultat", *numbers]} == {"closing"}
    figures = firm.figures[firm.year.end]
    assert figures.euros("result_class_6_7") == (-125.0 if stray else -120.0)
    assert firm.amount(firm.year, "512", balance=True) == 70_000
    assert firm.amount(firm.year, "37", balance=True) == 30_000
    assert firm.amount(firm.year, "401", balance=True) == (-12_500 if stray else -12_000)


def test_an_entry_against_891_that_empties_nothing_is_a_flow(tmp_path: Path) -> None:
    rows = [
        *entry("ouverture", "20250101", OPENING, "AN\tA nouveaux"),
        *months(),
        *entry("attente", "20251231", {"512000": "10,00", "891000": "-10,00"}),
        *entry("avant", "20250630", {"370000": "-300,00", "891000": "300,00"}),
    ]
    firm = firm_of(read([put(tmp_path, fec(*rows))]))
    assert (phase_of(firm, "attente"), phase_of(firm, "avant")) == ("flow", "flow")
