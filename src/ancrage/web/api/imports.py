"""Files dropped by a program: received, read by a job, looked at, imported or left, undone; and their lines."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, TypeAlias

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Body, File, Schema, Status, UploadedFile
from ninja import Path as InPath

from ancrage.problems import Severity
from ancrage.text import Language
from ancrage.web.api.access import Call, Calls
from ancrage.web.api.errors import Conflict, Unfit
from ancrage.web.api.given import (
    Code,
    Given,
    Id,
    Page,
    Paged,
    Speaks,
    one_of,
    paged,
    spoken,
    window,
)
from ancrage.web.ids import new_id
from ancrage.web.imports import service
from ancrage.web.imports.models import Import as Dropped
from ancrage.web.imports.models import Source as Kept
from ancrage.web.imports.models import State
from ancrage.web.imports.views import too_heavy
from ancrage.web.jobs.models import OPEN, Job
from ancrage.web.people.roles import Permission
from ancrage.web.saying import said, say

calls = Calls(tags=["imports"])
LINES = 200
Day: TypeAlias = date
Position = Annotated[int, InPath(ge=0, le=32767, description="`position` of the source")]


class Import(Schema):
    """A dropped file.

    `state`: received (being read by `job`), ready (to accept or leave), asking (what its columns are), imported, refused
    (`reason`).
    """

    id: str
    name: str
    bytes: int
    state: Annotated[State, one_of(State)]
    reason: str | None
    dropped_at: datetime
    imported_at: datetime | None
    job: str | None


class Oddity(Schema):
    """What is odd in a file: line of the decoded file (the header being 1), lines concerned, what was or must be done."""

    code: str
    severity: Severity
    line: int | None
    count: int
    message: str
    repair: str


class Source(Schema):
    """One file that was read: the dropped one, or a member of the archive. `name` is what proofs call it.

    `position` is null for a file that cannot be used. Totals are of the columns as written, in euros. `control` holds the
    figures to check against the origin; `tables` the rows given to each table (see the rows of a table).
    """

    position: int | None
    name: str
    kind: str
    state: str
    reason: str | None
    confidence: str
    why: str
    siren: str | None
    period_start: Day | None
    period_end: Day | None
    rows: int
    debit_eur: float
    credit_eur: float
    control: dict[str, float | dict[str, float]]
    tables: dict[str, int]
    problem_count: int
    problems: list[Oddity]


class WholeImport(Import):
    """A dropped file with what was read in it. `confirm` is what must be confirmed to accept it, null for nothing."""

    siren: str | None
    changes: list[str]
    confirm: str | None
    sources: list[Source]


class Acceptance(Given):
    """`confirmed`: somebody answers for what `confirm` says."""

    confirmed: bool = False


class LedgerLine(Schema):
    """A line of an accounting file as it was read, amounts in euros; `at_fault` lines are left out of studies."""

    file: str
    line: int
    date: Day | None
    journal: str | None
    journal_label: str | None
    number: str | None
    account: str | None
    account_label: str | None
    aux: str | None
    aux_label: str | None
    piece: str | None
    piece_date: Day | None
    label: str | None
    debit_eur: float | None
    credit_eur: float | None
    letter: str | None
    currency: str | None
    at_fault: bool


class TableRows(Schema):
    """Rows of a table of trade (docs/architecture.md), each with its sheet and line in the file; money in units of its currency."""

    file: str
    table: str
    columns: list[str]
    rows: list[list[str | float | bool | None]]
    page: int
    pages: int
    count: int


@calls.call("GET", "/imports", Permission.READ, Paged[Import])
def list_imports(request: Call, page: Page = 1, language: Speaks = None) -> dict[str, Any]:
    """The files dropped into the firm, the latest first, 50 a page."""
    found, fields = paged(Dropped.objects.order_by("-dropped_at", "pk"), page)
    reading = _reading()
    lang = spoken(request, language)
    return {"items": [Import(**_line(d, reading, lang)) for d in found], **fields}


@calls.call("POST", "/imports", Permission.BRING, WholeImport, 202)
def drop_file(request: Call, file: File[UploadedFile], language: Speaks = None) -> Status[Any]:
    """Drop one file of any kind, or an archive of several. `job` reads it; then it is ready, asking, or refused."""
    lang = spoken(request, language)
    if why := too_heavy(file, lang):
        raise Unfit(why)
    return Status(202, _whole(service.receive(file, new_id(), request.auth.user.pk), lang))


@calls.call("GET", "/imports/{import_id}", Permission.READ, WholeImport)
def get_import(request: Call, import_id: Id, language: Speaks = None) -> WholeImport:
    """One dropped file: what it was recognised as, what is odd in it, what accepting it changes."""
    return _whole(get_object_or_404(Dropped, pk=import_id), spoken(request, language))


@calls.call("POST", "/imports/{import_id}/accept", Permission.BRING, WholeImport)
def accept_import(
    request: Call, import_id: Id, acceptance: Body[Acceptance], language: Speaks = None
) -> WholeImport:
    """Make the file part of the firm, all of it or nothing; the firm is studied again. 409 says why it cannot be."""
    lang = spoken(request, language)
    get_object_or_404(Dropped, pk=import_id)
    try:
        done = service.accept(import_id, request.auth.user.pk, confirmed=acceptance.confirmed)
    except service.NotNow as error:
        raise Conflict(say(error.reason, lang)) from error
    return _whole(done, lang)


@calls.call("POST", "/imports/{import_id}/leave", Permission.BRING, None, 204)
def leave_import(request: Call, import_id: Id) -> Status[None]:
    """Leave a file that is not imported; nothing of it is kept."""
    with transaction.atomic():
        service.leave(_locked(import_id, imported=False), request.auth.user.pk)
    return Status(204, None)


@calls.call("POST", "/imports/{import_id}/undo", Permission.BRING, None, 204)
def undo_import(request: Call, import_id: Id) -> Status[None]:
    """Take an imported file out of the firm, as if it had never come; the firm is studied again."""
    with transaction.atomic():
        service.undo(_locked(import_id, imported=True), request.auth.user.pk)
    return Status(204, None)


@calls.call(
    "GET", "/imports/{import_id}/sources/{position}/lines", Permission.READ, Paged[LedgerLine]
)
def list_lines(request: Call, import_id: Id, position: Position, page: Page = 1) -> dict[str, Any]:
    """The lines of one file that was read, in its order, 200 a page."""
    from ancrage.firm.blocks import count_of, lines_from  # noqa: PLC0415 (Polars: only for lines)

    kept = get_object_or_404(Kept, of_id=import_id, position=position, kind="fec")
    block = bytes(kept.block)
    count = count_of(block)
    start, pages = window(count, page, LINES)
    rows = lines_from(block, start, LINES).iter_rows(named=True)
    return {
        "items": [_ledger_line(kept.name, row) for row in rows],
        "page": page,
        "pages": pages,
        "count": count,
    }


@calls.call(
    "GET",
    "/imports/{import_id}/sources/{position}/tables/{table}",
    Permission.READ,
    TableRows,
)
def list_rows(
    request: Call, import_id: Id, position: Position, table: Code, page: Page = 1
) -> TableRows:
    """The rows that one file gave to a table, in its order, 200 a page: each leads back to file, sheet and line."""
    from ancrage.firm.blocks import table_of  # noqa: PLC0415 (Polars: only for rows)
    from ancrage.firm.shown import BY_NAME, as_values  # noqa: PLC0415

    kept = get_object_or_404(Kept.objects.exclude(kind="fec"), of_id=import_id, position=position)
    found = table_of(bytes(kept.block), table)
    if found is None:
        raise Http404
    start, pages = window(found.height, page, LINES)
    columns, rows = as_values(BY_NAME[table], found.slice(start, LINES))
    return TableRows(
        file=kept.name,
        table=table,
        columns=columns,
        rows=rows,
        page=page,
        pages=pages,
        count=found.height,
    )


def _locked(import_id: str, *, imported: bool) -> Dropped:
    found: QuerySet[Dropped] = Dropped.objects.select_for_update()
    chosen = found.filter(state=State.IMPORTED) if imported else found.exclude(state=State.IMPORTED)
    return get_object_or_404(chosen, pk=import_id)


def _reading() -> Mapping[str, str]:
    """Open jobs that read, by the file they read."""
    return dict(Job.objects.filter(kind="read", state__in=OPEN).values_list("subject", "pk"))


def _line(dropped: Dropped, reading: Mapping[str, str], language: Language) -> dict[str, Any]:
    return {
        "id": dropped.pk,
        "name": dropped.name,
        "bytes": dropped.size,
        "state": State(dropped.state),
        "reason": said(dropped.reason, language) or None,
        "dropped_at": dropped.dropped_at,
        "imported_at": dropped.imported_at,
        "job": reading.get(dropped.pk),
    }


def _whole(dropped: Dropped, language: Language) -> WholeImport:
    preview = dropped.preview
    question = service.must_confirm(dropped) if dropped.state == State.READY else None
    names = dict(dropped.sources.values_list("position", "name"))
    return WholeImport(
        **_line(dropped, _reading(), language),
        siren=preview.get("siren") or None,
        changes=[said(change, language) for change in preview.get("changes", ())],
        confirm=say(question, language) if question else None,
        sources=[_source(source, names, language) for source in preview.get("sources", ())],
    )


def _source(source: Mapping[str, Any], names: Mapping[int, str], language: Language) -> Source:
    place = source["position"] if source["position"] in names else None
    return Source(
        position=place,
        name=source["name"] if place is None else names[place],
        kind=source["kind"],
        state=source["state"],
        reason=said(source["reason"], language) or None,
        confidence=source["confidence"],
        why=said(source["why"], language),
        siren=source["siren"] or None,
        period_start=source["period_start"],
        period_end=source["period_end"],
        rows=source["rows"],
        debit_eur=source["debit"] / 100,
        credit_eur=source["credit"] / 100,
        control=source.get("control", {}),
        tables={name: table["rows"] for name, table in source.get("tables", {}).items()},
        problem_count=source["problem_count"],
        problems=[
            Oddity(
                code=problem["code"],
                severity=problem["severity"],
                line=problem["line"],
                count=problem["count"],
                message=said(problem["message"], language),
                repair=said(problem["repair"], language),
            )
            for problem in source["problems"]
        ],
    )


def _ledger_line(file: str, row: dict[str, Any]) -> LedgerLine:
    debit, credit, fault = row.pop("debit"), row.pop("credit"), row.pop("fault")
    return LedgerLine(
        **row,
        file=file,
        debit_eur=None if debit is None else debit / 100,
        credit_eur=None if credit is None else credit / 100,
        at_fault=bool(fault),
    )
