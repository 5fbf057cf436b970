"""The attachments of a message kept as a file (.eml), those of forwarded messages within it included."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass, field
from email.header import decode_header, make_header
from email.message import Message
from pathlib import PureWindowsPath

_FIELD = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,60}):[ \t\r\n]")
_TELLING = frozenset([b"from", b"received", b"return-path", b"mime-version", b"delivered-to"])
_USUAL = _TELLING | {b"to", b"subject", b"date", b"message-id", b"content-type", b"x-mailer"}
MOST_PARTS = 1000
MOST_LEVELS = 20


@dataclass(slots=True)
class Parts:
    """Attached files of a message: name and bytes, in order; whether some of it could not be read."""

    found: list[tuple[str, bytes]] = field(default_factory=list)
    damaged: bool = False
    too_large: bool = False


def is_mail(start: bytes) -> bool:
    """Whether bytes begin with the header of a message: several of its fields, and one that every message has."""
    names: set[bytes] = set()
    for number, line in enumerate(start[: 1 << 15].splitlines()):
        if not line.strip():
            break
        if line[:1] in b" \t" and number:
            continue
        match = _FIELD.match(line + b"\n")
        if match is None:
            if number == 0 and line.startswith(
                b"From "
            ):  # a mailbox keeps this before each message
                continue
            return False
        names.add(match[1].lower())
    return len(names & _USUAL) >= 3 and bool(names & _TELLING)


def parts(data: bytes) -> Parts:
    """The attached files. Never raises for what the message holds."""
    result = Parts()
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        _collect(message, result, 0)
    except RecursionError:
        result.too_large = True
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError):
        result.damaged = True
    return result


def _collect(message: Message, result: Parts, level: int) -> None:
    if level > MOST_LEVELS or len(result.found) >= MOST_PARTS:
        result.too_large = True
        return
    if message.is_multipart():
        inner = message.get_payload()
        for part in inner if isinstance(inner, list) else []:
            if isinstance(part, Message):
                _collect(part, result, level + 1)
        return
    name = _name(message)
    kind = message.get_content_type()
    if name or kind in {"application/pdf", "application/xml", "text/xml"}:
        content = message.get_payload(decode=True)
        if isinstance(content, bytes):
            result.found.append((name or kind.rpartition("/")[2], content))


def _name(message: Message) -> str:
    raw = message.get_filename() or ""
    try:
        name = str(make_header(decode_header(raw)))
    except (ValueError, LookupError):
        name = raw
    return PureWindowsPath(name).name[:200]
