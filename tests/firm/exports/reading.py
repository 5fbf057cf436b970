"""A sample read, as every test of an importer does."""

from __future__ import annotations

from sheets_of import grid_of

from ancrage.firm.exports import read_export
from ancrage.firm.extract import Extract


def read(text: str, separator: str = ",") -> Extract:
    extract = read_export("x.csv", grid_of(text, separator))
    assert extract is not None
    return extract


def codes(extract: Extract) -> list[tuple[str, int | None, int]]:
    return [(problem.code, problem.line, problem.count) for problem in extract.problems]
