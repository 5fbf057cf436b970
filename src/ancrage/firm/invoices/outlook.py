"""The attachments of a message that Outlook keeps as a file (.msg), those of messages attached to it included.

Source: [MS-OXMSG] (the storages and their names), [MS-CFB] (the compound file around them), both by Microsoft.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Container
from pathlib import PureWindowsPath
from typing import Any

import olefile

from ancrage.firm.invoices.mail import MOST_LEVELS, MOST_PARTS, Parts
from ancrage.firm.invoices.prolog import COMPOUND

PROPERTIES = "__properties_version1.0"  # what every message has at its root
_PROPERTIES_BYTES = PROPERTIES.encode("utf-16-le")
_ATTACHMENT = "__attach_version1.0_"
_CONTENT = "__SUBSTG1.0_37010102"  # PidTagAttachDataBinary
_MESSAGE = "__SUBSTG1.0_3701000D"  # PidTagAttachDataObject: a message, or any object
# PidTagAttachLongFilename, then PidTagAttachFilename (8.3): in UTF-16, else in the code page of the writer.
_NAMES = (
    ("__SUBSTG1.0_3707001F", "utf-16-le"),
    ("__SUBSTG1.0_3707001E", "cp1252"),
    ("__SUBSTG1.0_3704001F", "utf-16-le"),
    ("__SUBSTG1.0_3704001E", "cp1252"),
)
_MOST_ENTRIES = 50_000  # storages and streams: an attachment takes 10 to 20
_LONGEST_NAME = 2048
# Anything that the library raises on bytes that are no sound compound file.
_DAMAGE = (OSError, ValueError, LookupError, TypeError, AttributeError, struct.error, OverflowError)


class _TooLarge(Exception):
    """More entries, or more bytes, than a message ever has."""


class _Bounded(olefile.OleFileIO):  # type: ignore[misc]  # the library has no types
    """A compound file whose directory is read up to a bound."""

    read_entries = 0

    def _load_direntry(self, sid: int) -> object:
        self.read_entries += 1
        if self.read_entries > _MOST_ENTRIES:
            raise _TooLarge
        return super()._load_direntry(sid)


def is_outlook(data: bytes) -> bool:
    """Whether a compound file is a message: an old workbook is none, one with a message inside neither."""
    if not data.startswith(COMPOUND) or _PROPERTIES_BYTES not in data:
        return False
    try:
        with _open(data) as file:
            return bool(file.exists(PROPERTIES))
    except (RecursionError, _TooLarge):
        return True  # which `parts` will refuse
    except _DAMAGE:
        return "Workbook".encode("utf-16-le") not in data


def parts(data: bytes, most_bytes: int) -> Parts:
    """The attached files. Never raises for what the message holds.

    Args:
        data: the whole compound file.
        most_bytes: of all attachments together: several may claim the same bytes of the file.
    """
    result = Parts()
    try:
        with _open(data) as file:
            _collect(file, result, most_bytes)
    except (RecursionError, MemoryError, _TooLarge):
        result.too_large = True
    except _DAMAGE:
        result.damaged = True
    return result


def _open(data: bytes) -> _Bounded:
    # The library follows as many tables of sectors as the header says; no file needs more than its size tells.
    (shift,) = struct.unpack_from("<H", data, 30)
    (tables,) = struct.unpack_from("<I", data, 44)
    if shift not in {9, 12} or tables > 2 * len(data) // (1 << (2 * shift - 2)) + 110:
        raise ValueError("more tables of sectors than sectors")
    return _Bounded(io.BytesIO(data))


def _collect(file: _Bounded, result: Parts, most_bytes: int) -> None:
    """The attachments, in the order of their numbers; a message among them gives its own."""
    total = 0
    waiting: list[tuple[tuple[str, ...], Any]] = [((), file.root)]
    while waiting:
        path, message = waiting.pop(0)
        for attachment in message.kids:
            if not attachment.name.startswith(_ATTACHMENT):
                continue
            if len(path) >= 2 * MOST_LEVELS or len(result.found) >= MOST_PARTS:
                result.too_large = True
                return
            inside = {kid.name.upper(): kid for kid in attachment.kids}
            place = (*path, attachment.name)
            if _MESSAGE in inside:
                waiting.append(((*place, _MESSAGE), inside[_MESSAGE]))
            elif _CONTENT in inside:  # else a link to a file elsewhere
                total += inside[_CONTENT].size
                if total > most_bytes:
                    raise _TooLarge
                content = file.openstream([*place, _CONTENT]).read()
                result.found.append((_named(file, place, inside), content))


def _named(file: _Bounded, place: tuple[str, ...], inside: Container[str]) -> str:
    for stream, codec in _NAMES:
        if stream in inside and file.get_size([*place, stream]) <= _LONGEST_NAME:
            raw: bytes = file.openstream([*place, stream]).read()
            if name := raw.decode(codec, "replace").strip("\0 "):
                return PureWindowsPath(name).name[:200]
    return ""
