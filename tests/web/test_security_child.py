"""What a file can break is the child process that reads it: too much memory, too long, an abort, a kill."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ancrage.web.jobs import child

LIMITED = """
import sys, resource
from ancrage.web.compute.__main__ import limit_memory
import numpy, polars
limit_memory(1024)
{do}
"""
TAKES = {
    "bytes": "bytearray(2 << 30)",
    "an array": "numpy.ones(2 << 30, dtype=numpy.uint8)",
    "a column": "polars.int_range(0, 300_000_000, eager=True) + 1",
    "many small things": "[bytes(1000) for _ in range(2_000_000)]",
}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")
@pytest.mark.parametrize("what", TAKES)
def test_two_gigabytes_are_not_given_where_one_is_allowed(what: str) -> None:
    """Measured: the limit on data stops NumPy, Polars and Python alike; Polars aborts, the others raise."""
    done = subprocess.run(
        [sys.executable, "-c", LIMITED.format(do=TAKES[what])],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "POLARS_MAX_THREADS": "1"},
    )
    assert done.returncode in {1, -6}, done.stderr[-500:]
    assert "MemoryError" in done.stderr or "memory allocation" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")
def test_an_allowed_size_is_given() -> None:
    do = "numpy.ones(1 << 29, dtype=numpy.uint8)"
    subprocess.run([sys.executable, "-c", LIMITED.format(do=do)], check=True)


@pytest.fixture
def wild(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which Python finds, as `sitecustomize`, what the child does instead of reading."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return tmp_path


ENDS = {
    "import os; os.abort()": "too_large",
    "import os, signal; os.kill(os.getpid(), signal.SIGKILL)": "too_large",
    "import os; os._exit(3)": "failed",
    "import time; time.sleep(60)": "too_long",
    "import os; os._exit(77)": "too_large",
}


@pytest.mark.parametrize("does", ENDS)
def test_a_child_that_ends_badly_is_survived_and_said(wild: Path, does: str) -> None:
    (wild / "sitecustomize.py").write_text(does, encoding="utf-8")
    assert child.run_child("read", wild, seconds=2) == ENDS[does]


def test_the_last_words_of_a_child_quote_nothing_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "stderr"
    path.write_text(
        "Traceback (most recent call last):\n  File …\n"
        "polars.exceptions.ComputeError: could not parse `Durand 1234`\nhint: Durand SARL\n",
        encoding="utf-8",
    )
    assert child._last_words(path) == "polars.exceptions.ComputeError"
