"""Publishers on loopback: answers in the forms that they document, and every way in which one may go wrong."""

from __future__ import annotations

import contextlib
import io
import json
import math
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from old_workbook import workbook

START = date(2023, 1, 2)
DAYS = 700
NAMES = {"chokepoint1": "Suez Canal", "chokepoint9": "Dover Strait"}
Answer = Callable[[BaseHTTPRequestHandler], None]


def ships(place: str, day: int) -> int:
    """Ships of a day; those of Suez are half from day 600 on."""
    usual = 60 + (7 * day + 13 * day * day) % 11 - 5
    return usual // 2 if place == "chokepoint1" and day >= 600 else usual


def portwatch(
    query: dict[str, list[str]], *, epoch: bool = False, page: int | None = None
) -> bytes:
    """Rows by page, in the order asked for; days as text, or as milliseconds."""
    offset, count = int(query["resultOffset"][0]), int(query["resultRecordCount"][0])
    count = min(count, page or count)
    rows = []
    for day in range(DAYS):
        when = START + timedelta(days=day)
        for place, name in NAMES.items():
            instant = int(datetime(when.year, when.month, when.day, tzinfo=UTC).timestamp() * 1000)
            rows.append(
                {
                    "date": instant if epoch else when.isoformat(),
                    "portid": place,
                    "portname": name,
                    "n_container": ships(place, day) // 3,
                    "n_total": ships(place, day),
                    "capacity": 40_000 * ships(place, day),
                }
            )
    answer: dict[str, object] = {
        "objectIdFieldName": "ObjectId",
        "features": [{"attributes": row} for row in rows[offset : offset + count]],
    }
    if offset + count < len(rows):
        answer["exceededTransferLimit"] = True
    return json.dumps(answer).encode()


def gscpi() -> bytes:
    """An old workbook: a page of words, then days as text from the sixth row on."""
    rows: list[list[str | float | None]] = [
        ["Global Supply Chain Pressure Index", None], [None, None], [None, None], [None, None], ["Date", "GSCPI"],
    ]  # fmt: skip
    for month in range(120):
        last = date(2016 + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)
        rows.append([last.strftime("%d-%b-%Y"), round(math.sin(month), 4)])
    return workbook({"README": [["About"], ["Benigno et al. (2022)"]], "GSCPI Monthly Data": rows})


def gpr() -> bytes:
    """An old workbook: months as text, countries, and names of variables beside the first rows."""
    header: list[str | float | None] = [
        "month",
        "GPR",
        "GPRT",
        "GPRA",
        "GPRC_CHN",
        "GPRC_TUN",
        "var_name",
        "var_label",
    ]
    first: tuple[str | None, str | None] = ("GPR", "Recent GPR")
    rows = [header] + [
        [
            f"{2005 + month // 12}-{month % 12 + 1:02}-01",
            *(100 + month % 7, 90 + month % 5, 110 + month % 3, 0.5 + month % 4 / 10, 0.01),
            *(first if month == 0 else (None, None)),
        ]
        for month in range(240)
    ]
    return workbook({"Sheet1": rows})


def ecb() -> bytes:
    """A zip of one CSV, newest first, with N/A and a comma at the end of each line."""
    lines = ["Date,USD,TRY,CYP,"]
    for day in reversed(range(DAYS)):
        when = START + timedelta(days=day)
        if when.weekday() < 5:
            lines.append(f"{when},{1.1 + day % 5 / 100:.4f},{20 + day / 100:.4f},N/A,")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("eurofxref-hist.csv", "\n".join(lines))
    return packed.getvalue()


def body(data: bytes, status: int = 200) -> Answer:
    """An answer of these bytes."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

    return answer


def cut(data: bytes) -> Answer:
    """Half of what was promised, then nothing."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data[: len(data) // 2])
        handler.close_connection = True

    return answer


def slow(handler: BaseHTTPRequestHandler) -> None:
    """A byte now and then, for ever."""
    handler.send_response(200)
    handler.end_headers()
    with contextlib.suppress(OSError):
        for _ in range(100):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.05)


def endless(handler: BaseHTTPRequestHandler) -> None:
    """As many bytes as one takes."""
    handler.send_response(200)
    handler.end_headers()
    with contextlib.suppress(OSError):
        while True:
            handler.wfile.write(b" " * 65536)


@contextlib.contextmanager
def publishers(instead: dict[str, Answer] | None = None, *, epoch: bool = False) -> Iterator[str]:
    """All of them on loopback; `instead`: answers by a part of the path. Gives the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            for part, answer in (instead or {}).items():
                if part in asked.path:
                    answer(self)
                    return
            if "Daily_Chokepoints_Data" in asked.path:
                body(portwatch(parse_qs(asked.query), epoch=epoch))(self)
            elif "gscpi" in asked.path:
                body(gscpi())(self)
            elif "gpr" in asked.path:
                body(gpr())(self)
            elif "eurofxref" in asked.path:
                body(ecb())(self)
            else:
                body(b"", 404)(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
    )
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
