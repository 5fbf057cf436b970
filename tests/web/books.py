"""Small books for the tests of the web face, dropped as people drop files, and read by a real worker."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterable
from pathlib import Path

from cast import Cast, gather
from django.core.files.uploadedfile import SimpleUploadedFile

from ancrage.web.ids import new_id
from ancrage.web.imports import service
from ancrage.web.imports.models import Import
from ancrage.web.jobs.worker import Worker
from ancrage.web.people.firms import new_firm
from ancrage.web.people.models import Firm, User
from ancrage.web.scope import firm_scope
from ledgers import SIREN, Entry, bill, sale, write

OTHER_SIREN = "987654324"
WOOD, PARTS = ("F1", "Bois du Jura"), ("F2", "Pièces Durand")


def year(of: int, months: int = 12, factor: int = 1) -> list[Entry]:
    """A month: 1,000.00 of wood and 200.00 of parts bought, 3,000.00 sold, before tax of 20 %, times the factor.

    A month has 9 lines (3 for each bill, 3 for the sales) and 5,040.00 of debits: 1,200.00 + 240.00 for the bills with
    their tax, 3,600.00 for the sales.
    """
    entries = []
    for month in range(1, months + 1):
        day = f"{of}{month:02d}15"
        entries += [
            bill(day, WOOD, 1000.0 * factor, "601000", piece=f"W{day}"),
            bill(day, PARTS, 200.0 * factor, piece=f"P{day}"),
            sale(day, 3000.0 * factor),
        ]
    return entries


def fec(entries: Iterable[Entry]) -> bytes:
    """The entries of one year as a FEC."""
    with tempfile.TemporaryDirectory() as folder:
        (path,) = write(Path(folder), entries)
        return path.read_bytes()


def name_of(of: int, siren: str = SIREN) -> str:
    """The name that the tax authority asks for."""
    return f"{siren}FEC{of}1231.txt"


def drop(firm: Firm, person: User, content: bytes, name: str) -> Import:
    """Drop a file and have it read."""
    with firm_scope(firm.pk):
        dropped = service.receive(SimpleUploadedFile(name, content), new_id(), person.pk)
    work()
    return seen(firm, dropped)


def seen(firm: Firm, dropped: Import) -> Import:
    """The dropped file as it is now."""
    with firm_scope(firm.pk):
        found: Import = Import.objects.get(pk=dropped.pk)
        return found


def accept(firm: Firm, person: User, dropped: Import, *, confirmed: bool = False) -> Import:
    """Import a dropped file, without the study that follows: `work` does it."""
    with firm_scope(firm.pk):
        return service.accept(dropped.pk, person.pk, confirmed=confirmed)


def work() -> None:
    """Have a worker do all that was asked for."""
    Worker().run(until_idle=True)


def imported(files: Iterable[tuple[str, bytes]]) -> Cast:
    """A cast of its own whose firm imported these files, by name, and was studied. Its rows are committed."""
    made = gather(f"of-{secrets.token_hex(4)}", lambda owner: new_firm("Atelier Martin", owner))
    for name, content in files:
        accept(made.firm, made.owner, drop(made.firm, made.owner, content, name))
    work()
    return made
