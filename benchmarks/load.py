"""A small load generator over the loopback: N connections at a time, each request on a connection of its own.

Sync workers close the connection after each answer, so nothing is lost by opening one for each request.
"""

from __future__ import annotations

import selectors
import socket
import statistics
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Load:
    """What a server bore: requests answered in a second, and the time under which 95 of 100 were."""

    per_second: float
    p95_ms: float
    errors: int


@dataclass(slots=True)
class _Call:
    socket: socket.socket
    begun: float
    answer: bytearray = field(default_factory=bytearray)


def run(
    port: int, path: str, headers: Mapping[str, str], *, connections: int = 50, seconds: float = 6
) -> Load:
    """Ask for a page as fast as the server answers, for some seconds."""
    lines = [f"GET {path} HTTP/1.1", f"Host: {HOST}:{port}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    request = ("\r\n".join(lines) + "\r\n\r\n").encode()
    times: list[float] = []
    errors = 0
    with selectors.DefaultSelector() as selector:
        for _ in range(connections):
            _call(selector, port)
        start = time.perf_counter()
        end = start + seconds
        while time.perf_counter() < end:
            for key, events in selector.select(timeout=1):
                call: _Call = key.data
                if events & selectors.EVENT_WRITE:
                    call.socket.sendall(request)
                    selector.modify(call.socket, selectors.EVENT_READ, call)
                    continue
                part = _received(call)
                if part:
                    call.answer += part
                    continue
                selector.unregister(call.socket)
                call.socket.close()
                times.append(time.perf_counter() - call.begun)
                errors += not call.answer.startswith(b"HTTP/1.1 200")
                _call(selector, port)
        spent = time.perf_counter() - start
        for key in list(selector.get_map().values()):
            key.data.socket.close()
    p95 = statistics.quantiles(times, n=20)[-1] * 1000 if len(times) > 1 else float("inf")
    return Load(len(times) / spent, p95, errors)


def _received(call: _Call) -> bytes:
    try:
        return call.socket.recv(1 << 16)
    except ConnectionError:
        return b""


def _call(selector: selectors.BaseSelector, port: int) -> None:
    connection = socket.socket()
    begun = time.perf_counter()
    connection.connect((HOST, port))  # at once: the kernel accepts on behalf of the server
    connection.setblocking(False)
    selector.register(connection, selectors.EVENT_WRITE, _Call(connection, begun))
