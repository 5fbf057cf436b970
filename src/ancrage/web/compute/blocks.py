"""Sources handed to a child: their blocks as files of the folder, and the rest in `in.json`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ancrage.firm.blocks import unpack, unpack_extract
from ancrage.firm.files import GivenFiles
from ancrage.problems import Problem


def load(sources: Iterable[Mapping[str, Any]], folder: Path) -> GivenFiles:
    """Files read before: each source is {name, kind, block (file of the folder), problems, declared_end}."""
    given = GivenFiles()
    for source in sources:
        block = (folder / source["block"]).read_bytes()
        problems = [Problem.from_data(problem) for problem in source["problems"]]
        if source["kind"] == "fec":
            end = source["declared_end"]
            given.files.append(
                unpack(source["name"], block, problems, date.fromisoformat(end) if end else None)
            )
        else:
            given.extracts.append(unpack_extract(source["name"], block, problems))
    return given


def problems_data(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """Problems as plain data."""
    return [problem.to_data() for problem in problems]
