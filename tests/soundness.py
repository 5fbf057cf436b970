"""What every finding of a room must hold, checked against the text of the files and not by the code under test."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from ancrage.exhibits import Diagnosis, Table
from ancrage.findings import Evidence
from ancrage.money import Euros
from ancrage.text import Language, Text, render
from raw_fec import amounts


def assert_sound(diagnosis: Diagnosis, encoding: str = "utf-8-sig") -> None:
    """Proofs add up from the raw lines, stakes are in order, shares of gain stay under one, sentences render."""
    files: dict[str, dict[int, Decimal]] = {}
    codes = [finding.code for finding in diagnosis.findings]
    assert len(set(codes)) == len(codes)
    for finding in diagnosis.findings:
        assert finding.room == diagnosis.room
        assert render(finding.title, Language.FR)
        assert render(finding.reason, Language.FR)
        assert sum(action.gain_share for action in finding.actions) <= 1
        proved = _cents(finding.evidence, files, encoding)
        _assert_title(finding.title, proved)
        if finding.stake is None:
            continue
        assert 0 <= finding.stake.low <= finding.stake.central <= finding.stake.high
        for entry in finding.stake.inputs:
            if entry.origin == "books" and entry.unit == "eur":
                total = sum(_cents(entry.evidence, files, encoding))
                assert abs(total - round(entry.value * 100)) < 1, (finding.code, entry.name)
            if entry.origin != "books":
                assert entry.source
    for table in diagnosis.tables:
        assert all(len(row) == len(table.columns) for row in table.rows)
        _assert_cells(table, files, encoding)
    for chart in diagnosis.charts:
        for series in chart.series:
            assert len(series.proofs) == len(series.points), chart.code
            for (_, value), proof in zip(series.points, series.proofs, strict=True):
                cents = sum(_cents(tuple(proof()), files, encoding))
                if chart.unit == "eur" and chart.how is None:
                    assert abs(cents - round(value * 100)) < 1, (chart.code, value)
    for shown in diagnosis.maps:
        for point in shown.points:
            if point.value is not None:
                assert point.proof is not None, (shown.code, point.label)
                cents = sum(_cents(tuple(point.proof()), files, encoding))
                if shown.unit == "eur" and shown.how is None:
                    assert abs(cents - round(point.value * 100)) < 1, (shown.code, point.label)


def _assert_cells(table: Table, files: dict[str, dict[int, Decimal]], encoding: str) -> None:
    """Every figure opens on lines; euros that are said to be their sum are."""
    for number, row in enumerate(table.rows):
        for value, column in zip(row[1:], table.columns[1:], strict=True):
            if not isinstance(value, int | float) or column.kind in {"text", "date"}:
                continue
            proofs = table.proofs[number]
            proof = proofs.get(column.name) or proofs[""]
            cents = sum(_cents(tuple(proof()), files, encoding))
            if column.kind == "eur" and column.how is None:
                assert abs(cents - round(value * 100)) < 1, (table.code, row, column.name)


def _assert_title(title: Text, proved: list[int]) -> None:
    """Each amount of a title is a piece of the evidence, or all of it, or what one year's files sum to."""
    sums = {sum(proved[i:j]) for i in range(len(proved)) for j in range(i + 1, len(proved) + 1)}
    shown = [value.cents for value in title.params.values() if isinstance(value, Euros)]
    assert all(cents in sums for cents in shown), (title.message, shown, proved)


def _cents(
    evidence: tuple[Evidence, ...], files: dict[str, dict[int, Decimal]], encoding: str
) -> list[int]:
    found = []
    for piece in evidence:
        if piece.file not in files:
            files[piece.file] = amounts(Path(piece.file), encoding)
        lines = piece.lines.tolist()
        assert len(set(lines)) == len(lines)
        total = piece.sign * sum((files[piece.file][line] for line in lines), Decimal(0)) * 100
        assert total == piece.amount_cents
        found.append(int(total))
    return found
