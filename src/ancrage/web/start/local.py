"""One person's start: server and worker on this machine, answering to 127.0.0.1 alone."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from ancrage.text import Language, render, t
from ancrage.web.start.setup import collect_static, django_ready, migrate

HOST = "127.0.0.1"
FIRST_PORT, TRIES = 8765, 20
THREADS = 4


class PortTaken(Exception):
    """The port that was asked for is in use."""


class AlreadyRunning(Exception):
    """Another start holds the same data; `address` is where it answers."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


def serve(
    data: Path | None,
    port: int | None,
    language: Language,
    ready: Callable[[str], None],
    *,
    demo: bool = False,
) -> None:
    """Serve until stopped.

    Args:
        data: folder of the data; the platform's own when None.
        port: port to listen on; the first free one from 8765 when None.
        language: of the person, for what is made at the first start.
        ready: called with the one-time address once the server answers.
        demo: load the demonstration firm at the first start.

    Raises:
        AlreadyRunning: another start holds the data.
        PortTaken: the port is in use.
    """
    os.environ["ANCRAGE_MODE"] = "local"
    if data is not None:
        os.environ["ANCRAGE_DATA"] = str(data)
    from ancrage.web import environment  # noqa: PLC0415 (after the environment is set)

    folder = environment.data_folder()
    with alone(folder):
        listening = _listen(port)
        address = f"http://{HOST}:{listening.getsockname()[1]}"
        (folder / "address").write_text(address, encoding="utf-8")
        django_ready()
        migrate()
        collect_static()
        entry = prepare(language, demo=demo)
        with _worker():
            _run(listening, address, lambda: ready(address + entry))


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the data of a folder. Raises AlreadyRunning when another process does."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # figures of a firm: for its owner alone
    lock = FileLock(folder / "lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        known = folder / "address"
        raise AlreadyRunning(known.read_text("utf-8") if known.exists() else "") from None
    with lock:
        yield


def _listen(port: int | None) -> socket.socket:
    for candidate in [port] if port is not None else range(FIRST_PORT, FIRST_PORT + TRIES):
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name == "posix":  # elsewhere the option would let two programs share the port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, candidate))
        except OSError:
            listening.close()
        else:
            return listening
    raise PortTaken


def prepare(language: Language, *, demo: bool) -> str:
    """The person of this machine, a first firm, and the path of a fresh one-time link."""
    from ancrage.web.people.access import firms_of  # noqa: PLC0415 (after django_ready)
    from ancrage.web.people.entry import local_person, new_entry  # noqa: PLC0415
    from ancrage.web.people.firms import new_firm  # noqa: PLC0415

    person = local_person(render(t("Le propriétaire"), language))
    if not firms_of(person):
        person.language = language.value.lower()
        person.save(update_fields=["language"])
        if demo:
            from ancrage.web.start.demo import demonstration  # noqa: PLC0415

            demonstration(person, language)
        else:
            new_firm(render(t("Mon entreprise"), language), person)
    return new_entry(person)


@contextlib.contextmanager
def _worker() -> Iterator[None]:
    process = subprocess.Popen(
        [sys.executable, "-m", "ancrage.web.start.work", "--with-parent"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        if process.stdin is not None:
            process.stdin.close()  # its sign to leave, also where there is no SIGTERM
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _run(listening: socket.socket, address: str, ready: Callable[[], None]) -> None:
    from waitress.server import create_server  # noqa: PLC0415 (only here)

    from ancrage.web.wsgi import application  # noqa: PLC0415 (after django_ready)

    def leave(*_: Any) -> None:
        raise SystemExit(0)  # the server's own way out of its loop

    for name in ("SIGTERM", "SIGINT", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), leave)
    server = create_server(application, sockets=[listening], threads=THREADS, ident=None)
    threading.Thread(target=_once_answering, args=(address, ready), daemon=True).start()
    server.run()
    server.close()


def _once_answering(address: str, ready: Callable[[], None]) -> None:
    host, _, port = address.removeprefix("http://").partition(":")
    for _ in range(200):
        with contextlib.suppress(OSError):
            connection = http.client.HTTPConnection(host, int(port), timeout=5)
            connection.request("GET", "/health/live/")
            if connection.getresponse().status == 200:
                ready()
                return
        time.sleep(0.05)
