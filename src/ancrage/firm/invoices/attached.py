"""The files that a message carries, whichever program kept it: attached, in attached archives and messages."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from ancrage.firm.bytestream import (
    MEMBERS,
    ZIP,
    Payload,
    UnreadableFile,
    raw_blocks,
    too_heavy,
    zip_payloads,
)
from ancrage.firm.invoices import mail
from ancrage.firm.invoices.prolog import COMPOUND

_MOST_LEVELS = 4  # of messages attached as files
NESTED = "nested_archive"


@dataclass(slots=True)
class Attached:
    """What is attached to a message, and what of it could not be had.

    Args:
        largest: bytes of one file beyond which it is left out.
        damaged: the message could not be read to its end.
        too_large: it holds more than is safe to open.
        unopened: archives that were not opened: name, and code of the reason.
    """

    largest: int
    damaged: bool = False
    too_large: bool = False
    unopened: list[tuple[str, str]] = field(default_factory=list)
    _unpacked: int = 0
    _packed: int = 0
    _members: int = 0

    def files(self, data: bytes, within: str = "", level: int = 0) -> Iterator[tuple[str, bytes]]:
        """Name and bytes of each file, one by one. Never raises for what the message holds."""
        found = _parts(data, self.largest)
        self.damaged |= found.damaged
        self.too_large |= found.too_large
        for name, content in found.found:
            place = within + name
            if content.startswith(ZIP):
                yield from self._of_archive(place, content, level)
            elif is_message(content):
                yield from self._of_message(place, content, level)
            else:
                yield place, content

    def _of_message(self, place: str, content: bytes, level: int) -> Iterator[tuple[str, bytes]]:
        if level >= _MOST_LEVELS:
            self.too_large = True
            return
        yield from self.files(content, f"{place}!", level + 1)

    def _of_archive(self, place: str, content: bytes, level: int) -> Iterator[tuple[str, bytes]]:
        try:
            members = zip_payloads(place, lambda: io.BytesIO(content), len(content))
        except UnreadableFile as error:
            self.unopened.append((place, error.code))
            return
        # Each archive may be within bounds, and a thousand of them not.
        self._unpacked += sum(member.size for member in members)
        self._packed += len(content)
        self._members += len(members)
        if too_heavy(self._unpacked, self._packed) or self._members > MEMBERS:
            self.unopened.append((place, "too_large"))
            return
        for member in members:
            if member.packed is None:  # a workbook or a text, which is a zip of its own
                continue
            try:
                inside = self._bytes_of(member)
            except UnreadableFile as error:
                self.unopened.append((member.name, error.code))
                continue
            if inside is None:
                continue
            if inside.startswith(ZIP):
                if member.name.lower().endswith(".zip"):
                    self.unopened.append((member.name, NESTED))
            elif is_message(inside):
                yield from self._of_message(member.name, inside, level)
            else:
                yield member.name, inside

    def _bytes_of(self, member: Payload) -> bytes | None:
        taken, size = [], 0
        for block in raw_blocks(member):
            size += len(block)
            if size > self.largest:
                return None
            taken.append(block)
        return b"".join(taken)


def is_message(data: bytes) -> bool:
    """Whether the bytes of a file are a message, of either kind."""
    if not data.startswith(COMPOUND):
        return mail.is_mail(data)
    from ancrage.firm.invoices.outlook import is_outlook  # noqa: PLC0415 (a library)

    return is_outlook(data)


def _parts(data: bytes, largest: int) -> mail.Parts:
    if not data.startswith(COMPOUND):
        return mail.parts(data)
    from ancrage.firm.invoices.outlook import parts  # noqa: PLC0415 (a library)

    return parts(data, largest)
