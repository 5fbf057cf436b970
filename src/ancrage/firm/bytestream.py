"""From a file of bytes to blocks of whole UTF-8 lines: archives, encodings, line ends.

The law allows ASCII, ISO 8859-15 and UTF-8; exports also come in cp1252, cp850, MacRoman and UTF-16.
A block holds complete lines that end with LF, so that memory stays bounded whatever the size of the file.
"""

from __future__ import annotations

import codecs
import gzip
import lzma
import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

import numpy as np

if TYPE_CHECKING:
    from ancrage.firm.sheets.opening import Opening

BLOCK = 4 << 20
LARGEST = 4 << 30  # bytes of one file once decompressed
MEMBERS = 20_000  # files read in one zip: the electronic invoices of a year are many
BLOAT = 150  # times its size in the archive beyond which a file is a trap (accounts: 10 to 40)
UNDOUBTED = 64 << 20  # bytes up to which the bloat does not matter
LONGEST_LINE = 1 << 20  # bytes of one line
LF, CR = 10, 13
ZIP = b"PK\x03\x04"
_DOCUMENT = {"[Content_Types].xml", "mimetype"}  # what Office and OpenDocument files always hold
_DAMAGE = (
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    NotImplementedError,
    zipfile.BadZipFile,
)
QUICK_SCAN = 4 * BLOCK
ENOUGH = 2000  # accented letters that settle the encoding

_PIECE = 1 << 12
_LOCAL_HEADER = struct.Struct("<4s22xHH")  # what stands before a file of a zip
_LATIN9_ONLY = b"\xa4\xa6\xa8\xb4\xb8\xbc\xbd\xbe"
LEGACY = ("iso8859_15", "cp1252", "cp850", "mac_roman")
# How often the letter is met in French text, per 10,000 letters, roughly; what never is counts against.
_WEIGHTS = dict.fromkeys("éÉ", 190) | dict.fromkeys("èàÈÀ", 50) | dict.fromkeys("êçÊÇ", 15)
_WEIGHTS |= dict.fromkeys("ôîûùâëïœÔÎÛÙÂËÏŒ", 8) | dict.fromkeys("°€’«»–…\xa0üöäñæÜ", 4)


class UnreadableFile(Exception):
    """The bytes of the file cannot be had: damaged archive, password, too large."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Payload:
    """One file as it lies on disk or inside an archive; `open` gives its bytes from the start."""

    name: str
    open: Callable[[], IO[bytes]]
    packed: int | None = None  # bytes in the archive, for a file that is in one
    size: int = 0  # bytes once out of a zip, as the zip says; no more are ever read
    opening: Opening | None = None  # the workbook that it is, already being opened


@dataclass(frozen=True, slots=True)
class Encoding:
    """What a scan of the bytes says: codec, how many bytes its mark takes, whether some bytes break its rules."""

    codec: str
    mark: int
    broken: bool = False


def payloads(path: Path) -> list[Payload]:
    """The file itself, or the files inside when it is a gzip or a zip."""
    with path.open("rb") as stream:
        magic = stream.read(4)
    if magic[:2] == b"\x1f\x8b":
        return [Payload(str(path), lambda: gzip.open(path, "rb"), path.stat().st_size)]  # type: ignore[arg-type,return-value]
    if magic == ZIP:
        return zip_payloads(str(path), lambda: path.open("rb"), path.stat().st_size)
    return [Payload(str(path), lambda: path.open("rb"))]


def zip_payloads(name: str, source: Callable[[], IO[bytes]], size: int) -> list[Payload]:
    """The files inside a zip; the file itself where it is a document.

    Args:
        name: of the zip; it precedes the names within.
        source: gives its bytes from the start, as a stream that can seek.
        size: of them, as they lie.

    Raises:
        UnreadableFile: it is damaged, locked, or a trap.
    """

    def opener(member: zipfile.ZipInfo) -> Callable[[], IO[bytes]]:
        return lambda: _open_member(source, member)

    try:
        with source() as stream, zipfile.ZipFile(stream) as archive:
            members = [
                m
                for m in archive.infolist()
                if not m.is_dir() and not m.filename.startswith("__MACOSX/")
            ]
    except _DAMAGE as error:
        raise UnreadableFile("damaged_archive") from error
    if any(m.filename in _DOCUMENT for m in members):  # a workbook, a text: one file, no archive
        return [Payload(name, source)]
    if len(members) > MEMBERS:
        raise UnreadableFile("too_many_members")
    if any(m.flag_bits & 1 for m in members):
        raise UnreadableFile("password")
    # Members of a trap may each be small, and may share their bytes: the archive as a whole is weighed.
    if too_heavy(sum(m.file_size for m in members), size):
        raise UnreadableFile("too_large")
    return [
        Payload(f"{name}!{m.filename}", opener(m), m.compress_size, m.file_size) for m in members
    ]


def too_heavy(total: int, packed: int) -> bool:
    """Whether files of `total` bytes out of `packed` are a trap, however many they are."""
    return total > 16 * UNDOUBTED and total > BLOAT * packed


def _open_member(source: Callable[[], IO[bytes]], member: zipfile.ZipInfo) -> IO[bytes]:
    """A file of a zip, without reading its table of contents anew: ten thousand members would take minutes."""
    stream = source()
    try:
        _seek_content(stream, member)
        return cast("IO[bytes]", zipfile.ZipExtFile(stream, "r", member, None, True))
    except BaseException:
        stream.close()
        raise


def _seek_content(stream: IO[bytes], member: zipfile.ZipInfo) -> None:
    stream.seek(member.header_offset)
    sign, name, extra = _LOCAL_HEADER.unpack(stream.read(_LOCAL_HEADER.size))
    if sign != ZIP:
        raise zipfile.BadZipFile
    stream.seek(name + extra, os.SEEK_CUR)


def raw_blocks(payload: Payload) -> Iterator[bytes]:
    """Bytes of the file, block by block."""
    total = 0
    try:
        with payload.open() as stream:
            while block := stream.read(BLOCK):
                total += len(block)
                bloated = (
                    payload.packed is not None
                    and total > UNDOUBTED
                    and total > BLOAT * payload.packed
                )
                if total > LARGEST or bloated:
                    raise UnreadableFile("too_large")
                yield block
    except OSError as error:
        if error.errno is not None:  # the disk, not the archive
            raise
        raise UnreadableFile("damaged_archive") from error
    except _DAMAGE as error:
        raise UnreadableFile("damaged_archive") from error


class Bytes:
    """The bytes of a file for a parser that reads them by itself; damage and size are watched all the same."""

    def __init__(self, payload: Payload) -> None:
        self._blocks = raw_blocks(payload)
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        """Next bytes, `size` at most; none at the end."""
        if not self._rest:
            self._rest = next(self._blocks, b"")
        if size < 0:
            size = len(self._rest)
        found, self._rest = self._rest[:size], self._rest[size:]
        return found


def is_blank(block: bytes) -> bool:
    """Whether bytes hold no sign: nothing but a mark, blanks, NUL, or the end-of-file sign of DOS."""
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        block = block.removeprefix(mark)
    return not block.strip(b" \t\r\n\0\x1a")


def head(payload: Payload, size: int = 1 << 16) -> bytes:
    """First bytes of the file."""
    for block in raw_blocks(payload):
        return block[:size]
    return b""


def scan(payload: Payload, *, thorough: bool = False) -> Encoding:
    """Encoding of the file: mark, else strict UTF-8, else the codec that gives the most French letters.

    A quick scan stops once it has seen enough accented letters; `thorough` reads everything, for the file whose
    first accents come late (the parser asks for it when it meets bytes that are not UTF-8).
    """
    counts = np.zeros(256, dtype=np.int64)
    utf8 = codecs.getincrementaldecoder("utf-8")()
    valid, sound, mark = True, True, 0
    for number, block in enumerate(raw_blocks(payload)):
        if number == 0 and (marked := _marked(block)):
            if marked.codec != "utf-8":
                return marked
            mark = marked.mark
        if not thorough and number * BLOCK >= QUICK_SCAN:
            break
        if block.isascii():
            continue
        if valid:
            try:
                utf8.decode(block, final=len(block) < BLOCK)
            except UnicodeDecodeError as error:
                valid, sound = False, _is_mostly_utf8(block, error.start)
        data = np.frombuffer(block, dtype=np.uint8)
        counts += np.bincount(data[data >= 128], minlength=256)
        if not thorough and counts.sum() >= ENOUGH:
            break
    if valid or mark or sound:
        return Encoding("utf-8", mark, broken=not valid)
    return Encoding(most_french(counts), 0)


def _is_mostly_utf8(block: bytes, error: int) -> bool:
    """Whether most letters around the first broken one are sound: a legacy codec hardly ever makes UTF-8 by chance."""
    near = block[max(0, error - (1 << 16)) : error + (1 << 16)]
    text = near.decode("utf-8", "replace")
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    plain = int(np.count_nonzero(np.frombuffer(near, dtype=np.uint8) < 128))
    return len(text) - plain - broken > broken


def _marked(block: bytes) -> Encoding | None:
    if block.startswith(codecs.BOM_UTF8):
        return Encoding("utf-8", 3)
    if block.startswith(codecs.BOM_UTF16_LE):
        return Encoding("utf-16-le", 2)
    if block.startswith(codecs.BOM_UTF16_BE):
        return Encoding("utf-16-be", 2)
    sample = block[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(sample) >= 8 and odd > 0.35 * len(sample) and even < 0.02 * len(sample):
        return Encoding("utf-16-le", 0)
    if len(sample) >= 8 and even > 0.35 * len(sample) and odd < 0.02 * len(sample):
        return Encoding("utf-16-be", 0)
    return None


def most_french(counts: np.ndarray[tuple[int], np.dtype[np.int64]]) -> str:
    """The legacy codec under which the high bytes (`counts` by byte value) read most like French."""

    def score(codec: str) -> int:
        total = 0
        for byte in np.flatnonzero(counts[128:]) + 128:
            letter = bytes([byte]).decode(codec, "replace")
            total += int(counts[byte]) * _WEIGHTS.get(letter, -5 if letter.isalpha() else -20)
        return total

    return max(LEGACY, key=score)


def line_blocks(payload: Payload, encoding: Encoding) -> Iterator[bytes]:
    """Blocks of whole lines in UTF-8, each line ended by one LF; NUL bytes are kept for the caller to report."""
    to_utf8 = _transcoder(encoding)
    for block in _whole_lines(_ascii_based(payload, encoding)):
        lines = unix_lines(to_utf8(block))
        yield lines if lines.endswith(b"\n") else lines + b"\n"


def _ascii_based(payload: Payload, encoding: Encoding) -> Iterator[bytes]:
    """Bytes of the file without its mark, in an encoding where an ASCII sign is one byte: UTF-16 is decoded."""
    blocks = raw_blocks(payload)
    first = next(blocks, b"")[encoding.mark :]
    if not encoding.codec.startswith("utf-16"):
        yield first
        yield from blocks
        return
    decoder = codecs.getincrementaldecoder(encoding.codec)("replace")
    for raw in (first, *blocks):
        yield decoder.decode(raw).encode("utf-8")
    yield decoder.decode(b"", final=True).encode("utf-8")


def _whole_lines(chunks: Iterator[bytes]) -> Iterator[bytes]:
    rest = b""
    for chunk in chunks:
        cut = _last_line_end(chunk)
        if not cut:
            rest += chunk
        else:
            yield b"".join((rest, memoryview(chunk)[:cut]))
            rest = chunk[cut:]
        if len(rest) > LONGEST_LINE:
            raise UnreadableFile("endless_line")
    if rest:
        yield rest


def _last_line_end(block: bytes) -> int:
    # No LF in a whole block: Mac line ends. The very last CR may be half of a CR LF: leave it.
    return block.rfind(b"\n") + 1 or block.rfind(b"\r", 0, len(block) - 2) + 1


def unix_lines(block: bytes) -> bytes:
    """CR CR LF and lone CR become LF; plain CR LF stays, since Polars reads it as it is."""
    # Searches for two bytes are several times slower than these comparisons on a block of 8 MB.
    data = np.frombuffer(block, dtype=np.uint8)
    returns = int(np.count_nonzero(data == CR))
    if not returns:
        return block
    ends = np.flatnonzero(data == LF)
    if returns == len(ends) and ends[0] > 0 and bool((data[ends - 1] == CR).all()):
        return block
    return block.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _transcoder(encoding: Encoding) -> Callable[[bytes], bytes]:
    if encoding.codec.startswith("utf") and not encoding.broken:
        return bytes
    if encoding.codec == "iso8859_15":
        return _latin9_to_utf8
    return lambda block: block.decode(encoding.codec, "replace").encode("utf-8")


def _latin9_to_utf8(block: bytes) -> bytes:
    if block.isascii():
        return block
    # By pieces that stay in the processor's cache, and in memory that the process already has.
    view = memoryview(block)
    pieces = [
        str(view[at : at + _PIECE], "latin-1").encode("utf-8")
        for at in range(0, len(block), _PIECE)
    ]
    text = b"".join(pieces)
    # latin-1 is several times faster than a table codec in CPython; ISO 8859-15 differs by eight letters.
    for byte in _LATIN9_ONLY:
        if byte in block:
            text = text.replace(
                b"\xc2" + bytes([byte]), bytes([byte]).decode("iso8859_15").encode("utf-8")
            )
    return text
