"""Lists of a folder that wait for their columns when the rest of it is imported: each goes on as a file of its own.

The folder is one import, undone as a whole; a list whose columns nobody said gave it nothing. Once the rest is imported,
its bytes are taken out of the archive and dropped anew, so that nobody has to: it stays among the files to look at until
its columns are said, it is left, or `KEPT` is over.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskContext, task

from ancrage.text import t
from ancrage.web.imports import service
from ancrage.web.imports.models import Import, State
from ancrage.web.jobs.work import Run, work
from ancrage.web.scope import firm_scope, scoped_firm

if TYPE_CHECKING:
    from ancrage.firm.bytestream import Payload

KEPT = timedelta(days=60)  # a list whose columns are asked for
MOST = 100  # lists of one folder


@work("apart")
def apart(run: Run) -> None:
    """Drop anew each list of an imported folder that waits for its columns."""
    folder = Import.objects.filter(pk=run.job.subject, state=State.IMPORTED).first()
    if folder is None:  # undone in the meantime
        return
    from ancrage.firm.bytestream import payloads  # noqa: PLC0415 (loads Polars: of the worker alone)

    wanted = service.unsaid(folder)[:MOST]
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "dropped"
        with path.open("wb") as stream:
            for part in service.bytes_of(folder):
                stream.write(part)
        inside = {found.name.removeprefix(str(path)): found for found in payloads(path)}
        lists = [inside[within] for within in wanted if within in inside]
        taken = list(_taken_out(lists, Path(name)))
        run.step("apart", lambda: _drop(folder, taken))


def _taken_out(lists: list[Payload], place: Path) -> Iterator[tuple[str, Path, str]]:
    """Name, place and digest of each list, as many as one drop may bring."""
    from ancrage.firm.bytestream import UnreadableFile, raw_blocks  # noqa: PLC0415

    total = 0
    for number, payload in enumerate(lists):
        out, digest = place / f"list-{number}", hashlib.sha256()
        try:
            with out.open("wb") as stream:
                for block in raw_blocks(payload):
                    total += len(block)
                    if total > settings.LARGEST_UPLOAD:
                        return
                    stream.write(block)
                    digest.update(block)
        except UnreadableFile:
            continue
        yield service.clean_name(payload.name.rpartition("!")[2]), out, digest.hexdigest()


def _drop(folder: Import, lists: list[tuple[str, Path, str]]) -> None:
    for name, path, digest in lists:
        # The same folder with one more file in it asks nothing anew.
        if Import.objects.filter(sha256=digest).exclude(state=State.REFUSED).exists():
            continue
        with path.open("rb") as stream:
            service.receive(File(stream, name=name), folder.batch, folder.dropped_by_id)


def kept_until(dropped: Import) -> datetime:
    """When a list whose columns nobody said is forgotten."""
    return dropped.dropped_at + KEPT


def forget_in_time() -> None:
    """See to it that what waits in the firm in scope is forgotten when its time is over."""
    later = timezone.now() + KEPT + timedelta(minutes=1)
    run_forgetting.using(run_after=later).enqueue(scoped_firm(), "")


def forget() -> int:
    """Forget the bytes of what waited too long in the firm in scope. Returns how many files."""
    late = Import.objects.filter(state=State.ASKING, dropped_at__lt=timezone.now() - KEPT)
    reason = t(
        "Ce tableau a attendu {days} jours que vous disiez ce que sont ses colonnes. Déposez-le à nouveau s’il vous sert.",
        days=KEPT.days,
    )
    with transaction.atomic():
        found = list(late.select_for_update())
        for dropped in found:
            service.refuse(dropped, reason)
    return len(found)


@task(takes_context=True)
def run_forgetting(context: TaskContext, firm_id: str, _job: str) -> None:  # noqa: ARG001 (as all tasks are called)
    """Forget, in one firm, what waited too long."""
    with firm_scope(firm_id):
        forget()


def said_of(dropped: Import) -> dict[str, Any]:
    """The address and the time limit of the columns of a file that waits for them."""
    for source in dropped.preview.get("sources", ()):
        if source["state"] == "ask" and source.get("sheets"):
            number = next(n for n, sheet in enumerate(source["sheets"]) if not sheet["sure"])
            return {"position": source["position"], "number": number, "until": kept_until(dropped)}
    return {}
