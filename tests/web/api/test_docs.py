"""docs/api.md: its table names every operation, and its examples run as they stand, with curl, against a server."""

from __future__ import annotations

import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import pytest
from books import fec, name_of, year
from cast import Cast
from programs import as_proxied, token

from ancrage.web.answers.models import Answer
from ancrage.web.api.urls import PREFIX, operations
from ancrage.web.imports.models import Import
from ancrage.web.jobs.worker import Worker
from ancrage.web.scope import firm_scope
from ancrage.web.steps.models import StepState

PAGE = (Path(__file__).parents[3] / "docs" / "api.md").read_text(encoding="utf-8")


def test_the_table_of_calls_is_that_of_the_operations() -> None:
    told = re.findall(r"^\| `([A-Z]+) (/\S+)` \| (\w+) \|", PAGE, re.MULTILINE)
    assert told == [
        (method, path.removeprefix(PREFIX), asks.value) for method, path, asks in operations()
    ]


class _Quiet(WSGIRequestHandler):
    def log_message(self, *arguments: Any) -> None:
        """Nothing on the terminal of the tests."""


@pytest.fixture
def served(fresh: Cast) -> Iterator[str]:
    """Address of a server on this machine, with a worker at work beside it."""
    from django.db import connections  # noqa: PLC0415 (after Django)

    def in_thread(run: Any) -> threading.Thread:
        def whole() -> None:
            try:
                run()
            finally:
                connections.close_all()

        thread = threading.Thread(target=whole)
        thread.start()
        return thread

    server = WSGIServer(("127.0.0.1", 0), _Quiet)
    server.set_app(as_proxied)
    worker = Worker()
    threads = [in_thread(server.serve_forever), in_thread(worker.run)]
    yield f"http://127.0.0.1:{server.server_port}{PREFIX}"
    worker.stop()
    server.shutdown()
    for thread in threads:
        thread.join()
    server.server_close()


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_the_examples_run(fresh: Cast, served: str, tmp_path: Path) -> None:
    (tmp_path / name_of(2024)).write_bytes(fec(year(2024)))
    blocks = re.findall(r"^```sh\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 4
    *before, last = blocks
    assert "undo" in last
    last, undo = last.rstrip().rsplit("\n", 1)
    key = f"Authorization: Bearer {token(fresh.firm, fresh.owner)}"

    def run(*parts: str) -> str:
        script = "\n".join(["set -euo pipefail", f"API={served}", f"KEY='{key}'", *parts])
        done = subprocess.run(
            ["bash", "-c", script],
            check=False,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    told = run(*before, last, 'echo; echo "IMPORT=$IMPORT"')
    assert '"amount_eur": 36000.0' in told  # 12 months of 3,000.00 sold (books.year)
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF-")
    with firm_scope(fresh.firm.pk):
        assert Answer.objects.get(question="own_site").value == "on_phone"
        assert StepState.objects.get().person == "Ana"
        assert Import.objects.get().state == "imported"
    run(told.rstrip().rsplit("\n", 1)[1], undo)
    with firm_scope(fresh.firm.pk):
        assert not Import.objects.exists()
