"""What the books do not say of the stock, and what they say when it moves during the year."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ancrage.chain.stock.diagnose import diagnose
from ancrage.exhibits import Diagnosis
from ancrage.findings import Finding
from ancrage.firm import Firm
from ancrage.text import Language, Text, render
from ancrage.world import world_on
from ledgers import Entry, Line, bill, entry, firm_of, sale
from soundness import assert_sound

GOODS = ("FGOO", "GROSSISTE DU LAC")


def diagnosed(firm: Firm) -> Diagnosis:
    diagnosis = diagnose(firm, world_on(date(2026, 3, 2)))
    assert_sound(diagnosis)
    return diagnosis


def find(diagnosis: Diagnosis, code: str) -> Finding | None:
    return next((finding for finding in diagnosis.findings if finding.code == code), None)


def said(text: Text) -> str:
    return render(text, Language.FR).replace("\u202f", " ").replace("\xa0", " ")


def moved(day: str, stock: float) -> Entry:
    """An entry of a stock kept up to date: in above zero, out below."""
    return entry("ST", day, day, "Stock", Line("370000", stock), Line("603700", -stock))


def opened(stock: float) -> Entry:
    return entry("AN", "20250101", "AN", "AN", Line("370000", stock), Line("101300", -stock))


def test_a_firm_that_buys_goods_and_shows_no_stock(tmp_path: Path) -> None:
    entries = [bill("20250301", GOODS, 60_000), sale("20251220", 100_000)]
    finding = find(diagnosed(firm_of(tmp_path, entries)), "stock_unknown")
    assert finding is not None
    assert (
        said(finding.title)
        == "Vous avez acheté 60 000 € de marchandises et matières, et vos comptes ne montrent aucun stock"
    )
    assert finding.questions == ("stock_value_now", "stock_tracking")


def test_the_owner_s_estimate_gives_its_days(tmp_path: Path) -> None:
    entries = [bill("20250301", GOODS, 60_000), sale("20251220", 100_000)]
    firm = firm_of(tmp_path, entries, answers={"stock_value_now": 12_000})
    finding = find(diagnosed(firm), "stock_unknown")
    assert finding is not None
    # 12,000 of 60,000: a fifth of a year.
    assert said(finding.reason).startswith(
        "Le stock que vous estimez à 12 000 € couvrirait 73 jours d’achats"
    )


@pytest.mark.parametrize(
    "entries",
    [
        pytest.param([bill("20250301", GOODS, 9_000)], id="few goods"),
        pytest.param([bill("20250301", GOODS, 90_000, "606300")], id="nothing to stock"),
    ],
)
def test_a_firm_that_hardly_buys_goods_needs_no_stock(tmp_path: Path, entries: list[Entry]) -> None:
    firm = firm_of(tmp_path, [*entries, sale("20251220", 100_000)])
    assert find(diagnosed(firm), "stock_unknown") is None


YEARLY = [
    opened(20_000),
    bill("20250301", GOODS, 60_000),
    sale("20251220", 100_000),
    moved("20251231", -20_000),
    moved("20251231", 25_000),
]


def test_a_stock_counted_once_a_year(tmp_path: Path) -> None:
    finding = find(diagnosed(firm_of(tmp_path, YEARLY)), "stock_unknown")
    assert finding is not None
    assert (
        said(finding.title)
        == "Votre stock (25 000 €) n’est compté qu’une fois par an : vos comptes ne disent pas ce qu’il devient entre-temps"
    )


@pytest.mark.parametrize(
    ("answer", "told"), [("software", False), ("counts", False), ("memory", True)]
)
def test_it_is_settled_when_the_owner_follows_it_elsewhere(
    tmp_path: Path, answer: str, *, told: bool
) -> None:
    firm = firm_of(tmp_path, YEARLY, answers={"stock_tracking": answer})
    assert (find(diagnosed(firm), "stock_unknown") is not None) == told


def test_a_stock_brought_forward_and_never_counted_says_since_when(tmp_path: Path) -> None:
    entries = [opened(20_000), bill("20250301", GOODS, 60_000), sale("20251220", 100_000)]
    finding = find(diagnosed(firm_of(tmp_path, entries)), "stock_unknown")
    assert finding is not None
    assert (
        said(finding.title)
        == "Votre stock (20 000 €) est celui du dernier inventaire : vos comptes ne disent pas ce qu’il est devenu depuis le 1er janvier 2025"
    )


def monthly(ins: dict[int, float], outs: dict[int, float]) -> list[Entry]:
    """A stock moved in by purchases and out by sales, month by month, from 10,000."""
    found = [opened(10_000), sale("20251220", 100_000)]
    for month, amount in ins.items():
        found.append(bill(f"2025{month:02d}05", GOODS, amount))
        found.append(moved(f"2025{month:02d}05", amount))
    found += [moved(f"2025{month:02d}28", -amount) for month, amount in outs.items()]
    return found


def test_a_peak_that_the_next_months_do_not_consume(tmp_path: Path) -> None:
    # 30,000 come in March, nothing special happens before November.
    outs = {**dict.fromkeys(range(1, 11), 2_000.0), 11: 8_000.0, 12: 8_000.0}
    entries = monthly({3: 30_000.0}, outs)
    diagnosis = diagnosed(firm_of(tmp_path, entries))
    finding = find(diagnosis, "stock_seasonal_gap")
    assert finding is not None
    # Ends of months: 8, 6, 34, 32, 30, 28, 26, 24, 22, 20, 12, 4 thousand: 246 in all, 20.5 on average.
    assert (
        said(finding.title)
        == "Votre stock monte à 34 000 € le 31 mars 2025, 66 % de plus que sa moyenne, alors que les deux mois suivants n’en consomment pas plus que d’ordinaire"
    )
    (chart,) = (chart for chart in diagnosis.charts if chart.code == "stock_months")
    assert [value for _, value in chart.series[0].points] == [
        thousand * 1_000 for thousand in (8, 6, 34, 32, 30, 28, 26, 24, 22, 20, 12, 4)
    ]
    # The books say what the stock becomes: nothing is unknown.
    assert find(diagnosis, "stock_unknown") is None


def test_a_peak_that_serves_the_season(tmp_path: Path) -> None:
    outs = {**dict.fromkeys(range(1, 9), 800.0), 9: 500.0, 10: 14_000.0, 11: 14_000.0, 12: 3_000.0}
    entries = monthly({9: 30_000.0}, outs)
    assert find(diagnosed(firm_of(tmp_path, entries)), "stock_seasonal_gap") is None
