"""`python -m ancrage.web.compute KIND FOLDER`: one computation, within limits of memory where the system has them."""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

from ancrage.text import Text, to_data

Tell = Callable[[Text, int], None]
KINDS = ("read", "study", "report")


def tell(text: Text, percent: int) -> None:
    """Say how far the work is."""
    print(json.dumps({"message": to_data(text), "percent": percent}), flush=True)  # noqa: T201


def limit_memory(megabytes: int) -> None:
    """Ask the system to refuse memory past a limit; nothing where it has no such limit."""
    try:
        import resource  # noqa: PLC0415 (POSIX only)
    except ImportError:
        return
    size = megabytes << 20
    # Data, not address space: the engine that draws the charts reserves gigabytes of addresses that it never uses.
    resource.setrlimit(resource.RLIMIT_DATA, (size, size))


def main(kind: str, folder: Path) -> int:
    """Exit status 77 when memory ran out."""
    if limit := os.environ.get("ANCRAGE_CHILD_MEMORY_MB"):
        limit_memory(int(limit))
    try:
        importlib.import_module(f"ancrage.web.compute.{kind}").run(folder, tell)
    except MemoryError:
        return 77
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in KINDS:
        sys.exit("usage: python -m ancrage.web.compute read|study|report FOLDER")
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
