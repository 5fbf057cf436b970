"""A signed-in page of fifty rows, ours beside the plain Django way: CPU of a request, and a server under load.

And the scripts that our pages ask for.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import statistics
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks import load, product
from benchmarks.measure import Figure

PEER = "plain Django way"
RUNS, ROUNDS, CONNECTIONS = 300, 3, 50
LIMIT_KB = 60  # of scripts, on a page without a chart that answers to the hand
PAGES = ("", "data/", "questions/", "findings/", "tables/suppliers/", "roadmap/", "journal/")
# The application is called as a WSGI server calls it: the whole middleware, and nothing of a client.
CPU = """
import importlib, io, sys, time
application = importlib.import_module(sys.argv[1]).application
path, cookie, runs = sys.argv[2], sys.argv[3], int(sys.argv[4])
environ = {
    "REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": "", "SERVER_NAME": "127.0.0.1",
    "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": "127.0.0.1", "REMOTE_ADDR": "127.0.0.1",
    "HTTP_COOKIE": cookie, "HTTP_ACCEPT_LANGUAGE": "fr", "wsgi.version": (1, 0), "wsgi.url_scheme": "http",
    "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr, "wsgi.multithread": False, "wsgi.multiprocess": True,
    "wsgi.run_once": False,
}
def ask():
    said = []
    answer = application(dict(environ), lambda status, headers, *_: said.append(status))
    body = b"".join(answer)
    answer.close()
    assert said == ["200 OK"], said
    return body
shown = ask()
assert shown.count(b"<tr>") + shown.count(b"<li") >= 50
for _ in range(20):
    ask()
start = time.process_time()
for _ in range(runs):
    ask()
print((time.process_time() - start) / runs * 1000)
"""


@dataclass(frozen=True, slots=True)
class Page:
    """A page to measure: of which application, with which cookie."""

    application: str
    environment: Mapping[str, str]
    path: str
    cookie: str


def measure(folder: Path) -> list[Figure]:
    """Figures of the list of suppliers and of the journal."""
    firm = product.filled(folder)
    with product.gunicorn("ancrage.web.wsgi:application", firm.environment) as (port, _):
        cookie = product.sign_in(port, firm.entry)
        scripts = max(_scripts(port, f"/f/{firm.firm}/{end}", cookie) for end in PAGES)
    suppliers, journal = (
        Page("ancrage.web.wsgi", firm.environment, f"/f/{firm.firm}/{end}", cookie)
        for end in ("tables/suppliers/", "journal/")
    )
    plain = _plain(folder, firm.suppliers)
    pages = (suppliers, journal, plain)
    cpu = [[_cpu(page) for page in pages] for _ in range(ROUNDS)]
    ours, ours_journal, theirs = (statistics.median(times) for times in zip(*cpu, strict=True))
    found = [
        Figure(
            "page_scripts_gzip", scripts, "kB", "the limit", LIMIT_KB, round(scripts / LIMIT_KB, 3)
        ),
        _figure("page_cpu", ours, "ms", theirs),
        _figure("page_journal_cpu", ours_journal, "ms", theirs),
    ]
    borne = [[_load(page) for page in pages] for _ in range(ROUNDS)]
    for name, place in (("page", 0), ("page_journal", 1)):
        found += [
            _figure(
                f"{name}_per_second",
                statistics.median(r[place].per_second for r in borne),
                "/s",
                statistics.median(r[2].per_second for r in borne),
            ),
            _figure(
                f"{name}_p95",
                statistics.median(r[place].p95_ms for r in borne),
                "ms",
                statistics.median(r[2].p95_ms for r in borne),
            ),
        ]
    errors = [sum(each.errors for each in column) for column in zip(*borne, strict=True)]
    if any(errors):
        msg = f"answers other than 200: {errors}"
        raise RuntimeError(msg)
    return found


def _figure(name: str, ours: float, unit: str, theirs: float) -> Figure:
    return Figure(name, round(ours, 2), unit, PEER, round(theirs, 2), round(ours / theirs, 3))


def _scripts(port: int, path: str, cookie: str) -> float:
    """Kilobytes (1,000 bytes) of the scripts that a page asks for, packed as gzip does."""
    page = product.get(port, path, cookie).read().decode()
    names = re.findall(r'<script[^>]*\bsrc="([^"]+)"', page)
    return round(sum(len(gzip.compress(product.get(port, n).read(), 6)) for n in names) / 1000, 1)


def _plain(folder: Path, suppliers: list[list[object]]) -> Page:
    rows = folder / "suppliers.json"
    rows.write_text(json.dumps(suppliers), encoding="utf-8")
    environment = os.environ | {"PLAIN_DJANGO_DATABASE": str(folder / "plain.sqlite3")}
    command = [sys.executable, "-m", "benchmarks.plain_django.fill", str(rows)]
    said = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout
    found = json.loads(said)
    return Page("benchmarks.plain_django.wsgi", environment, found["path"], found["cookie"])


def _cpu(page: Page) -> float:
    command = [sys.executable, "-c", CPU, page.application, page.path, page.cookie, str(RUNS)]
    return float(
        subprocess.run(command, env=page.environment, stdout=subprocess.PIPE, check=True).stdout
    )


def _load(page: Page) -> load.Load:
    with product.gunicorn(f"{page.application}:application", page.environment) as (port, _):
        headers = {"Cookie": page.cookie, "Accept-Language": "fr", "Accept-Encoding": "gzip, br"}
        load.run(port, page.path, headers, connections=4, seconds=0.5)  # both processes have loaded
        return load.run(port, page.path, headers, connections=CONNECTIONS, seconds=5)
