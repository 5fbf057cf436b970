"""Any spreadsheet to grids: text, workbooks (xlsx, xlsb, xls, ods), web pages named as workbooks; told by content."""

from __future__ import annotations

import tempfile
from pathlib import Path

from ancrage.firm.bytestream import Payload, head, is_blank, line_blocks, raw_blocks, scan
from ancrage.firm.sheets.inside import read_answer
from ancrage.firm.sheets.oddities import Grids, Oddities
from ancrage.firm.sheets.opening import LARGEST_WORKBOOK, LEAST_MEMORY, SHEET_NAMES, Opening
from ancrage.firm.sheets.spreadsheetml import is_spreadsheetml
from ancrage.firm.sheets.text import looks_like_text_sheet, read_text

LARGEST_PAGE = 40 << 20
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_grids(payload: Payload) -> Grids | None:
    """All the sheets of a file, hidden ones too, and what was odd; None when the file is no spreadsheet.

    Without a grid, an error among the problems says why.

    Raises:
        UnreadableFile: the bytes cannot be had, a line of text has no end, or the text is too large.
    """
    start = head(payload)
    if start.startswith(_ZIP):
        return _zip(payload)
    if start.startswith(_OLE):
        return _ole(payload)
    if is_spreadsheetml(start[:4096]):
        return _child(payload, "xml", LEAST_MEMORY * 2)
    if is_blank(start) and payload.name.lower().endswith(SHEET_NAMES):
        return _refused(payload, "empty")
    if _is_page(payload, start):
        return _child(payload, "html", LEAST_MEMORY * 2)
    return read_text(payload) if looks_like_text_sheet(payload) else None


def _is_page(payload: Payload, start: bytes) -> bool:
    """A web page with a table; or one without, under the name of a spreadsheet: the portal wanted a password."""
    low = start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if not low.startswith(
        (b"<html", b"<!doctype html", b"<table", b"<head", b"<meta", b"<body", b"<style", b"<div")
    ):
        return False
    return b"<table" in low or payload.name.lower().endswith(SHEET_NAMES)


def _refused(payload: Payload, code: str, value: str = "") -> Grids:
    log = Oddities(payload.name)
    log.add(code, value=value)
    return Grids((), tuple(log.problems))


def _zip(payload: Payload) -> Grids | None:
    if payload.opening is not None:
        return _of_zip(payload, payload.opening)
    with tempfile.TemporaryDirectory(prefix="ancrage-") as place:
        folder = Path(place)
        if not _copy(payload, folder / "file", LARGEST_WORKBOOK):
            return _refused(payload, "too_large_workbook")
        early = payload.name.lower().endswith(SHEET_NAMES)
        with Opening(folder, payload.name, early=early) as opening:
            return _of_zip(payload, opening)


def _of_zip(payload: Payload, opening: Opening) -> Grids | None:
    opening.begin_zip()
    found = opening.scan
    assert found is not None  # noqa: S101 (begin_zip looks)
    if found.trouble is not None:
        named = payload.name.lower().endswith(SHEET_NAMES)
        if found.kind == "archive" and found.trouble == "damaged_archive" and named:
            return _refused(payload, "damaged_workbook")
        return _refused(payload, found.trouble, found.value)
    if found.kind == "archive" and payload.packed is not None:
        return _refused(payload, "nested_archive")
    if found.kind in {"document", "archive"}:
        return None
    grids = _answer(payload, opening)
    if not found.errors:
        return grids
    log = Oddities(payload.name)
    log.add("formula_errors", found.first_error, found.errors)
    return Grids(grids.grids, (*grids.problems, *log.problems))


def _ole(payload: Payload) -> Grids | None:
    """A workbook of Excel 97 to 2003, or an encrypted one of today."""
    with tempfile.TemporaryDirectory(prefix="ancrage-") as place:
        folder = Path(place)
        path = folder / "file"
        if not _copy(payload, path, LARGEST_WORKBOOK):
            return _refused(payload, "too_large_workbook")
        content = path.read_bytes()
        if _ENCRYPTED in content:
            return _refused(payload, "password_workbook")
        books = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
        if not any(name in content for name in books):  # a letter, a message
            named = payload.name.lower().endswith(SHEET_NAMES)
            return _refused(payload, "damaged_workbook") if named else None
        del content
        return _run(payload, folder, "workbook", path.stat().st_size * 40 >> 20)


def _child(payload: Payload, kind: str, need: int) -> Grids:
    with tempfile.TemporaryDirectory(prefix="ancrage-") as place:
        folder = Path(place)
        size = 0
        with (folder / "file").open("wb") as stream:
            # XML says its own encoding; pages seldom do.
            blocks = raw_blocks(payload) if kind == "xml" else line_blocks(payload, scan(payload))
            for block in blocks:
                size += len(block)
                if size > LARGEST_PAGE:
                    return _refused(payload, "too_large_workbook")
                stream.write(block)
        return _run(payload, folder, kind, need)


def _copy(payload: Payload, path: Path, largest: int) -> bool:
    size = 0
    with path.open("wb") as stream:
        for block in raw_blocks(payload):
            size += len(block)
            if size > largest:
                return False
            stream.write(block)
    return True


def _run(payload: Payload, folder: Path, kind: str, need: int) -> Grids:
    """Read in a child; see `Opening.begin`."""
    with Opening(folder, payload.name) as opening:
        opening.begin(kind, need)
        return _answer(payload, opening)


def _answer(payload: Payload, opening: Opening) -> Grids:
    ended = opening.ended()
    if ended == "done":
        return read_answer(opening.folder)
    codes = {
        "too_long": "too_long",
        "too_large": "too_large_workbook",
        "failed": "damaged_workbook",
    }
    return _refused(payload, codes[ended])
