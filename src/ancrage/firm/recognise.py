"""What a file that is no FEC is, by its content, and what it gives: invoice, known export, or any spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

import polars as pl

from ancrage.firm.bytestream import Payload
from ancrage.firm.extract import Confidence, Extract, SheetShown
from ancrage.problems import Problem
from ancrage.text import t

if TYPE_CHECKING:
    from ancrage.firm.mapping.guess import Proposal
    from ancrage.firm.mapping.rules import Mapping as Rule
    from ancrage.firm.sheets import Grid

# What the columns of spreadsheets are, as a person said once, by the shape of the sheet.
Rules: TypeAlias = "Mapping[str, Rule]"
_ORDER: tuple[Confidence, ...] = ("low", "medium", "high")
SHEET = t("Tableau")
INVOICE = t("Facture électronique")
SHEET_NAMES = (".csv", ".tsv", ".tab", ".txt", ".xls", ".xlsx", ".xlsm", ".xlsb", ".ods", ".gz")
SAMPLES, LONGEST_SAMPLE = 5, 60
_STATUSES = ("ok", "warning", "partial", "refused")


def read_other(payload: Payload, rules: Rules) -> Extract | None:
    """What the file gives, or None when it is of no known kind.

    Raises:
        UnreadableFile: the bytes cannot be had, or are a trap.
    """
    # Each reader costs some start-up: who reads FECs alone pays for none of them.
    from ancrage.firm.invoices import read_invoices  # noqa: PLC0415

    invoices = read_invoices(payload)
    if invoices is not None:
        return replace(invoices, label=INVOICE)
    from ancrage.firm.sheets.reading import read_grids  # noqa: PLC0415

    found = read_grids(payload)
    if found is None:
        return None
    parts = [
        _named(grid.sheet, _of_grid(payload.name, grid, rules), several=len(found.grids) > 1)
        for grid in found.grids
        if grid.cells.height
    ]
    if not parts and not payload.name.lower().endswith(SHEET_NAMES):
        return None  # a text with commas in it
    if not parts:
        return _nothing(payload.name, found.problems)
    return combined(payload.name, parts, found.problems)


def _named(sheet: str, part: Extract, *, several: bool) -> Extract:
    """What a sheet gives; among several, its problems say which sheet they are of."""
    from ancrage.firm.sheets.oddities import of_sheet  # noqa: PLC0415

    if not several or not sheet:
        return part
    return replace(part, problems=tuple(of_sheet(sheet, problem) for problem in part.problems))


def _of_grid(name: str, grid: Grid, rules: Rules) -> Extract:
    from ancrage.firm.mapping.guess import propose  # noqa: PLC0415
    from ancrage.firm.mapping.months import VALUE, by_rows  # noqa: PLC0415
    from ancrage.firm.sheets.oddities import Oddities  # noqa: PLC0415

    given = _sure(name, grid, rules)
    monthly = by_rows(grid, name) if given is None else None
    if monthly is not None:
        grid, given = monthly, _sure(name, monthly, rules)
    if given is not None:
        return given
    guess: Proposal = propose(grid, called=name)
    if monthly is not None and VALUE in monthly.columns:
        guess = _units_or_euros(grid, name) or guess
    log = Oddities(name)
    log.add("unsure_list", grid.header_line)
    return Extract(
        name,
        "spreadsheet",
        "low",
        guess.reason,
        "refused",
        grid.cells.height,
        problems=tuple(log.problems),
        sheets=(_shown(grid, guess.mapping, _doubts(guess), sure=False),),
        label=SHEET,
    )


def _sure(name: str, grid: Grid, rules: Rules) -> Extract | None:
    """What a grid gives by a rule that a person said, as a known export, or by a proposal that is sure; None else."""
    from ancrage.firm.exports import customer_key, read_export  # noqa: PLC0415
    from ancrage.firm.mapping.apply import apply  # noqa: PLC0415
    from ancrage.firm.mapping.guess import propose  # noqa: PLC0415
    from ancrage.firm.mapping.names import signature  # noqa: PLC0415

    rule = rules.get(signature(grid))
    if rule is not None:
        said = apply(grid, rule, name=name, customer_key=customer_key)
        return replace(
            said, label=SHEET, sheets=(_shown(grid, rule, sure=said.status != "refused"),)
        )
    known = read_export(name, grid)
    if known is not None and known.confidence != "low":
        return known
    guess: Proposal = propose(grid, called=name)
    if guess.confidence == "low" or guess.table is None:
        return None
    read = apply(
        grid,
        guess.mapping,
        name=name,
        customer_key=customer_key,
        confidence=guess.confidence,
        reason=guess.reason,
    )
    shown = _shown(grid, guess.mapping, _doubts(guess), sure=True)
    return replace(read, label=SHEET, sheets=(shown,))


def _doubts(guess: Proposal) -> tuple[tuple[str, str], ...]:
    return tuple((doubt.header, doubt.asks) for doubt in guess.doubts)


def _units_or_euros(grid: Grid, name: str) -> Proposal | None:
    """Totals of months of which nothing says what they count: sales, but for the column that a person must name."""
    from ancrage.firm.mapping.guess import propose  # noqa: PLC0415
    from ancrage.firm.mapping.months import UNITS, VALUE  # noqa: PLC0415
    from ancrage.firm.mapping.names import signature  # noqa: PLC0415

    asked = propose(replace(grid, cells=grid.cells.rename({VALUE: UNITS})), called=name)
    if asked.table != "order_lines":
        return None
    columns = {c: h for c, h in asked.mapping.tables["order_lines"].items() if h != UNITS}
    return replace(
        asked,
        confidence="low",
        reason=t(
            "Un total par mois et par article : rien ne dit si ce sont des unités ou des montants."
        ),
        columns=tuple(one for one in asked.columns if one.header != UNITS),
        mapping=replace(asked.mapping, tables={"order_lines": columns}, shape=signature(grid)),
    )


def _shown(
    grid: Grid, rule: Rule, doubts: tuple[tuple[str, str], ...] = (), *, sure: bool
) -> SheetShown:
    from ancrage.firm.mapping.names import signature  # noqa: PLC0415
    from ancrage.firm.mapping.rules import to_toml  # noqa: PLC0415

    first = grid.cells.head(SAMPLES).rows()
    return SheetShown(
        grid.sheet,
        signature(grid),
        tuple(grid.columns),
        tuple(tuple((cell or "")[:LONGEST_SAMPLE] for cell in row) for row in first),
        to_toml(rule),
        sure,
        doubts,
    )


def _nothing(name: str, problems: Sequence[Problem]) -> Extract:
    why = next((p.message for p in problems if p.severity == "error"), None)
    return Extract(
        name,
        "spreadsheet",
        "low",
        why or t("Ce tableau n’a aucune ligne."),
        "refused",
        0,
        problems=tuple(problems),
        label=SHEET,
    )


def combined(name: str, parts: Sequence[Extract], problems: Sequence[Problem] = ()) -> Extract:
    """What the sheets of one file give together; sheets that give nothing do not spoil the others."""
    useful = [part for part in parts if part.tables] or list(parts)
    first = useful[0]
    tables: dict[str, list[pl.DataFrame]] = {}
    for part in useful:
        for table, frame in part.tables.items():
            tables.setdefault(table, []).append(frame)
    starts = [part.period_start for part in useful if part.period_start]
    ends = [part.period_end for part in useful if part.period_end]
    # A sheet of notes beside the list is no reason to ask.
    spared = any(part.tables for part in parts)
    said = (
        *problems,
        *(
            replace(p, severity="info") if spared and p.code == "unsure_list" else p
            for part in parts
            for p in part.problems
        ),
    )
    worst = max((_STATUSES.index(part.status) for part in useful), default=0)
    if any(p.severity == "error" for p in problems):
        worst = max(worst, _STATUSES.index("partial"))
    return Extract(
        name=name,
        kind=first.kind,
        confidence=min((part.confidence for part in useful), key=_ORDER.index),
        reason=first.reason,
        status=_STATUSES[worst],  # type: ignore[arg-type]  # one of the four
        rows=sum(part.rows for part in useful),
        tables={table: pl.concat(frames) for table, frames in tables.items()},
        problems=said,
        control=first.control if len(useful) == 1 else {},
        period_start=min(starts, default=None),
        period_end=max(ends, default=None),
        sheets=tuple(sheet for part in parts for sheet in part.sheets),
        label=first.label,
    )
