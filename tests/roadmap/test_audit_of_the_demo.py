"""The audit finds what the generator of the demonstration firm hid in its books."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ancrage import demo
from ancrage.chain.sourcing.landed_cost import landed_cost
from ancrage.demo import hidden
from ancrage.findings import Finding, evidence_cents
from ancrage.firm import Firm, read
from ancrage.roadmap.audit import audit
from ancrage.roadmap.model import Audit
from ancrage.text import Language, render
from ancrage.world import world_on


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Audit:
    firm = read([*demo.write(tmp_path_factory.mktemp("demo"))]).firm
    assert firm is not None
    return audit(firm, world_on(date(2026, 3, 2)))


def finding(done: Audit, code: str) -> Finding:
    return next(f for f in done.findings if f.code == code)


def said(found: Finding) -> str:
    return render(found.title, Language.FR)


def party(firm: Firm, code: str) -> tuple[int, str]:
    row = next(r for r in firm.parties.iter_rows(named=True) if code in r["codes"])
    return row["party"], row["name"]


def table(done: Audit, code: str) -> list[tuple[object, ...]]:
    return next([*t.rows] for d in done.diagnoses for t in d.tables if t.code == code)


def test_the_import_route_and_what_it_costs(done: Audit) -> None:
    costs = {cost.code: cost for cost in landed_cost(done.firm, done.firm.year)}
    uplift = costs[hidden.IMPORT_SUPPLIER].uplift
    assert uplift is not None
    assert 0.15 < uplift < 0.31
    assert "NINGBO" in said(finding(done, "landed_cost"))
    assert finding(done, "landed_cost_drift").stake is not None
    assert finding(done, "import_evidence").evidence


def test_the_main_supplier_and_the_nature_that_it_alone_serves(done: Audit) -> None:
    _, name = party(done.firm, hidden.MAIN_SUPPLIER)
    assert name in said(finding(done, "supplier_concentration"))
    assert name in said(finding(done, "nature_single_source"))


def test_the_two_spellings_of_one_carrier_are_one(done: Audit) -> None:
    first, second = hidden.ALIASES
    assert party(done.firm, first) == party(done.firm, second)


def test_outgoing_freight_that_rises_while_what_is_charged_for_it_does_not(done: Audit) -> None:
    assert finding(done, "freight_out_share").stake is not None
    assert finding(done, "freight_out_absorbed").stake is not None


def test_urgent_freight_of_the_supplier_who_slows_down(done: Audit) -> None:
    assert finding(done, "freight_express").evidence


def test_the_customers_who_left_and_what_they_bought(done: Audit) -> None:
    lost = finding(done, "customers_lost")
    assert evidence_cents(lost.evidence) == sum(hidden.lapsed_cents(demo.truth()).values())
    names = {str(row[0]) for row in table(done, "customers_lost")}
    assert {party(done.firm, code)[1] for code in hidden.LAPSED} <= names


def test_the_customers_who_fell_silent(done: Audit) -> None:
    names = {str(row[0]) for row in table(done, "customers_silent")}
    assert {party(done.firm, code)[1] for code in hidden.SILENT} == names


def test_the_big_customer_and_its_delay(done: Audit) -> None:
    _, name = party(done.firm, hidden.BIG_CUSTOMER)
    assert name in said(finding(done, "customer_concentration"))
    slowest = table(done, "customers_slow_payers")[0]
    assert slowest[0] == name
    assert finding(done, "customer_payment_delay").kind == "weakness"


def test_the_season(done: Audit) -> None:
    assert "novembre" in said(finding(done, "seasonality"))
    assert "décembre" in said(finding(done, "seasonality"))


def test_the_marketplace_its_fees_and_its_weight(done: Audit) -> None:
    _, name = party(done.firm, hidden.MARKETPLACE)
    assert name.split()[0].lower() in said(finding(done, "platform_fees")).lower()
    assert finding(done, "platform_dependence").evidence


def test_the_stock_that_grows_faster_than_sales_and_the_boxes_rented_for_it(done: Audit) -> None:
    assert finding(done, "stock_cover").stake is not None
    assert finding(done, "storage_cost").stake is not None


def test_the_supplier_whose_repeating_price_rises(done: Audit) -> None:
    _, name = party(done.firm, hidden.PRICE_RISER)
    drift = finding(done, "supplier_price_drift")
    assert name in said(drift)
    assert "9,0" in said(drift)


def test_the_strengths(done: Audit) -> None:
    strengths = {f.code for f in done.findings if f.kind == "strength"}
    assert {"customer_retention", "known_customers_share", "supplier_loyalty"} <= strengths


def test_the_first_opportunity_is_global_and_says_how_sure_it_is(done: Audit) -> None:
    assert done.first is not None
    assert done.first.finding.room in {"chain.sourcing", "chain.logistics"}
    assert done.first.draws == 10_000
    assert 0 < done.first.first_in_draws <= 1


def test_the_plan_starts_by_measuring_and_says_what_it_leaves_out(done: Audit) -> None:
    steps = {step.action.code: step for step in done.plan.steps}
    assert steps
    assert done.plan.left_out
    for step in steps.values():
        for need in step.action.needs:
            if need in steps:
                assert steps[need].end_day <= step.start_day


def test_the_report_can_be_written(done: Audit, tmp_path: Path) -> None:
    from ancrage.roadmap.report import write_reports  # noqa: PLC0415

    reports = write_reports(done, tmp_path, Language.FR, lambda _text: None)
    assert reports.html.stat().st_size > 10_000
    assert reports.pdf.read_bytes().startswith(b"%PDF")
    assert reports.xlsx.stat().st_size > 10_000
