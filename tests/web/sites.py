"""The application running as its own processes, as those who keep it start it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import starts
from visitor import Visitor

NUMBERS = count(1)
PASSWORD = "vingt-deux girafes bleues"


@dataclass
class Site:
    """A running application; `log` is what its processes wrote on standard error."""

    start: starts.Start
    port: int
    process: subprocess.Popen[bytes]
    log: Path
    address: str = ""
    others: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def secure(self) -> bool:
        return self.start.kind == "postgresql"

    def visitor(self) -> Visitor:
        """Somebody new, from a network address of their own."""
        number = next(NUMBERS)
        return Visitor(self.port, self.secure, f"203.0.{number // 250}.{number % 250 + 1}")

    def person(self, name: str) -> Visitor:
        """Somebody with an account."""
        visitor = self.visitor()
        fields = {"email": f"{name}@clients.example", "password1": PASSWORD, "password2": PASSWORD}
        answer = visitor.post("/account/signup/", **fields)
        assert answer.status == 302, answer.seen
        return visitor

    def sign_in(self, name: str, password: str = PASSWORD) -> Visitor:
        """The same person in another browser, after the sign-in form (which may have refused)."""
        visitor = self.visitor()
        visitor.post("/account/login/", login=f"{name}@clients.example", password=password)
        return visitor

    def answers(self) -> bool:
        return self.visitor().get("/health/live/").status == 200


def signed_in(visitor: Visitor) -> bool:
    return visitor.get("/firms/").status == 200


def firm_of(visitor: Visitor, name: str = "Atelier Martin") -> str:
    """The address of a new firm."""
    answer = visitor.post("/firms/new/", name=name)
    assert answer.status == 302, answer.seen
    return answer.location.removesuffix("data/")


@contextmanager
def server(folder: Path, **variables: str) -> Iterator[Site]:
    """Web processes on PostgreSQL, behind a proxy that speaks TLS with people, and one worker."""
    with _postgresql(folder):
        start = starts.new_start("postgresql", folder)
        port = free_port()
        more = {
            "ANCRAGE_HOSTS": "ancrage.example",
            "ANCRAGE_PROXY": "yes",
            "ANCRAGE_PORT": str(port),
            "ANCRAGE_WORKERS": "2",
            "ANCRAGE_LOG_LEVEL": "INFO",
            **variables,
        }
        start = starts.Start("postgresql", folder, {**start.variables, **more})
        start.ancrage("server", "migrate")
        log = folder / "log"
        with log.open("wb") as written:
            web, worker = (_process(start, written, "server", name) for name in ("web", "worker"))
            site = Site(start, port, web, log, others=[worker])
            try:
                _until_it_answers(site)
                yield site
            finally:
                _end(web, worker)


@contextmanager
def local(folder: Path) -> Iterator[Site]:
    """One person's start; `address` is the one-time link."""
    start = starts.on_sqlite(folder, migrated=False)
    start = starts.Start("sqlite", folder, {**start.variables, "ANCRAGE_LOG_LEVEL": "INFO"})
    port = free_port()
    log = folder.parent / f"{folder.name}.log"
    with log.open("wb") as written:
        process = subprocess.Popen(
            [
                *(sys.executable, "-c", starts.COMMAND, "serve", "--no-browser"),
                *("--data", str(folder), "--port", str(port)),
            ],
            env=start.environment(),
            stdout=subprocess.PIPE,
            stderr=written,
        )
        try:
            assert process.stdout is not None
            link = process.stdout.readline().decode().strip()
            yield Site(start, port, process, log, link.removeprefix(f"http://127.0.0.1:{port}"))
        finally:
            _end(process)


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@contextmanager
def _postgresql(folder: Path) -> Iterator[None]:
    if starts.SERVER in os.environ:  # the whole run is on PostgreSQL
        yield
        return
    folder.chmod(0o755)
    folder.parent.chmod(0o755)
    running = starts.postgresql_up(folder)
    try:
        yield
    finally:
        os.environ.pop(starts.SERVER, None)
        running.cleanup()


def _process(start: starts.Start, log: object, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", starts.COMMAND, *arguments],
        env=start.environment(),
        stdin=subprocess.DEVNULL,
        stdout=log,  # type: ignore[call-overload]
        stderr=log,
    )


def _until_it_answers(site: Site) -> None:
    for _ in range(600):
        assert site.process.poll() is None, site.log.read_text("utf-8")
        try:
            if site.answers():
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server does not answer")


def _end(*processes: subprocess.Popen[bytes]) -> None:
    for process in processes:
        process.send_signal(signal.SIGTERM)
    for process in processes:
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()
