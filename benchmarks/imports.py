"""A file dropped in a running application, until it is previewed, imported and studied; and what that takes of memory."""

from __future__ import annotations

import http.cookiejar
import re
import statistics
import threading
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import urlencode

from benchmarks import big_fec
from benchmarks.measure import Figure, Run, ancrage, run
from benchmarks.start import serving

LINES, ROUNDS = 100_000, 3
PEER = "ancrage audit --json of the same file"
NAME = "732829320FEC20241231.txt"
BOUNDARY = "a-boundary-that-no-fec-holds"
PATIENCE, PAUSE = 300.0, 0.05


@dataclass(frozen=True, slots=True)
class Import:
    """Seconds of each part as somebody waits for it, and peak memory of each process in MB."""

    seconds: dict[str, float]
    megabytes: dict[str, float]


def measure(folder: Path) -> list[Figure]:
    """Figures of the import of a FEC of 100,000 lines."""
    fec = big_fec.write(folder / NAME, LINES)
    ours: list[Import] = []
    theirs: list[Run] = []
    for number in range(ROUNDS):
        ours.append(_import(folder / f"data-{number}", fec))
        theirs.append(run(ancrage("audit", fec, "--json", "--no-report")))
    peer_seconds = statistics.median(each.seconds for each in theirs)
    peer_megabytes = statistics.median(each.megabytes for each in theirs)
    found = []
    for part in ours[0].seconds:
        value = statistics.median(each.seconds[part] for each in ours)
        found.append(_figure(f"import_100k_{part}_seconds", value, "s", peer_seconds))
    for process in ours[0].megabytes:
        value = statistics.median(each.megabytes[process] for each in ours)
        found.append(_figure(f"import_100k_{process}_memory", value, "MB", peer_megabytes))
    return found


def _figure(name: str, ours: float, unit: str, theirs: float) -> Figure:
    return Figure(name, round(ours, 2), unit, PEER, round(theirs, 2), round(ours / theirs, 2))


def _import(data: Path, fec: Path) -> Import:
    """Drop the file, wait for its preview, import it, wait for Monday's page to show what was found."""
    command = ancrage("serve", "--data", data, "--port", "0", "--no-browser")
    content = fec.read_bytes()
    with serving(command) as (address, process), Watch(process.pid) as watch:
        browser = Browser(address)
        firm, _ = browser.post("/firms/new/", "/firms/new/", {"name": "Société Générique"})
        firm = firm.removesuffix("data/")
        began = time.perf_counter()
        preview, _ = browser.drop(f"{firm}data/", f"{firm}data/upload/", content)
        uploaded = time.perf_counter()
        browser.until(preview, f"{preview}accept/")
        previewed = time.perf_counter()
        browser.post(preview, f"{preview}accept/", {})
        accepted = time.perf_counter()
        browser.until(firm, 'class="lead"')
        studied = time.perf_counter()
    return Import(
        {
            "upload": uploaded - began,
            "preview": previewed - uploaded,
            "accept": accepted - previewed,
            "study": studied - accepted,
            "whole": studied - began,
        },
        watch.peaks,
    )


class Browser:
    """Keeps cookies, follows redirections, sends the token of the form it came from."""

    def __init__(self, address: str) -> None:
        self.host = "/".join(address.split("/")[:3])
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        )
        self.get(address.removeprefix(self.host))

    def get(self, path: str) -> str:
        """The text of a page."""
        return self._ask(path)[1]

    def post(self, page: str, path: str, fields: dict[str, str]) -> tuple[str, str]:
        """Send a form that is on a page; gives the address where that leads, and what is there."""
        return self._ask(path, urlencode(fields | self._token(page)).encode(), page)

    def drop(self, page: str, path: str, content: bytes, called: str = NAME) -> tuple[str, str]:
        """Send a file."""
        ((name, value),) = self._token(page).items()
        parts = [
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n',
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="{called}"\r\n',
            "Content-Type: text/plain\r\n\r\n",
        ]
        body = "".join(parts).encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
        return self._ask(path, body, page, f"multipart/form-data; boundary={BOUNDARY}")

    def until(self, path: str, words: str) -> None:
        """Ask for a page until it holds some words."""
        end = time.perf_counter() + PATIENCE
        while words not in self.get(path):
            if time.perf_counter() > end:
                msg = f"{path} does not come to hold {words}"
                raise RuntimeError(msg)
            time.sleep(PAUSE)

    def _token(self, page: str) -> dict[str, str]:
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(page))
        if found is None:
            msg = f"no form on {page}"
            raise RuntimeError(msg)
        return {"csrfmiddlewaretoken": found[1]}

    def _ask(
        self, path: str, body: bytes | None = None, page: str = "", kind: str = ""
    ) -> tuple[str, str]:
        headers = {"Referer": self.host + page, "Accept-Language": "fr"}
        if kind:
            headers["Content-Type"] = kind
        request = urllib.request.Request(self.host + path, body, headers)  # noqa: S310 (our own server)
        with self.opener.open(request, timeout=60) as answer:
            return answer.url.removeprefix(self.host), answer.read().decode()


@dataclass
class Watch:
    """Peak memory of a server, of its worker and of the worker's children, looked up every few milliseconds.

    The system keeps the peak of each process itself (VmHWM of /proc): only what a child takes in its very last
    milliseconds is missed.
    """

    pid: int
    peaks: dict[str, float] = field(
        default_factory=lambda: {"web": 0.0, "worker": 0.0, "child": 0.0}
    )
    over: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        self.thread = threading.Thread(target=self._look, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()

    def _look(self) -> None:
        while not self.over.wait(0.01):
            self._note("web", self.pid)
            for worker in _children(self.pid):
                self._note("worker", worker)
                for child in _children(worker):
                    self._note("child", child)

    def _note(self, name: str, pid: int) -> None:
        self.peaks[name] = max(self.peaks[name], _peak(pid))


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for path in Path(f"/proc/{pid}/task").glob(
        "*/children"
    ):  # a child belongs to the thread that made it
        try:
            found += map(int, path.read_text("ascii").split())
        except OSError:  # it left
            continue
    return found


def _peak(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text("utf-8")
    except OSError:
        return 0.0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0
