"""Computing in a child process with limits: what a hostile or huge file can break is the child, and nothing else.

The child (`python -m ancrage.web.compute KIND FOLDER`) reads FOLDER, prints its progress as lines of JSON, and writes
its results in FOLDER. It knows neither the database nor the network.
"""

from __future__ import annotations

import json
import logging
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from queue import Empty, Queue
from typing import Any, Literal

from django.conf import settings

logger = logging.getLogger("ancrage.child")
Ended = Literal["done", "failed", "too_long", "too_large"]
Progress = Callable[[dict[str, Any]], None]


def run_child(
    kind: str, folder: Path, *, seconds: float, progress: Progress = lambda _: None
) -> Ended:
    """Run one computation to its end.

    Args:
        kind: "read", "study" or "report".
        folder: what it reads and writes.
        seconds: after which it is killed.
        progress: called with each line that it prints, and every second with {}; what it raises kills the child.
    """
    environment = os.environ | {
        "ANCRAGE_CHILD_MEMORY_MB": str(settings.CHILD_MEMORY_MB),
        "PYTHONSAFEPATH": "1",
    }
    with (folder / "stderr").open("wb") as words:
        process = subprocess.Popen(  # noqa: S603 (our own interpreter and module)
            [sys.executable, "-m", "ancrage.web.compute", kind, str(folder)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=words,
            env=environment,
            encoding="utf-8",
        )
    lines: Queue[str | None] = Queue()
    reader = threading.Thread(target=_pump, args=(process, lines), daemon=True)
    reader.start()
    deadline = time.monotonic() + seconds
    try:
        while True:
            try:
                line = lines.get(timeout=1)
            except Empty:
                progress({})
            else:
                if line is None:
                    break
                progress(json.loads(line))
            if time.monotonic() > deadline:
                return "too_long"
        code = process.wait(timeout=10)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()
    if code == 0:
        return "done"
    logger.warning("child %s left with status %s: %s", kind, code, _last_words(folder / "stderr"))
    # The kernel's own limit, or a library that aborts when it cannot have the memory it wants.
    return "too_large" if code in TOO_LARGE else "failed"


TOO_LARGE = {77, -6, -9, -11}  # 77: MemoryError, said by the child itself


def _last_words(path: Path) -> str:
    """The type of the error that ended a child: its message may quote what the file holds."""
    found = re.findall(
        r"^[\w.]*(?:Error|Exception)\b", path.read_text("utf-8", "replace"), re.MULTILINE
    )
    return found[-1][:100] if found else ""


def _pump(process: subprocess.Popen[str], lines: Queue[str | None]) -> None:
    assert process.stdout is not None  # noqa: S101 (a pipe was asked for)
    for line in process.stdout:
        lines.put(line)
    lines.put(None)
