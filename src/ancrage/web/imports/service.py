"""What happens to a dropped file: received, read by a job, imported in one transaction or refused, undone."""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from ancrage.money import Number
from ancrage.text import Text, t, to_data
from ancrage.web.imports.models import Chunk, Import, SheetRule, Source, State
from ancrage.web.jobs import work
from ancrage.web.jobs.models import Job
from ancrage.web.journal.models import note
from ancrage.web.people.models import Firm
from ancrage.web.scope import scoped_firm

CHUNK = 1 << 20
PACKED = (b"PK\x03\x04", b"\x1f\x8b")  # workbooks, archives
FOLLOWS_ENOUGH = 0.5  # share of the opening balances under which two files may be of two firms


class NotNow(Exception):
    """The file cannot be imported as things stand; `reason` says why."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.message)
        self.reason = reason


def receive(file: File[Any], batch: str, user_id: int | None) -> Import:
    """Keep the bytes of a dropped file, and ask for its reading."""
    name = clean_name(file.name or "")
    with transaction.atomic():
        dropped: Import = Import.objects.create(
            firm_id=scoped_firm(), batch=batch, name=name, size=0, sha256="", dropped_by_id=user_id
        )
        digest, count = hashlib.sha256(), 0
        level = 1
        for position, part in enumerate(file.chunks(CHUNK)):
            if position == 0 and part.startswith(PACKED):
                level = 0  # nothing is gained by packing again
            digest.update(part)
            count += len(part)
            Chunk.objects.create(
                firm_id=dropped.firm_id,
                of=dropped,
                position=position,
                deflated=zlib.compress(part, level),
            )
        dropped.sha256, dropped.size = digest.hexdigest(), count
        kept = Import.objects.exclude(pk=dropped.pk).exclude(state=State.REFUSED)
        used = kept.aggregate(total=Sum("size"))["total"] or 0
        twin = Import.objects.filter(sha256=dropped.sha256, state=State.IMPORTED).first()
        if twin is not None:
            refuse(dropped, t("Ce fichier est déjà là ({file}). Rien à ajouter.", file=twin.name))
        elif settings.FIRM_BYTES and used + count > settings.FIRM_BYTES:
            refuse(
                dropped,
                t(
                    "Vos fichiers prennent déjà {used} Mo sur les {limit} Mo prévus pour une entreprise. Retirez ceux qui ne "
                    "servent plus, ou demandez à la personne qui tient ce serveur.",
                    used=Number(used / 1e6),
                    limit=Number(settings.FIRM_BYTES / 1e6),
                ),
            )
        else:
            dropped.save()
            work.ask("read", dropped.pk, user_id=user_id)
    return dropped


def receive_together(
    files: Sequence[UploadedFile[Any]], name: str, batch: str, user_id: int | None
) -> Import:
    """Files dropped together as one import, kept as an archive: looked at, imported and undone as a whole."""
    with tempfile.TemporaryFile() as stream:
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            taken: set[str] = set()
            for file in sorted(files, key=lambda each: each.name or ""):
                inside = free_name(clean_name(file.name or ""), taken)
                taken.add(inside)
                # Without the hour: the same files dropped again make the same bytes.
                with archive.open(zipfile.ZipInfo(inside), "w") as member:
                    for part in file.chunks(CHUNK):
                        member.write(part)
        stream.seek(0)
        return receive(File(stream, name=clean_name(name)), batch, user_id)


def say_columns(dropped: Import, shape: str, sheet: str, rule: str, user_id: int | None) -> None:
    """Keep what a person says the columns of a shape are, and read the file again by it."""
    with transaction.atomic():
        again = Import.objects.select_for_update().filter(pk=dropped.pk)
        waiting = again.filter(state__in=[State.ASKING, State.READY]).first()
        if waiting is None:
            raise NotNow(t("Ce fichier n’est plus en attente."))
        SheetRule.objects.update_or_create(
            shape=shape,
            firm_id=scoped_firm(),
            defaults={"sheet": sheet[:300], "rule": rule, "said_by_id": user_id},
        )
        waiting.sources.all().delete()
        waiting.state = State.RECEIVED
        waiting.save(update_fields=["state"])
        note(user_id, "columns.said", sheet[:255])
        work.ask("read", waiting.pk, user_id=user_id)


def clean_name(name: str) -> str:
    """The last part of a name, without what no screen can show; it is only ever shown, never opened."""
    last = name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    shown = "".join(letter if letter.isprintable() else " " for letter in last).strip()
    return (shown or "fichier")[-255:]


def refuse(dropped: Import, reason: Text | str) -> None:
    """Mark the file as refused and forget its bytes: nothing of it will be used."""
    dropped.state, dropped.reason = State.REFUSED, to_data(reason)
    dropped.save()
    dropped.chunks.all().delete()


def bytes_of(dropped: Import) -> Iterable[bytes]:
    """The file as it was dropped, part by part."""
    for deflated in (
        dropped.chunks.order_by("position").values_list("deflated", flat=True).iterator()
    ):
        yield zlib.decompress(deflated)


def existing() -> list[Source]:
    """Sources that are part of the firm in scope, oldest import first."""
    return list(
        Source.objects.filter(of__state=State.IMPORTED).order_by(
            "of__imported_at", "of_id", "position"
        )
    )


def must_confirm(dropped: Import) -> Text | None:
    """What a person must say before the file is imported, where its content cannot tell; None where it can."""
    preview = dropped.preview
    others = Source.objects.filter(of__state=State.IMPORTED, kind="fec").exists()
    if not others or not any(
        s["kind"] == "fec" and s["state"] == "ready" for s in preview["sources"]
    ):
        return (
            None  # nothing to compare with, or no accounting file: lists and invoices name no firm
        )
    follows = preview.get("follows")
    if follows is not None and follows < FOLLOWS_ENOUGH:
        return t(
            "L’ouverture de l’exercice ne reprend pas la clôture du précédent : ce fichier est peut-être celui d’une "
            "autre entreprise. Je confirme que c’est bien la mienne."
        )
    if not preview.get("named"):
        return t(
            "Le nom du fichier ne dit pas de quelle entreprise il vient. Je confirme que c’est bien la mienne."
        )
    return None


def accept(dropped_id: str, user_id: int | None, *, confirmed: bool = False) -> Import:
    """Make the file part of the firm: all of it, or nothing.

    Raises:
        NotNow: it is not ready, is not of this firm, or must be confirmed.
    """
    with transaction.atomic():
        firm = Firm.objects.select_for_update().get()
        dropped: Import = Import.objects.select_for_update().get(pk=dropped_id)
        if dropped.state != State.READY:
            raise NotNow(t("Ce fichier n’est plus en attente."))
        siren = dropped.preview.get("siren", "")
        if siren and firm.siren and siren != firm.siren:
            reason = t(
                "Ce fichier est celui d’une autre entreprise (SIREN {siren}, alors que celle-ci a le {ours}).",
                siren=siren,
                ours=firm.siren,
            )
            raise NotNow(reason)
        digests = [d for d in dropped.sources.values_list("digest", flat=True) if d]
        twins = Source.objects.filter(of__state=State.IMPORTED, digest__in=digests)
        if digests and twins.count() == len(digests):
            raise NotNow(t("Les mêmes lignes sont déjà là. Rien à ajouter."))
        # What another drop brought in the meantime is not kept twice.
        dropped.sources.filter(digest__in=list(twins.values_list("digest", flat=True))).delete()
        question = must_confirm(dropped)
        if question is not None and not confirmed:
            raise NotNow(question)
        _name_apart(dropped)
        dropped.state, dropped.imported_at = State.IMPORTED, timezone.now()
        _forget_samples(dropped)
        dropped.save(update_fields=["state", "imported_at", "preview"])
        if siren and not firm.siren:
            firm.siren = siren
            firm.save(update_fields=["siren"])
        note(user_id, "import.done", dropped.name, rows=_rows(dropped))
        if unsaid(dropped):
            work.ask("apart", dropped.pk, user_id=user_id)
        study_again(user_id)
    return dropped


def unsaid(dropped: Import) -> list[str]:
    """Where the lists that wait for their columns lie within a dropped archive."""
    sources = dropped.preview.get("sources", ())
    return [s["within"] for s in sources if s["state"] == "ask" and s.get("within")]


def _forget_samples(dropped: Import) -> None:
    """The first rows of lists were shown to say what their columns are; they may name people."""
    for source in dropped.preview.get("sources", ()):
        for sheet in source.get("sheets", ()):
            sheet["samples"] = []


def free_name(name: str, taken: set[str]) -> str:
    """The name, or the name with a number after it, so that each source of a firm has its own: proofs give it."""
    number, found = 1, name
    while any(other == found or other.startswith(f"{found}!") for other in taken):
        number += 1
        found = f"{name} ({number})"
    return found


def _name_apart(dropped: Import) -> None:
    taken = {source.name for source in existing()}
    free = free_name(dropped.name, taken)
    for source in dropped.sources.all():
        name = (
            free + source.name[len(dropped.name) :]
            if source.name.startswith(dropped.name)
            else source.name
        )
        if source.name in taken:
            source.problems = [{**problem, "file": name} for problem in source.problems]
            source.name = name
            source.save(update_fields=["name", "problems"])


def leave(dropped: Import, user_id: int | None) -> None:
    """Do not import the file; nothing of it is kept."""
    with transaction.atomic():
        note(user_id, "import.left", dropped.name)
        dropped.delete()


def undo(dropped: Import, user_id: int | None) -> None:
    """Take the file out of the firm, as if it had never come."""
    with transaction.atomic():
        note(user_id, "import.undone", dropped.name, rows=_rows(dropped))
        dropped.delete()
        if not Source.objects.filter(of__state=State.IMPORTED, of__preview__siren__gt="").exists():
            Firm.objects.update(siren="")
        study_again(user_id)


def study_again(user_id: int | None) -> Job:
    """The job of a new study of the firm: the one that is waiting, which will see what was just written, or a new one."""
    return work.waiting("study") or work.ask("study", user_id=user_id)


def to_new_firm(dropped: Import, firm: Firm, user_id: int) -> Import:
    """The same bytes dropped into another firm, which must be in scope of nothing yet; the first drop is forgotten."""
    from ancrage.web.scope import firm_scope  # noqa: PLC0415

    parts = list(bytes_of(dropped))
    fields: dict[str, Any] = {"name": dropped.name, "size": dropped.size, "sha256": dropped.sha256}
    with transaction.atomic():
        batch = dropped.batch
        dropped.delete()
        with firm_scope(firm.pk):
            moved: Import = Import.objects.create(
                firm=firm, batch=batch, dropped_by_id=user_id, **fields
            )
            for position, part in enumerate(parts):
                Chunk.objects.create(
                    firm=firm, of=moved, position=position, deflated=zlib.compress(part, 1)
                )
            work.ask("read", moved.pk, user_id=user_id)
    return moved


def _rows(dropped: Import) -> int:
    return sum(dropped.sources.values_list("rows", flat=True))
