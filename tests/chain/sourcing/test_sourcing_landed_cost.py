"""Landed cost: which costs belong to which import, and what they add to its price."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ancrage.chain.sourcing.diagnose import diagnose
from ancrage.chain.sourcing.landed_cost import landed_cost, unattributed
from ancrage.chain.sourcing.trade import trade
from ancrage.exhibits import Diagnosis
from ancrage.findings import Finding
from ancrage.world import World
from ancrage.world.references import world_on
from ledgers import Entry, Line, bill, entry, firm_of, sale
from soundness import assert_sound

NINGBO = ("FNIN", "NINGBO HAOLANG HOMEWARE CO LTD")
SHANGHAI = ("FSHA", "SHANGHAI BRIGHT LAMPS CO LTD")
HOME = ("FHOM", "MENUISERIE DU LAC")
FORWARDER = ("FTRA", "TRANSIT OUEST")


@pytest.fixture
def world() -> World:
    return world_on(date(2026, 3, 2))


def find(diagnosis: Diagnosis, code: str) -> Finding | None:
    return next((finding for finding in diagnosis.findings if finding.code == code), None)


def ends(*years: int) -> list[Entry]:
    return [
        *(sale(f"{year}{day}", 30_000.0) for year in years for day in ("0104", "1230")),
        *(bill(f"{year}0601", HOME, 10_000.0) for year in years),
    ]


def imported(day: str, amount: float, piece: str, supplier: tuple[str, str] = NINGBO) -> Entry:
    return bill(day, supplier, amount, vat=False, piece=piece, currency="USD")


def shipment(day: str, piece: str, *costs: tuple[str, float, str]) -> Entry:
    """A forwarder's bill: account, amount and label of each line, without tax."""
    lines = [Line(account, amount, label=label) for account, amount, label in costs]
    total = sum(amount for _, amount, _ in costs)
    return entry("AC", day, piece, "Transit", *lines, Line("401000", -total, FORWARDER))


def test_the_line_that_names_brings_the_rest_of_its_invoice(tmp_path: Path) -> None:
    firm = firm_of(
        tmp_path,
        [
            *ends(2025),
            imported("20250301", 10_000.0, "NB25-1293"),
            shipment(
                "20250320",
                "TK1",
                ("624100", 1_200.0, "FRET MARITIME NINGBO-LE HAVRE"),
                ("624100", 300.0, "POST-ACHEMINEMENT DOS 12"),
                ("608100", 450.0, "DROITS DE DOUANE NB25-1293"),
                ("622400", 250.0, "HONORAIRES DOS 12"),
                ("616360", 40.0, "ASSURANCE DOS 12"),
            ),
            # Out to customers, between the firm's own sites, or nobody's: none of it is this import's.
            shipment("20250325", "TK2", ("624200", 700.0, "LIVRAISON NINGBO STYLE")),
            shipment("20250326", "TK3", ("624100", 90.0, "TRANSPORT DIVERS")),
        ],
    )
    (cost,) = landed_cost(firm, firm.year)
    assert (cost.code, cost.spend) == ("FNIN", 10_000_00)
    assert dict(cost.costs) == {
        "freight": 1_500_00,
        "forwarder": 250_00,
        "duties": 450_00,
        "insurance": 40_00,
    }
    assert cost.uplift == pytest.approx(0.224)
    assert unattributed(firm.year, trade(firm))["amount"].to_list() == [90_00]


def test_two_imports_share_an_invoice_line_by_line(tmp_path: Path) -> None:
    firm = firm_of(
        tmp_path,
        [
            *ends(2025),
            imported("20250301", 8_000.0, "NB-7001"),
            imported("20250302", 6_000.0, "SBL-88A", SHANGHAI),
            shipment(
                "20250320",
                "TK1",
                ("624100", 800.0, "FRET HAOLANG"),
                ("624100", 500.0, "FRET LAMPS SBL-88A"),
                ("622400", 100.0, "HONORAIRES DU MOIS"),
            ),
        ],
    )
    found = {cost.code: cost for cost in landed_cost(firm, firm.year)}
    assert found["FNIN"].attributed == 800_00
    assert found["FSHA"].attributed == 500_00
    # The fees of an invoice that names both belong to neither.
    assert unattributed(firm.year, trade(firm))["amount"].to_list() == [100_00]


def test_no_cost_that_names_it_is_unknown_and_not_free(tmp_path: Path) -> None:
    firm = firm_of(tmp_path, [*ends(2025), imported("20250301", 8_000.0, "NB-7001")])
    (cost,) = landed_cost(firm, firm.year)
    assert cost.uplift is None


def test_credit_notes_and_own_carriage_count(tmp_path: Path) -> None:
    own = entry(
        "AC",
        "20250301",
        "NB-7001",
        "NB-7001",
        Line("607000", 5_000.0, currency="USD"),
        Line("624100", 400.0, currency="USD"),
        Line("401000", -5_400.0, NINGBO, currency="USD"),
    )
    back = imported("20250401", -1_000.0, "NB-7002")
    firm = firm_of(tmp_path, [*ends(2025), own, back])
    (cost,) = landed_cost(firm, firm.year)
    assert (cost.spend, cost.attributed) == (4_000_00, 400_00)
    assert cost.uplift == pytest.approx(0.1)


def test_duties_paid_to_customs_without_a_supplier_count(tmp_path: Path) -> None:
    paid = entry(
        "BQ",
        "20250330",
        "DGDDI",
        "Droits de douane NB-7001",
        Line("637800", 320.0),
        Line("512000", -320.0),
    )
    firm = firm_of(tmp_path, [*ends(2025), imported("20250301", 8_000.0, "NB-7001"), paid])
    (cost,) = landed_cost(firm, firm.year)
    assert dict(cost.costs) == {"duties": 320_00}


def test_a_heavy_landing_is_a_finding_and_its_table_holds_the_kinds(
    tmp_path: Path, world: World
) -> None:
    firm = firm_of(
        tmp_path,
        [
            *ends(2025),
            imported("20250301", 10_000.0, "NB25-1293"),
            shipment("20250320", "TK1", ("624100", 2_500.0, "FRET NINGBO")),
        ],
    )
    diagnosis = diagnose(firm, world)
    assert_sound(diagnosis)
    heavy = find(diagnosis, "landed_cost")
    assert heavy is not None
    assert [piece.amount_cents for piece in heavy.evidence] == [2_500_00, 10_000_00]
    table = next(t for t in diagnosis.tables if t.code == "sourcing_landed_cost")
    assert table.rows[0] == (NINGBO[1], 10_000.0, 2_500.0, None, None, None, None, 0.25)


def test_a_light_landing_is_no_finding(tmp_path: Path, world: World) -> None:
    firm = firm_of(
        tmp_path,
        [
            *ends(2025),
            imported("20250301", 10_000.0, "NB25-1293"),
            shipment("20250320", "TK1", ("624100", 500.0, "FRET NINGBO")),
        ],
    )
    assert find(diagnose(firm, world), "landed_cost") is None


def freight(year: int, amount: float, label: str = "FRET MARITIME NINGBO") -> list[Entry]:
    return [
        imported(f"{year}0301", 10_000.0, f"NB{year}-1"),
        shipment(f"{year}0320", f"TK{year}", ("624100", amount, label)),
    ]


def test_landing_that_grows_is_worth_what_it_cost_less_before(tmp_path: Path, world: World) -> None:
    entries = [*ends(2023, 2024, 2025), *freight(2023, 800.0), *freight(2024, 1_000.0)]
    firm = firm_of(tmp_path, [*entries, *freight(2025, 1_900.0, "FRET AERIEN NINGBO")])
    diagnosis = diagnose(firm, world)
    assert_sound(diagnosis)
    drift = find(diagnosis, "landed_cost_drift")
    assert drift is not None
    assert drift.stake is not None
    # 19 % against 10 % a year ago and 8 % at best, of 10,000.
    assert drift.stake.low == pytest.approx(450.0)
    assert drift.stake.central == pytest.approx(900.0)
    assert drift.stake.high == pytest.approx(1_100.0)
    assert "avion" in drift.reason.message
    (chart,) = diagnosis.charts
    assert [value for _, value in chart.series[0].points] == pytest.approx([0.08, 0.10, 0.19])


def test_a_point_more_is_no_drift(tmp_path: Path, world: World) -> None:
    firm = firm_of(tmp_path, [*ends(2024, 2025), *freight(2024, 1_000.0), *freight(2025, 1_100.0)])
    assert find(diagnose(firm, world), "landed_cost_drift") is None


def test_where_costs_name_nobody_all_of_them_are_compared_and_it_is_said(
    tmp_path: Path, world: World
) -> None:
    entries = [*freight(2024, 1_000.0, "FRET MARS"), *freight(2025, 1_500.0, "FRET MARS")]
    diagnosis = diagnose(firm_of(tmp_path, [*ends(2024, 2025), *entries]), world)
    assert_sound(diagnosis)
    drift = find(diagnosis, "landed_cost_drift")
    assert drift is not None
    assert drift.stake is not None
    assert drift.stake.central == pytest.approx(500.0)
    assert drift.confidence.level == "low"
