"""Messages as Outlook keeps them, written by hand after [MS-CFB] and [MS-OXMSG]; no part of the reader is used."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Tree: TypeAlias = "Mapping[str, bytes | Tree]"
SECTOR, MINI, CUTOFF, PER_TABLE = 512, 64, 4096, 128
END, FREE, TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


@dataclass
class _Entry:
    name: str
    content: bytes | None  # None: a storage
    kind: int = 2
    left: int = FREE
    right: int = FREE
    child: int = FREE
    start: int = END
    size: int = 0

    def packed(self) -> bytes:
        name = self.name.encode("utf-16-le") + b"\0\0"
        return struct.pack(
            "<64sHBBIII16sIQQIQ", name, len(name), self.kind, 1, self.left, self.right, self.child,
            bytes(16), 0, 0, 0, self.start, self.size,
        )  # fmt: skip


def message(
    *files: tuple[str, bytes], messages: Sequence[Tree] = (), unicode: bool = True
) -> dict[str, bytes | Tree]:
    """The storages and streams of a message with attached files and messages."""
    tree: dict[str, bytes | Tree] = {
        "__properties_version1.0": bytes(32),
        "__nameid_version1.0": {"__substg1.0_00020102": b""},
        "__substg1.0_0037001F": "Facture".encode("utf-16-le"),
    }
    for number, (name, content) in enumerate(files):
        named = (
            ("__substg1.0_3707001F", name.encode("utf-16-le"))
            if unicode
            else ("__substg1.0_3704001E", name.encode("cp1252"))
        )
        tree[f"__attach_version1.0_#{number:08X}"] = {
            "__properties_version1.0": bytes(8),
            named[0]: named[1],
            "__substg1.0_37010102": content,
        }
    for number, inner in enumerate(messages, len(files)):
        tree[f"__attach_version1.0_#{number:08X}"] = {
            "__properties_version1.0": bytes(8),
            "__substg1.0_3701000D": inner,
        }
    return tree


def compound(tree: Tree) -> bytes:
    """A compound file of version 3 that holds the tree."""
    entries = [_Entry("Root Entry", None, 5)]
    _place(entries, 0, tree)
    sectors: list[bytes] = []
    chain: list[int] = []
    mini = bytearray()
    mini_chain: list[int] = []

    def put(content: bytes) -> int:
        if not content:
            return END
        first = len(sectors)
        for at in range(0, len(content), SECTOR):
            sectors.append(content[at : at + SECTOR].ljust(SECTOR, b"\0"))
            chain.append(len(sectors))
        chain[-1] = END
        return first

    for entry in entries[1:]:
        if entry.content is None:
            continue
        entry.size = len(entry.content)
        if entry.size >= CUTOFF:
            entry.start = put(entry.content)
        elif entry.content:
            entry.start = len(mini_chain)
            for at in range(0, entry.size, MINI):
                mini += entry.content[at : at + MINI].ljust(MINI, b"\0")
                mini_chain.append(len(mini_chain) + 1)
            mini_chain[-1] = END
    entries[0].start, entries[0].size = put(bytes(mini)), len(mini)
    table = struct.pack(f"<{len(mini_chain)}I", *mini_chain)
    table += struct.pack("<I", FREE) * (-len(mini_chain) % PER_TABLE)
    mini_start, mini_count = put(table), len(table) // SECTOR
    directory = put(b"".join(entry.packed() for entry in entries))
    count = 1
    while count * PER_TABLE < len(sectors) + count:
        count += 1
    assert count <= 109, "a longer file would need a second table of tables"
    at = len(sectors)
    chain += [TABLE] * count
    chain += [FREE] * (-len(chain) % PER_TABLE)
    tables = [at + number for number in range(count)] + [FREE] * (109 - count)
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII109I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6,
        bytes(6), 0, count, directory, 0, CUTOFF, mini_start, mini_count, END, 0, *tables,
    )  # fmt: skip
    return header + b"".join(sectors) + struct.pack(f"<{len(chain)}I", *chain)


def _place(entries: list[_Entry], parent: int, tree: Tree) -> None:
    # Names in order of length, then of letters; the middle one is the top of the tree.
    names = sorted(tree, key=lambda name: (len(name), name.upper()))

    def top(low: int, high: int) -> int:
        if low >= high:
            return FREE
        middle = (low + high) // 2
        content = tree[names[middle]]
        number = len(entries)
        if isinstance(content, bytes):
            entries.append(_Entry(names[middle], content))
        else:
            entries.append(_Entry(names[middle], None, 1))
            _place(entries, number, content)
        left, right = top(low, middle), top(middle + 1, high)
        entries[number].left, entries[number].right = left, right
        return number

    entries[parent].child = top(0, len(names))
