"""Reading a dropped file, in the background."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings

from ancrage.text import Text, from_data, t
from ancrage.web.imports import service
from ancrage.web.imports.apart import forget_in_time
from ancrage.web.imports.models import Import, SheetRule, Source, State
from ancrage.web.jobs.child import run_child
from ancrage.web.jobs.work import CannotDo, Run, work
from ancrage.web.people.models import Firm


@work("read")
def read(run: Run) -> None:
    """Recognise the file, and keep its lines beside it until it is imported or left."""
    dropped = Import.objects.filter(pk=run.job.subject, state=State.RECEIVED).first()
    if (
        dropped is None
    ):  # left in the meantime, or read by an attempt that was killed after its step
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (folder / "dropped").open("wb") as stream:
            for part in service.bytes_of(dropped):
                stream.write(part)
        known = service.existing()
        asked = {
            "name": service.free_name(dropped.name, {source.name for source in known}),
            "file": "dropped",
            "siren": Firm.objects.values_list("siren", flat=True).get(),
            "existing": lay_out(known, folder),
            "rules": dict(SheetRule.objects.values_list("shape", "rule")),
        }
        (folder / "in.json").write_text(json.dumps(asked), "utf-8")
        ended = run_child("read", folder, seconds=settings.READ_SECONDS, progress=progress_of(run))
        if ended != "done":
            reason = UNREADABLE[ended]
            run.step("refuse", lambda: _refuse(dropped.pk, reason))
            raise CannotDo(reason)
        out = json.loads((folder / "out.json").read_text("utf-8"))
        run.step("keep", lambda: _keep(dropped.pk, out, folder))


UNREADABLE = {
    "failed": t("Ce fichier n’a pas pu être lu : sa lecture s’est arrêtée. Rien n’a été modifié."),
    "too_long": t(
        "La lecture de ce fichier prenait trop de temps : elle a été arrêtée. Rien n’a été modifié."
    ),
    "too_large": t("Ce fichier demande trop de mémoire pour être lu ici. Rien n’a été modifié."),
}


def progress_of(run: Run) -> Callable[[dict[str, Any]], None]:
    """Shows what a child says; raises when the job must stop, which kills the child."""

    def progress(line: dict[str, Any]) -> None:
        if not line:
            run.check()
            return
        message = from_data(line["message"])
        run.say(
            message if isinstance(message, Text) else t("{said}", said=message), line["percent"]
        )

    return progress


def lay_out(sources: Sequence[Source], folder: Path) -> list[dict[str, Any]]:
    """Write the blocks of sources in the folder of a child, and describe them for its `in.json`."""
    described = []
    for index, source in enumerate(sources):
        name = f"block-{index}.parquet"
        (folder / name).write_bytes(bytes(source.block))
        described.append(
            {
                "name": source.name,
                "kind": source.kind,
                "block": name,
                "problems": source.problems,
                "declared_end": source.declared_end.isoformat() if source.declared_end else None,
                "digest": source.digest,
            }
        )
    return described


def _still(import_id: str) -> Import | None:
    """The file, unless it was left while it was read; nobody leaves it before this transaction ends."""
    waiting = Import.objects.select_for_update().filter(pk=import_id, state=State.RECEIVED)
    found: Import | None = waiting.first()
    return found


def _refuse(import_id: str, reason: Text) -> None:
    if dropped := _still(import_id):
        service.refuse(dropped, reason)


def _keep(import_id: str, out: dict[str, Any], folder: Path) -> None:
    dropped = _still(import_id)
    if dropped is None:
        return
    usable = [] if out["reason"] else [s for s in out["sources"] if s["state"] == "ready"]
    Source.objects.bulk_create(
        [
            Source(
                firm_id=dropped.firm_id,
                of=dropped,
                position=source["position"],
                name=source["name"][-400:],
                kind=source["kind"],
                digest=source["digest"],
                declared_end=source["declared_end"],
                rows=source["rows"],
                block=(folder / source["block"]).read_bytes(),
                problems=source["read_problems"],
            )
            for source in usable
        ],
        batch_size=100,
    )
    for source in out["sources"]:
        del source["read_problems"]
    dropped.preview = out
    if usable:
        dropped.state = State.READY
        dropped.save()
    elif out["asks"]:
        dropped.state = State.ASKING
        dropped.save()
        forget_in_time()
    else:
        reason = from_data(out["reason"])
        service.refuse(dropped, reason or t("Ce fichier ne peut pas être utilisé."))
