"""The XML that a PDF carries: Factur-X, ZUGFeRD and XRechnung attach the invoice to its picture.

Attachments stand in the tree of names EmbeddedFiles, in arrays AF (associated files) and in annotations; all are
looked at, in bounded number. The reader of PDF bounds what one stream may become once inflated (75 MB).
"""

from __future__ import annotations

import io
import logging
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath, PureWindowsPath

from pypdf import PdfReader
from pypdf.errors import DependencyError, LimitReachedError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    PdfObject,
    StreamObject,
)

logging.getLogger("pypdf").addHandler(logging.NullHandler())  # its remarks are not for our readers

KNOWN_NAMES = ("factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml")
_MOST_ATTACHMENTS = 5000
_MOST_NODES = 5000  # of the tree of names
_MOST_PAGES = 200  # whose annotations are looked at
_MOST_OBJECTS = 20_000  # looked at for an embedded file that nothing leads to
_ORPHAN = re.compile(rb"/EmbeddedFile[^s]")
_MOST_READ = 100  # attachments of an unknown name that are opened
_MOST_BYTES = 96 << 20  # of all attachments opened, once inflated
_MAY_BE_XML = frozenset(["", ".xml", ".txt", ".cii", ".ubl"])


@dataclass(frozen=True, slots=True)
class Attachment:
    """One attached file: its name, and how to have its bytes (raises anything on a damaged file)."""

    name: str
    load: Callable[[], bytes]
    key: object


@dataclass(slots=True)
class Attachments:
    """What a PDF carries that may be an invoice, most likely first.

    Args:
        names: all attached files, as named.
        likely: those that may be XML, most likely first.
        password: it cannot be opened without one.
        damaged: it could not be read to its end.
        too_large: an attachment inflates beyond what is safe.
    """

    names: list[str] = field(default_factory=list)
    likely: list[Attachment] = field(default_factory=list)
    password: bool = False
    damaged: bool = False
    too_large: bool = False

    def loaded(self) -> Iterator[tuple[str, bytes]]:
        """Name and bytes of the likely ones, one by one; what goes wrong is noted here and ends or skips."""
        total = 0
        for file in self.likely:
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    content = file.load()
            except LimitReachedError:
                self.too_large = True
                return  # a trap: the others are not worth the memory
            except Exception:  # noqa: BLE001 (a damaged PDF makes its reader raise whatever it likes)
                self.damaged = True
                continue
            total += len(content)
            if total > _MOST_BYTES:
                self.too_large = True
                return
            yield file.name, content


def attachments(data: bytes) -> Attachments:
    """The attachments of a PDF that may be an invoice. Never raises for what the file holds."""
    result = Attachments()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _collect(data, result)
    except DependencyError:  # an encryption that nothing here can undo
        result.password = True
    except LimitReachedError:
        result.too_large = True
    except Exception:  # noqa: BLE001 (as above)
        result.damaged = True
    return result


def _collect(data: bytes, result: Attachments) -> None:
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        result.password = True
        return
    catalogue = _dictionary(reader.trailer.get("/Root"))
    if catalogue is None:
        result.damaged = True
        return
    files = list(_unique(_specifications(catalogue)))
    if not files:
        files = list(_unique(_annotated(catalogue)))
    if not files and _ORPHAN.search(data):
        files = list(_unique(_orphans(reader)))
    result.names = [file.name for file in files]
    known = [file for file in files if file.name.lower() in KNOWN_NAMES]
    known.sort(key=lambda file: KNOWN_NAMES.index(file.name.lower()))
    others = [
        file
        for file in files
        if file.name.lower() not in KNOWN_NAMES
        and PurePosixPath(file.name.lower()).suffix in _MAY_BE_XML
    ]
    result.likely = [*known[:_MOST_READ], *others[:_MOST_READ]]


def _unique(files: Iterator[Attachment | None]) -> Iterator[Attachment]:
    seen: set[object] = set()
    for number, file in enumerate(files):
        if number >= _MOST_ATTACHMENTS:
            return
        # One file stands both in the tree of names and in AF.
        if file is not None and file.key not in seen:
            seen.add(file.key)
            yield file


def _specifications(catalogue: DictionaryObject) -> Iterator[Attachment | None]:
    names = _dictionary(catalogue.get("/Names"))
    if names is not None:
        yield from _in_tree(names.get("/EmbeddedFiles"))
    yield from _associated(catalogue)
    for page in _pages(catalogue):
        yield from _associated(page)


def _associated(holder: DictionaryObject) -> Iterator[Attachment | None]:
    for one in _array(holder.get("/AF")):
        yield _attachment(one, "")


def _annotated(catalogue: DictionaryObject) -> Iterator[Attachment | None]:
    for page in _pages(catalogue):
        for one in _array(page.get("/Annots")):
            annotation = _dictionary(one)
            if annotation is not None and annotation.get("/Subtype") == "/FileAttachment":
                yield _attachment(annotation.get("/FS"), "")


def _orphans(reader: PdfReader) -> Iterator[Attachment | None]:
    """Embedded files that nothing leads to, as some software leaves them: found by their own type."""
    numbers = [(n, g) for g, places in reader.xref.items() for n in places]
    for number, generation in numbers[:_MOST_OBJECTS]:
        found = reader.get_object(IndirectObject(number, generation, reader))
        if isinstance(found, StreamObject) and found.get("/Type") == "/EmbeddedFile":
            yield Attachment(f"embedded-{number}", found.get_data, (number, generation))


def _in_tree(root: PdfObject | None) -> Iterator[Attachment | None]:
    """Files of a tree of names, in its order; a node met twice is not walked again."""
    waiting: list[PdfObject | None] = [root]
    seen: set[tuple[int, int]] = set()
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        raw = waiting.pop()
        if isinstance(raw, IndirectObject):
            if (raw.idnum, raw.generation) in seen:
                continue
            seen.add((raw.idnum, raw.generation))
        node = _dictionary(raw)
        if node is None:
            continue
        pairs = _array(node.get("/Names"))
        for at in range(0, len(pairs) - 1, 2):
            yield _attachment(pairs[at + 1], str(_resolved(pairs[at])))
        waiting.extend(reversed(_array(node.get("/Kids"))))


def _pages(catalogue: DictionaryObject) -> Iterator[DictionaryObject]:
    waiting: list[PdfObject | None] = [catalogue.get("/Pages")]
    for _ in range(_MOST_PAGES):
        if not waiting:
            return
        node = _dictionary(waiting.pop())
        if node is None:
            continue
        kids = _array(node.get("/Kids"))
        if kids:
            waiting.extend(reversed(kids[:_MOST_PAGES]))
        else:
            yield node


def _attachment(raw: PdfObject | None, key: str) -> Attachment | None:
    specification = _dictionary(raw)
    if specification is None:
        return None
    embedded = _dictionary(specification.get("/EF"))
    if embedded is None:
        return None
    name = str(_resolved(specification.get("/UF") or specification.get("/F")) or key)
    name = PureWindowsPath(name).name[:200] or key[:200]
    forms = ("/F", "/UF", "/Unix", "/DOS", "/Mac")
    stream = next((embedded.get(form) for form in forms if form in embedded), None)
    same: object = name
    if isinstance(stream, IndirectObject):
        same = (stream.idnum, stream.generation)

    def load() -> bytes:
        found = _resolved(stream)
        return found.get_data() if isinstance(found, StreamObject) else b""

    return Attachment(name, load, same)


def _resolved(raw: PdfObject | None) -> PdfObject | None:
    for _ in range(8):
        if not isinstance(raw, IndirectObject):
            return raw
        raw = raw.get_object()
    return None


def _dictionary(raw: PdfObject | None) -> DictionaryObject | None:
    found = _resolved(raw)
    return found if isinstance(found, DictionaryObject) else None


def _array(raw: PdfObject | None) -> ArrayObject | list[PdfObject]:
    found = _resolved(raw)
    return found if isinstance(found, ArrayObject) else []
