"""Run the benchmarks named on the command line, or all; write build/bench.json."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks import (
    fec,
    files,
    identities,
    imports,
    jobs,
    page,
    reorder,
    signals,
    sqlite,
    start,
    stock,
    world,
)
from benchmarks.measure import Figure

PARTS: dict[str, Callable[[Path], list[Figure]]] = {
    "fec": fec.measure,
    "files": files.measure,
    "identities": identities.measure,
    "page": page.measure,
    "start": start.measure,
    "imports": imports.measure,
    "reorder": reorder.measure,
    "signals": signals.measure,
    "stock": stock.measure,
    "sqlite": sqlite.measure,
    "jobs": jobs.measure,
    "world": world.measure,
}
RESULT = Path("build/bench.json")


def main(names: list[str]) -> int:
    """Measure, print, write."""
    unknown = set(names) - set(PARTS)
    if unknown:
        print(
            f"no such benchmark: {', '.join(sorted(unknown))}; there are: {', '.join(PARTS)}",
            file=sys.stderr,
        )
        return 2
    figures: list[Figure] = []
    for name in names or PARTS:
        with tempfile.TemporaryDirectory() as folder:
            for figure in PARTS[name](Path(folder)):
                figures.append(figure)
                print(
                    f"{figure.name:34} {figure.value:>9} {figure.unit:4} "
                    f"{figure.peer}: {figure.peer_value} {figure.unit}, ratio {figure.ratio}"
                )
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(
        json.dumps([figure.as_json() for figure in figures], indent=1) + "\n", encoding="utf-8"
    )
    print(RESULT)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
