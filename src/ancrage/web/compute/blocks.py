"""Sources handed to a child: their blocks as files of the folder, and the rest in `in.json`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ancrage.firm.blocks import unpack
from ancrage.firm.fec.reader import FecFile
from ancrage.firm.files import GivenFiles
from ancrage.problems import Problem


def load(sources: Iterable[Mapping[str, Any]], folder: Path) -> GivenFiles:
    """Files read before: each source is {name, block (file of the folder), problems, declared_end}."""
    return GivenFiles(files=[_file(source, folder) for source in sources])


def _file(source: Mapping[str, Any], folder: Path) -> FecFile:
    end = source["declared_end"]
    return unpack(
        source["name"],
        (folder / source["block"]).read_bytes(),
        [Problem.from_data(problem) for problem in source["problems"]],
        date.fromisoformat(end) if end else None,
    )


def problems_data(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """Problems as plain data."""
    return [problem.to_data() for problem in problems]
