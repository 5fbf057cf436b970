"""From a fresh clone to the first useful page, and starting again on data that are there."""

from __future__ import annotations

import contextlib
import http.client
import http.cookiejar
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Figure

ROOT = Path(__file__).parents[1]
AGAIN = 3  # starts on existing data
PEER = "a bare Django project under waitress"
BARE = """
import sys, time
from django.conf import settings
settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], SECRET_KEY="x", INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes"])
import django
django.setup()
from django.http import HttpResponse
from django.urls import path
urlpatterns = [path("", lambda request: HttpResponse("ok"))]
from django.core.wsgi import get_wsgi_application
from waitress.server import create_server
server = create_server(get_wsgi_application(), host="127.0.0.1", port=0)
print(f"http://127.0.0.1:{server.effective_port}/", flush=True)
server.run()
"""


def measure(folder: Path) -> list[Figure]:
    """Figures: set-up on empty caches, first start with the demonstration firm, and the whole; a restart; an end."""
    clone, data = folder / "clone", folder / "data"
    _run(["git", "clone", "--quiet", str(ROOT), str(clone)])
    caches = {"UV_CACHE_DIR": str(folder / "uv"), "PIP_CACHE_DIR": str(folder / "pip")}
    began = time.perf_counter()
    _run(["make", "install"], cwd=clone, env=os.environ | caches)
    installed = time.perf_counter() - began
    python = clone / ".venv" / "bin" / "python"
    serve = [
        str(python),
        "-m",
        "ancrage.cli.main",
        "serve",
        "--data",
        str(data),
        "--port",
        "0",
        "--no-browser",
    ]
    began = time.perf_counter()
    with serving([*serve, "--demo"]) as (address, _):
        page = _page(address)
    first = time.perf_counter() - began
    if "Demandez trois devis" not in page:
        msg = "the page does not hold the first opportunity of the demonstration firm"
        raise RuntimeError(msg)
    again, ends, bare = [], [], []
    for _ in range(AGAIN):
        began = time.perf_counter()
        with serving(serve) as (address, process):
            _page(address)
            again.append(time.perf_counter() - began)
            began = time.perf_counter()
            process.terminate()
            process.wait(timeout=30)
            ends.append(time.perf_counter() - began)
        began = time.perf_counter()
        with serving([sys.executable, "-c", BARE]) as (address, _):
            _page(address)
            bare.append(time.perf_counter() - began)
    shutil.rmtree(clone)
    peer = statistics.median(bare)

    def figure(name: str, seconds: float) -> Figure:
        return Figure(name, round(seconds, 2), "s", PEER, round(peer, 2), round(seconds / peer, 2))

    return [
        figure("start_setup_empty_caches_seconds", installed),
        figure("start_first_page_seconds", first),
        figure("start_fresh_clone_to_first_page_seconds", installed + first),
        figure("start_again_seconds", statistics.median(again)),
        figure("start_end_seconds", statistics.median(ends)),
    ]


def _run(command: list[str], **more: object) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **more)  # type: ignore[call-overload]


@contextlib.contextmanager
def serving(command: list[str]) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address that a server prints once it answers, and its process."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None  # noqa: S101 (a pipe was asked for)
    try:
        yield process.stdout.readline().strip(), process
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(timeout=30)


def _page(address: str) -> str:
    """The page at an address, cookies kept and redirections followed, as a browser does."""
    if not re.fullmatch(r"http://127\.0\.0\.1:\d+/\S*", address):
        raise RuntimeError(address)
    opener = urllib.request.build_opener(
        urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    )
    try:
        with opener.open(address, timeout=60) as answer:
            return str(answer.read().decode())
    except http.client.HTTPException as error:
        raise RuntimeError(address) from error
