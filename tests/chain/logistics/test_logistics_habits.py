"""Urgency, scattered carriers, unknown freight, the whole cost, and the choice between in-house and a provider."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ancrage.chain.logistics.diagnose import diagnose
from ancrage.exhibits import Diagnosis
from ancrage.findings import Finding
from ancrage.firm import Firm
from ancrage.questions import Answer
from ancrage.text import Language, Text, render
from ancrage.world import world_on
from ledgers import Entry, Line, bill, entry, firm_of, sale
from soundness import assert_sound

GOODS, CARRIER = ("FGOO", "GROSSISTE DU LAC"), ("FTRA", "ROULAGE BERTIN")
SHARES = {
    "logistics_orders_per_month": 300,
    "logistics_staff_share": 20,
    "logistics_storage_m2": 50,
    "logistics_stored_pallets": 20,
}


def diagnosed(firm: Firm) -> Diagnosis:
    diagnosis = diagnose(firm, world_on(date(2026, 3, 2)))
    assert_sound(diagnosis)
    return diagnosis


def find(diagnosis: Diagnosis, code: str) -> Finding | None:
    return next((finding for finding in diagnosis.findings if finding.code == code), None)


def said(text: Text) -> str:
    return render(text, Language.FR).replace("\u202f", " ").replace("\xa0", " ")


def wages(year: int, amount: float, account: str = "641100") -> Entry:
    return entry(
        "OD", f"{year}0131", "PAIE", "Paie", Line(account, amount), Line("421000", -amount)
    )


def shipping(year: int, freight: float) -> list[Entry]:
    """100,000 of sales, and freight out in ten bills."""
    found = [sale(f"{year}0110", 50_000), sale(f"{year}1220", 50_000)]
    return found + [
        bill(f"{year}{month:02d}20", CARRIER, freight / 10, "624200") for month in range(1, 11)
    ]


def test_urgency_is_read_in_labels_and_not_in_the_name_of_a_carrier(tmp_path: Path) -> None:
    carrier = ("FTNT", "TNT EXPRESS")
    entries = [
        *shipping(2024, 4_000),
        *shipping(2025, 4_000),
        bill("20250301", carrier, 1_000, "624200", label="TNT EXPRESS facture 12"),
        bill("20250401", CARRIER, 600, "624100", label="AIR FREIGHT Canton"),
        bill("20250501", CARRIER, 400, "624100", label="Livraison 24 h machine"),
    ]
    finding = find(diagnosed(firm_of(tmp_path, entries)), "freight_express")
    assert finding is not None
    assert finding.stake is None
    # 1,000 of 4,000 + 1,000 + 600 + 400.
    assert (
        said(finding.title)
        == "1 000 € de transport portent un mot d’urgence (express, avion…) : 16,7 % de votre transport, et rien l’exercice d’avant"
    )


def test_a_little_urgency_is_ordinary(tmp_path: Path) -> None:
    entries = [
        *shipping(2025, 12_000),
        bill("20250501", CARRIER, 550, "624100", label="Envoi express"),
    ]
    # 550 euros, but under a twentieth of 12,550.
    assert find(diagnosed(firm_of(tmp_path, entries)), "freight_express") is None


def many(count: int, each: float, days: int = 4) -> list[Entry]:
    return [
        bill(f"2025{month:02d}{day + 10}", (f"FT{n}", f"ROULEUR {chr(65 + n) * 5}"), each, "624200")
        for n in range(count)
        for month in (2, 5, 8, 11)
        for day in range(days)
    ]


def test_many_carriers_with_small_invoices(tmp_path: Path) -> None:
    firm = firm_of(tmp_path, [*many(8, 50), sale("20251220", 100_000)])
    # 8 x 16 x 50 = 6,400.
    finding = find(diagnosed(firm), "carriers_scattered")
    assert finding is not None
    assert (
        said(finding.title)
        == "Vos 6 400 € de transport se partagent entre 8 transporteurs et 128 factures ; le premier n’en fait que 12 %"
    )


@pytest.mark.parametrize(
    ("count", "each", "why"),
    [(5, 100, "few carriers"), (8, 300, "large invoices"), (8, 20, "little freight")],
)
def test_carriers_are_not_scattered(tmp_path: Path, count: int, each: float, why: str) -> None:
    firm = firm_of(tmp_path, [*many(count, each), sale("20251220", 100_000)])
    assert find(diagnosed(firm), "carriers_scattered") is None, why


def test_unknown_freight_is_shown_and_asked(tmp_path: Path) -> None:
    entries = [*shipping(2025, 3_000), bill("20250401", CARRIER, 1_000, "624000", label="F 12")]
    diagnosis = diagnosed(firm_of(tmp_path, entries))
    finding = find(diagnosis, "freight_unknown")
    assert finding is not None
    assert finding.questions == ("logistics_unknown_freight",)
    assert (
        said(finding.title)
        == "1 000 € de transport (25,0 %) ne disent pas s’ils servent vos achats ou vos ventes"
    )
    answered = firm_of(tmp_path, entries, answers={"logistics_unknown_freight": "in"})
    assert find(diagnosed(answered), "freight_unknown") is None


def test_the_whole_cost_by_part_and_its_growth(tmp_path: Path) -> None:
    labels = {"641130": "Salaires expéditions"}
    entries = [
        *shipping(2024, 4_000),
        wages(2024, 2_000, "641130"),
        *shipping(2025, 5_000),
        wages(2025, 3_000, "641130"),
        bill("20250601", CARRIER, 1_000, "613510", label="Entrepôt"),
    ]
    diagnosis = diagnosed(firm_of(tmp_path, entries, labels=labels))
    finding = find(diagnosis, "logistics_cost")
    assert finding is not None
    assert finding.kind == "weakness"
    assert (
        said(finding.title)
        == "Votre logistique coûte 9 000 €, soit 9,0 % de vos ventes, contre 6,0 % l’exercice d’avant"
    )
    (table,) = diagnosis.tables
    assert [row[1:] for row in table.rows] == [
        (5_000, 0.05, 4_000, 0.04),
        (1_000, 0.01, 0, 0),
        (3_000, 0.03, 2_000, 0.02),
        (9_000, 0.09, 6_000, 0.06),
    ]


def test_the_cost_of_an_order_comes_with_the_answer(tmp_path: Path) -> None:
    firm = firm_of(tmp_path, shipping(2025, 6_000), answers={"logistics_orders_per_month": 100})
    finding = find(diagnosed(firm), "logistics_cost")
    assert finding is not None
    assert finding.kind == "opportunity"
    # 6,000 for 1,200 orders.
    assert said(finding.reason).startswith("Cela fait 5,00 € par commande")
    assert finding.questions == ()


def test_a_cheaper_logistics_is_a_strength(tmp_path: Path) -> None:
    firm = firm_of(tmp_path, [*shipping(2024, 9_000), *shipping(2025, 6_000)])
    finding = find(diagnosed(firm), "logistics_cost")
    assert finding is not None
    assert finding.kind == "strength"


def test_in_house_or_provider_is_unknown_without_answers(tmp_path: Path) -> None:
    firm = firm_of(tmp_path, shipping(2025, 6_000), answers={"logistics_storage_m2": 40})
    finding = find(diagnosed(firm), "in_house_or_3pl")
    assert finding is not None
    assert finding.stake is None
    assert finding.questions == (
        "logistics_orders_per_month",
        "logistics_staff_share",
        "logistics_stored_pallets",
    )


def test_a_provider_may_be_cheaper(tmp_path: Path) -> None:
    entries = [
        *shipping(2025, 6_000),
        wages(2025, 80_000),
        wages(2025, 20_000, "645100"),
        bill("20250601", CARRIER, 2_400, "613510", label="Box stockage"),
    ]
    diagnosis = diagnosed(firm_of(tmp_path, entries, answers=SHARES))
    finding = find(diagnosis, "in_house_or_3pl")
    assert finding is not None
    assert finding.stake is not None
    assert finding.kind == "opportunity"
    # In-house: 20,000 + 2,400 + 50 x 144 = 29,600; provider: 12 x (300 x 3.5 + 20 x 11.5) = 15,360.
    assert finding.stake.central == pytest.approx(14_240)
    # 22,400 + 50 x 55 - 12 x (300 x 5 + 20 x 15); 22,400 + 50 x 176 - 12 x (300 x 2 + 20 x 8).
    assert (finding.stake.low, finding.stake.high) == (
        pytest.approx(25_150 - 21_600),
        pytest.approx(31_200 - 9_120),
    )
    given = {one.name: one.value for one in finding.stake.inputs}
    assert given["staff_share"] == 0.2
    assert given["payroll"] == 100_000


def test_spare_time_and_place_keep_logistics_at_home(tmp_path: Path) -> None:
    entries = [*shipping(2025, 6_000), wages(2025, 20_000)]
    # 4,000 + 7,200 at home, 15,360 outside.
    finding = find(diagnosed(firm_of(tmp_path, entries, answers=SHARES)), "in_house_or_3pl")
    assert finding is not None
    assert finding.kind == "strength"
    assert finding.stake is None
    assert (
        said(finding.title)
        == "À 300 commandes par mois, garder votre logistique ne coûte pas plus que la confier"
    )


@pytest.mark.parametrize("wrong", [True, "beaucoup", -3])
def test_an_answer_that_is_no_number_is_no_answer(tmp_path: Path, wrong: Answer) -> None:
    answers = {**SHARES, "logistics_orders_per_month": wrong}
    finding = find(
        diagnosed(firm_of(tmp_path, shipping(2025, 6_000), answers=answers)), "in_house_or_3pl"
    )
    assert finding is not None
    assert finding.questions == ("logistics_orders_per_month",)
