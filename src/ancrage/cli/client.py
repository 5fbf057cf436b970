"""The one client of the command line that opens connections: it asks an address, within limits of time and size."""

from __future__ import annotations

import http.client
import io
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from urllib.parse import urlsplit, urlunsplit

import polars as pl

from ancrage import __version__
from ancrage.firm.bytestream import Payload, UnreadableFile
from ancrage.firm.sheets.reading import read_grids
from ancrage.text import t
from ancrage.world.signals.fetch import BadAnswer, Get, NoAnswer

SECONDS = 60.0  # for one answer, from its first byte to its last
LARGEST = 100 << 20
_BLOCK = 1 << 16


def client(mirror: str = "", seconds: float = SECONDS, largest: int = LARGEST) -> Get:
    """A `Get` over HTTPS.

    Args:
        mirror: address of a copy of the same documents ("https://copy.example/"): their paths are asked there.
        seconds: after which an answer is given up.
        largest: bytes beyond which an answer is given up.
    """

    def get(address: str) -> bytes:
        asked = urlsplit(address)
        if mirror:
            there = urlsplit(mirror)
            path = there.path.rstrip("/") + asked.path
            asked = asked._replace(scheme=there.scheme, netloc=there.netloc, path=path)
        host = asked.hostname or ""
        if asked.scheme not in {"https", "http"} or (asked.scheme == "http" and not mirror):
            raise NoAnswer(t("{host} n’a pas d’adresse sûre (https).", host=host))
        headers = {"User-Agent": f"Ancrage/{__version__}"}
        request = urllib.request.Request(urlunsplit(asked), headers=headers)  # noqa: S310 (scheme checked above)
        try:
            return _body(request, host, seconds, largest)
        except urllib.error.HTTPError as error:
            error.close()
            raise NoAnswer(
                t("{host} a répondu par une erreur ({status}).", host=host, status=error.code)
            ) from error
        except TimeoutError as error:
            raise _too_slow(host, seconds) from error
        except (OSError, http.client.HTTPException) as error:
            if isinstance(getattr(error, "reason", None), TimeoutError):
                raise _too_slow(host, seconds) from error
            raise NoAnswer(
                t("{host} n’a pas pu être joint, ou a coupé sa réponse.", host=host)
            ) from error

    return get


def _body(request: urllib.request.Request, host: str, seconds: float, largest: int) -> bytes:
    until = time.monotonic() + seconds
    parts, size = [], 0
    with urllib.request.urlopen(request, timeout=seconds) as answer:  # noqa: S310
        while block := answer.read1(_BLOCK):
            parts.append(block)
            size += len(block)
            if size > largest:
                raise NoAnswer(t("La réponse de {host} est bien plus grande que prévu.", host=host))
            if time.monotonic() > until:
                raise _too_slow(host, seconds)
        promised = answer.headers.get("Content-Length")
        if promised is not None and promised.isdigit() and int(promised) != size:
            raise NoAnswer(t("{host} n’a pas pu être joint, ou a coupé sa réponse.", host=host))
    return b"".join(parts)


def _too_slow(host: str, seconds: float) -> NoAnswer:
    return NoAnswer(
        t("{host} n’a pas répondu en {seconds} secondes.", host=host, seconds=round(seconds))
    )


def sheets(body: bytes) -> Sequence[tuple[str, pl.DataFrame]]:
    """Sheets of a workbook, opened in a child process with limits."""
    try:
        read = read_grids(Payload("workbook.xls", lambda: io.BytesIO(body)))
    except UnreadableFile as error:
        raise BadAnswer(t("Le classeur est abîmé.")) from error
    if read is None or not read.grids:
        raise BadAnswer(t("Le classeur est abîmé."))
    return [(grid.sheet, grid.cells) for grid in read.grids]
