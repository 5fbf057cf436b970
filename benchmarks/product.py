"""The product as it really runs, for the measures: data made through it, its server, a browser's cookies."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks import big_fec

HOST = "127.0.0.1"
YEARS = (2022, 2023, 2024)
# Drops the files as a person would, lets the worker read and study them, and writes sixty lines of journal.
FILL = """
import json, sys
from pathlib import Path
from ancrage.web.start.setup import collect_static, django_ready, migrate
django_ready()
migrate()
collect_static()
from django.core.files.uploadedfile import SimpleUploadedFile
from ancrage.web.ids import new_id
from ancrage.web.imports import service
from ancrage.web.imports.models import Import, State
from ancrage.web.jobs.worker import Worker
from ancrage.web.journal.models import note
from ancrage.web.people.entry import local_person, new_entry
from ancrage.web.people.firms import new_firm
from ancrage.web.scope import firm_scope
from ancrage.web.studies.models import StudyPage
person = local_person("Le propriétaire")
firm = new_firm("Société Générique", person)
with firm_scope(firm.pk):
    for name in sys.argv[1:]:
        service.receive(SimpleUploadedFile(Path(name).name, Path(name).read_bytes()), new_id(), person.pk)
    Worker().run(until_idle=True)
    for dropped in Import.objects.filter(state=State.READY):
        service.accept(dropped.pk, person.pk, confirmed=True)
    Worker().run(until_idle=True)
    for number in range(60):
        note(person.pk, "step.changed", f"Étape {number}")
    pages = StudyPage.objects.filter(language="fr", key__startswith="values:suppliers:").order_by("pk")
    rows = [row for page in pages for row in page.content["rows"]]
print(json.dumps({"entry": new_entry(person), "firm": firm.pk, "suppliers": rows}))
"""


@dataclass(frozen=True, slots=True)
class Product:
    """Data that the product made, and the means to look at them."""

    data: Path
    firm: str
    entry: str
    suppliers: list[list[object]]

    @property
    def environment(self) -> dict[str, str]:
        """Of its processes."""
        return environment(self.data)


def environment(data: Path) -> dict[str, str]:
    """Of processes that work on a folder of data, as on one person's machine."""
    return os.environ | {"ANCRAGE_MODE": "local", "ANCRAGE_DATA": str(data)}


def filled(folder: Path, lines: int = 6_000) -> Product:
    """A firm with three FECs of so many lines each, imported and studied."""
    fecs = [
        big_fec.write(folder / f"732829320FEC{year}1231.txt", lines, seed=year, year=year)
        for year in YEARS
    ]
    data = folder / "data"
    said = subprocess.run(
        [sys.executable, "-c", FILL, *map(str, fecs)],
        env=environment(data),
        stdout=subprocess.PIPE,
        check=True,
    ).stdout
    found = json.loads(said)
    return Product(data, found["firm"], found["entry"], found["suppliers"])


@contextlib.contextmanager
def gunicorn(application: str, environment: Mapping[str, str]) -> Iterator[tuple[int, int]]:
    """A server with two sync workers on a free port; gives its port and the number of its process."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        application,
        "--workers",
        "2",
        "--worker-class",
        "sync",
    ]
    command += ["--bind", f"{HOST}:{port}", "--log-level", "error"]  # fmt: skip
    process = subprocess.Popen(command, env=environment)
    try:
        _until_answering(port, process)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(timeout=20)


def _until_answering(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(400):
        if process.poll() is not None:
            break
        try:
            get(port, "/health/live/")
        except OSError:
            time.sleep(0.05)
        else:
            return
    msg = "the server does not answer"
    raise RuntimeError(msg)


def get(port: int, path: str, cookies: str = "") -> http.client.HTTPResponse:
    """One answer; its body is read."""
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    connection.request("GET", path, headers={"Cookie": cookies} if cookies else {})
    return connection.getresponse()


def sign_in(port: int, entry: str) -> str:
    """Follow the one-time link; returns the cookies of a person who is signed in."""
    answer = get(port, entry)
    cookies = [header.partition(";")[0] for header in answer.headers.get_all("Set-Cookie") or ()]
    if not any(cookie.startswith("ancrage_session=") for cookie in cookies):
        msg = f"the one-time link answered {answer.status}"
        raise RuntimeError(msg)
    return "; ".join(cookies)
