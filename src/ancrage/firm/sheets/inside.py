"""What reads workbooks and web pages, run in a child process (`ancrage.firm.limited`): files in, grids out as files.

`asked.json` says the kind of `file`; the answer is `answer.json` and, for each grid, its cells and lines as Arrow IPC.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from ancrage.firm.sheets.grid import Grid
from ancrage.firm.sheets.oddities import Grids, Oddities
from ancrage.firm.sheets.rows import Sheet, grid_of
from ancrage.problems import Problem


def work(folder: Path) -> None:
    """Read `folder/file` and write its grids."""
    asked = json.loads((folder / "asked.json").read_text("utf-8"))
    log = Oddities(asked["name"])
    grids: list[Grid] = []
    readers = {"workbook": _workbook, "html": _html, "xml": _xml}
    for sheet, several in readers[asked["kind"]](folder / "file", log):
        log.sheet = sheet.name if several else ""
        grid = grid_of(sheet, log)
        log.sheet = ""
        sheet.rows.clear()
        if grid is not None:
            grids.append(grid)
    if not grids and not any(problem.severity == "error" for problem in log.problems):
        log.add("empty")
    _write(folder, grids, log.problems)


def _workbook(path: Path, log: Oddities) -> Iterator[tuple[Sheet, bool]]:
    import python_calamine as calamine  # noqa: PLC0415 (in the child only)

    try:
        book = calamine.CalamineWorkbook.from_path(str(path))
        found = [m for m in book.sheets_metadata if m.typ == calamine.SheetTypeEnum.WorkSheet]
    except calamine.PasswordError:
        log.add("password_workbook")
        return
    except (calamine.CalamineError, OSError, ValueError):
        log.add("damaged_workbook")
        return
    for metadata in found:
        try:
            sheet = book.get_sheet_by_name(metadata.name)
        except (calamine.CalamineError, OSError, ValueError):
            log.sheet = metadata.name
            log.add("damaged_workbook")
            log.sheet = ""
            continue
        if sheet.start is None:
            continue
        top, left = sheet.start
        merged = [
            (a - top, b - left, c - top, d - left)
            for (a, b), (c, d) in sheet.merged_cell_ranges or ()
            if a >= top and b >= left
        ]
        hidden = metadata.visible != calamine.SheetVisibleEnum.Visible
        rows: list[list[Any]] = sheet.to_python()
        yield Sheet(metadata.name, rows, top + 1, merged, hidden), len(found) > 1


def _html(path: Path, log: Oddities) -> Iterator[tuple[Sheet, bool]]:
    from ancrage.firm.sheets.html import read_tables  # noqa: PLC0415 (workbooks need not load it)

    sheets = read_tables(path.read_bytes())
    log.add("html_table" if sheets else "no_table")
    for sheet in sheets:
        yield sheet, len(sheets) > 1


def _xml(path: Path, log: Oddities) -> Iterator[tuple[Sheet, bool]]:
    from ancrage.firm.sheets.spreadsheetml import read_sheets  # noqa: PLC0415 (the same)

    sheets = read_sheets(path.read_bytes())
    if sheets is None:
        log.add("damaged_workbook")
        return
    for sheet in sheets:
        yield sheet, len(sheets) > 1


def _write(folder: Path, grids: list[Grid], problems: list[Problem]) -> None:
    for rank, grid in enumerate(grids):
        names = [str(at) for at in range(grid.cells.width)]
        frame = grid.cells.rename(dict(zip(grid.columns, names, strict=True)))
        frame.with_columns(grid.lines.alias("line")).write_ipc(folder / f"{rank}.arrow")
    answer = {
        "grids": [
            {
                "sheet": grid.sheet,
                "header_line": grid.header_line,
                "columns": grid.columns,
                "typed": dict(grid.typed),
                "titles": [list(title) for title in grid.titles],
                "totals": list(grid.totals),
            }
            for grid in grids
        ],
        "problems": [problem.to_data() for problem in problems],
    }
    (folder / "answer.json").write_text(json.dumps(answer), "utf-8")


def read_answer(folder: Path) -> Grids:
    """The grids that `work` wrote."""
    answer = json.loads((folder / "answer.json").read_text("utf-8"))
    grids = []
    for rank, said in enumerate(answer["grids"]):
        frame = pl.read_ipc((folder / f"{rank}.arrow").read_bytes())
        lines = frame.drop_in_place("line")
        frame.columns = said["columns"]
        titles = tuple(tuple(title) for title in said["titles"])
        grids.append(
            Grid(
                said["sheet"],
                said["header_line"],
                frame,
                lines,
                said["typed"],
                titles,
                tuple(said["totals"]),
            )
        )
    return Grids(tuple(grids), tuple(Problem.from_data(data) for data in answer["problems"]))
