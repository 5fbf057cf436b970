"""Any bytes to every reader, for a bounded time: `make fuzz`, FUZZ_SECONDS (60). What it finds becomes a test."""

from __future__ import annotations

import os
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from readers import READERS, Reader

SECONDS = float(os.environ.get("FUZZ_SECONDS", "60")) / len(READERS)
_NASTY = (b"\0", b"\r", b"\n", b'"', b";", b",", b"\t", b"\xff", b"\xc3", b"\xef\xbb\xbf", b"=", b"'", b"1.000", b"</", b"<row", b"PK\x03\x04",
          b"\x80", b"\n\n", b'""', b"9" * 40, b"-", b"(", b"%", b"\x1a", b"e99999999", "\u202f".encode(), "\u2028".encode())  # fmt: skip


@st.composite
def broken(draw: st.DrawFn, reader: Reader) -> bytes:
    """A seed of the reader, cut, repeated, and with nasty bytes put in; or any bytes at all."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.binary(max_size=300))
    content = draw(st.sampled_from(reader.seeds))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(content)))
        end = min(len(content), at + draw(st.integers(0, 40)))
        change = draw(st.sampled_from(("put", "cut", "repeat", "end", "replace")))
        nasty = draw(st.sampled_from(_NASTY) | st.binary(max_size=4))
        if change == "put":
            content = content[:at] + nasty + content[at:]
        elif change == "cut":
            content = content[:at] + content[end:]
        elif change == "repeat":
            content = content[:end] + content[at:end] * draw(st.integers(1, 5)) + content[end:]
        elif change == "replace":
            content = content[:at] + nasty + content[at + len(nasty) :]
        else:
            content = content[:at]
    return content


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_no_bytes_break_a_reader(reader: Reader) -> None:
    until = time.monotonic() + SECONDS
    rounds = 10 if reader.slow else 200

    @settings(
        max_examples=rounds, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(content=broken(reader))
    def try_some(content: bytes) -> None:
        if time.monotonic() < until:
            reader.read(content)

    while time.monotonic() < until:
        try_some()
