"""Freight, storage and carriage against the firm's own earlier rates; every expected figure is worked out by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ancrage.chain.logistics.diagnose import diagnose
from ancrage.exhibits import Diagnosis
from ancrage.findings import Finding, Stake
from ancrage.firm import Firm
from ancrage.text import Language, Text, render
from ancrage.world import world_on
from ledgers import Entry, bill, firm_of, sale
from soundness import assert_sound

GOODS, CARRIER = ("FGOO", "GROSSISTE DU LAC"), ("FTRA", "ROULAGE BERTIN")
QUARTERS = ("0215", "0515", "0815", "1115")


def year_of(year: int, bought: float, freight: float, account: str = "624100") -> list[Entry]:
    """A year of purchases, freight and 100,000 of sales, in four equal quarters and a sale in December."""
    found = [sale(f"{year}{day}", 24_000) for day in QUARTERS]
    found += [bill(f"{year}{day}", GOODS, bought / 4) for day in QUARTERS if bought]
    found += [bill(f"{year}{day}", CARRIER, freight / 4, account) for day in QUARTERS if freight]
    return [*found, sale(f"{year}1220", 4_000)]


def diagnosed(firm: Firm) -> Diagnosis:
    diagnosis = diagnose(firm, world_on(date(2026, 3, 2)))
    assert_sound(diagnosis)
    return diagnosis


def find(diagnosis: Diagnosis, code: str) -> Finding | None:
    return next((finding for finding in diagnosis.findings if finding.code == code), None)


def stake_of(diagnosis: Diagnosis, code: str) -> Stake:
    finding = find(diagnosis, code)
    assert finding is not None
    assert finding.stake is not None
    return finding.stake


def said(text: Text) -> str:
    return render(text, Language.FR).replace("\u202f", " ").replace("\xa0", " ")


def triple(stake: Stake) -> tuple[float, float, float]:
    return tuple(round(value, 2) for value in (stake.low, stake.central, stake.high))  # type: ignore[return-value]


def inputs(stake: Stake) -> dict[str, float]:
    return {one.name: one.value for one in stake.inputs}


def test_freight_in_goes_back_to_the_years_before(tmp_path: Path) -> None:
    firm = firm_of(
        tmp_path,
        [
            *year_of(2023, 40_000, 800),
            *year_of(2024, 40_000, 1_200),
            *year_of(2025, 50_000, 2_500),
        ],
    )
    diagnosis = diagnosed(firm)
    finding = find(diagnosis, "freight_in_share")
    assert finding is not None
    assert finding.kind == "opportunity"
    # 5 % of 50,000 against 2,000 of 80,000, that is 2.5 %; 3 % the dearest year, 2 % the cheapest.
    assert triple(stake_of(diagnosis, "freight_in_share")) == (1_000, 1_250, 1_500)
    assert (
        said(finding.title)
        == "Le transport de vos achats coûte 5,0 % des marchandises et matières achetées (2 500 €), contre 2,5 % auparavant"
    )
    assert finding.confidence.level == "high"
    given = inputs(stake_of(diagnosis, "freight_in_share"))
    by_hand = (
        (given["cost_now"] / given["base_now"] - given["cost_before"] / given["base_before"])
        * given["base_now"]
        * given["annualisation"]
    )
    assert by_hand == pytest.approx(1_250)
    (rates,) = (chart for chart in diagnosis.charts if chart.code == "freight_in_rate")
    assert [round(value, 4) for _, value in rates.series[0].points] == [0.02] * 4 + [0.03] * 4 + [
        0.05
    ] * 4


def test_one_earlier_year_gives_its_range_by_its_quarters(tmp_path: Path) -> None:
    before = [
        *year_of(2024, 40_000, 0),
        bill("20240215", CARRIER, 200, "624100"),
        bill("20240515", CARRIER, 300, "624100"),
        bill("20240815", CARRIER, 200, "624100"),
        bill("20241115", CARRIER, 300, "624100"),
    ]
    diagnosis = diagnosed(firm_of(tmp_path, [*before, *year_of(2025, 50_000, 2_500)]))
    # Two dearest quarters: 600 of 20,000; two cheapest: 400 of 20,000.
    assert triple(stake_of(diagnosis, "freight_in_share")) == (1_000, 1_250, 1_500)


def test_rebates_reduce_the_goods_and_services_do_not_count_as_goods(tmp_path: Path) -> None:
    firm = firm_of(
        tmp_path,
        [
            *year_of(2024, 40_000, 1_000),
            *year_of(2025, 60_000, 2_500),
            bill("20251001", GOODS, -10_000, "609700"),
            bill("20251002", GOODS, 30_000, "604000"),
            bill("20251003", GOODS, 30_000, "606300"),
        ],
    )
    # 2,500 of 50,000 against 1,000 of 40,000.
    assert stake_of(diagnosed(firm), "freight_in_share").central == pytest.approx(1_250)


@pytest.mark.parametrize(
    ("freight", "why"),
    [(1_050, "five per cent more"), (600, "less than before"), (0, "none at all")],
)
def test_no_finding_where_the_rate_did_not_rise(tmp_path: Path, freight: float, why: str) -> None:
    entries = [*year_of(2024, 40_000, 1_000), *year_of(2025, 40_000, freight)]
    assert find(diagnosed(firm_of(tmp_path, entries)), "freight_in_share") is None, why


def test_a_small_gain_is_not_told(tmp_path: Path) -> None:
    # A fifth more, but 200 euros a year.
    entries = [*year_of(2024, 40_000, 1_000), *year_of(2025, 40_000, 1_200)]
    assert find(diagnosed(firm_of(tmp_path, entries)), "freight_in_share") is None


def test_a_single_year_has_no_earlier_rate(tmp_path: Path) -> None:
    diagnosis = diagnosed(firm_of(tmp_path, year_of(2025, 50_000, 9_000)))
    assert find(diagnosis, "freight_in_share") is None
    assert find(diagnosis, "freight_steady") is None


def test_a_year_that_is_not_over_is_brought_to_twelve_months_with_less_confidence(
    tmp_path: Path,
) -> None:
    half = [
        sale("20250215", 24_000),
        sale("20250620", 24_000),
        bill("20250215", GOODS, 25_000),
        bill("20250615", CARRIER, 1_250, "624100"),
    ]
    firm = firm_of(tmp_path, [*year_of(2024, 40_000, 1_000), *half])
    assert not firm.year.complete
    diagnosis = diagnosed(firm)
    finding = find(diagnosis, "freight_in_share")
    assert finding is not None
    assert finding.confidence.level == "low"
    # 181 days from 1 January to 30 June; (5 % - 2.5 %) of 25,000 is 625.
    assert stake_of(diagnosis, "freight_in_share").central == pytest.approx(625 * 365 / 181)


def test_freight_out_counts_what_customers_do_not_pay_back_and_both_findings_add_up(
    tmp_path: Path,
) -> None:
    entries = [
        *year_of(2024, 40_000, 5_000, "624200"),
        sale("20240301", 1_000, "708500"),
        *year_of(2025, 40_000, 8_000, "624200"),
        sale("20250301", 800, "708500"),
    ]
    diagnosis = diagnosed(firm_of(tmp_path, entries))
    share, absorbed = (
        stake_of(diagnosis, "freight_out_share"),
        stake_of(diagnosis, "freight_out_absorbed"),
    )
    # 8 % against 5 % of 100,000 sold: 3,000, of which customers paid back a fifth.
    assert share.central == pytest.approx(2_400)
    # A tenth of 8,000 paid back now, a fifth before.
    assert absorbed.central == pytest.approx(800)
    # The net cost is 7,200; at the rates of the year before it would be 5,000 less a fifth.
    assert share.central + absorbed.central == pytest.approx(7_200 - 4_000)
    title = find(diagnosis, "freight_out_absorbed")
    assert title is not None
    assert (
        said(title.title)
        == "Vos clients remboursent 10,0 % de ce que coûte l’expédition (8 000 €), contre 20,0 % auparavant"
    )


def test_parcels_among_postal_costs_are_freight_out_with_less_confidence(tmp_path: Path) -> None:
    entries = [
        *year_of(2024, 40_000, 4_000, "624200"),
        *year_of(2025, 40_000, 4_000, "624200"),
        *[bill(f"2025{day}", ("FCOL", "COLISSIMO"), 500, "626100") for day in QUARTERS],
    ]
    diagnosis = diagnosed(firm_of(tmp_path, entries))
    finding = find(diagnosis, "freight_out_share")
    assert finding is not None
    assert finding.confidence.level == "medium"
    # 6 % against 4 % of 100,000.
    assert stake_of(diagnosis, "freight_out_share").central == pytest.approx(2_000)


def test_carriage_never_invoiced_is_a_choice_and_no_finding(tmp_path: Path) -> None:
    entries = [*year_of(2024, 40_000, 5_000, "624200"), *year_of(2025, 40_000, 8_000, "624200")]
    diagnosis = diagnosed(firm_of(tmp_path, entries))
    assert find(diagnosis, "freight_out_absorbed") is None
    assert "paid_back" not in inputs(stake_of(diagnosis, "freight_out_share"))


def test_carriage_that_is_no_longer_invoiced_is_the_worst_case(tmp_path: Path) -> None:
    entries = [*year_of(2024, 40_000, 6_000, "624200"), *year_of(2025, 40_000, 6_000, "624200")]
    entries.append(sale("20240615", 1_000, "708500"))
    stake = stake_of(diagnosed(firm_of(tmp_path, entries)), "freight_out_absorbed")
    # A sixth of 6,000 was paid back the year before, nothing now.
    assert stake.central == pytest.approx(1_000)


def test_storage_that_grows_faster_than_sales(tmp_path: Path) -> None:
    entries = [*year_of(2024, 40_000, 0), *year_of(2025, 40_000, 0)]
    entries += [
        bill("20240601", CARRIER, 2_000, "613510", label="Box stockage"),
        bill("20250601", CARRIER, 5_000, "613510", label="Box stockage"),
    ]
    diagnosis = diagnosed(firm_of(tmp_path, entries))
    assert stake_of(diagnosis, "storage_cost").central == pytest.approx(3_000)
    finding = find(diagnosis, "storage_cost")
    assert finding is not None
    assert (
        said(finding.title)
        == "Le stockage que vous louez coûte 5 000 €, soit 5,0 % de vos ventes, contre 2,0 % auparavant"
    )


def test_steady_freight_is_a_strength(tmp_path: Path) -> None:
    entries = [*year_of(2024, 40_000, 2_000), *year_of(2025, 40_000, 1_900)]
    diagnosis = diagnosed(firm_of(tmp_path, entries))
    finding = find(diagnosis, "freight_steady")
    assert finding is not None
    assert finding.kind == "strength"
    assert (
        said(finding.title)
        == "Votre transport est tenu : 1 900 €, soit 1,9 % de vos ventes, contre 2,0 % auparavant"
    )


def test_freight_is_not_steady_when_one_side_rose(tmp_path: Path) -> None:
    entries = [
        *year_of(2024, 40_000, 1_000),
        *[bill(f"2024{day}", CARRIER, 1_000, "624200") for day in QUARTERS],
        *year_of(2025, 40_000, 2_000),
        *[bill(f"2025{day}", CARRIER, 700, "624200") for day in QUARTERS],
    ]
    diagnosis = diagnosed(firm_of(tmp_path, entries))
    assert find(diagnosis, "freight_steady") is None
    assert find(diagnosis, "freight_in_share") is not None
