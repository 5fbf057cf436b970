"""Long work: following and stopping it, studying again, and reports as files."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Body, Schema, Status

from ancrage.text import Language
from ancrage.web.api.access import Call, Calls
from ancrage.web.api.given import Given, Id, Page, Paged, Speaks, one_of, paged, spoken
from ancrage.web.imports.service import study_again
from ancrage.web.jobs import work
from ancrage.web.jobs.models import Job as Asked
from ancrage.web.jobs.models import State
from ancrage.web.people.roles import Permission
from ancrage.web.reports import service
from ancrage.web.reports.models import Report as Kept
from ancrage.web.reports.tasks import FORMATS
from ancrage.web.reports.views import attachment
from ancrage.web.saying import said

calls = Calls(tags=["jobs"])
reports = Calls(tags=["reports"])
FileKind = Literal["html", "pdf", "xlsx"]


class Job(Schema):
    """Long work. `percent` is 0 to 100; `message` is what it does now, or why it failed; `subject` the id it works for."""

    id: str
    kind: str
    subject: str | None
    state: Annotated[State, one_of(State)]
    percent: int
    message: str
    cancelling: bool
    created_at: datetime
    finished_at: datetime | None


class ReportFile(Schema):
    """A file of a report: web page, PDF or Excel."""

    kind: FileKind
    bytes: int


class Report(Schema):
    """A report in one language; `files` is empty until `job` has made them."""

    id: str
    language: Annotated[Language, one_of(Language)]
    day: date
    asked_at: datetime
    job: str | None
    files: list[ReportFile]


class NewReport(Given):
    """The language of the report; without it, that of the token's person."""

    language: Annotated[Language, one_of(Language)] | None = None


@calls.call("GET", "/jobs", Permission.READ, Paged[Job])
def list_jobs(request: Call, page: Page = 1, language: Speaks = None) -> dict[str, Any]:
    """The jobs of the firm, the latest first, 50 a page."""
    found, fields = paged(Asked.objects.order_by("-created_at", "pk"), page)
    lang = spoken(request, language)
    return {"items": [_job(job, lang) for job in found], **fields}


@calls.call("GET", "/jobs/{job_id}", Permission.READ, Job)
def get_job(request: Call, job_id: Id, language: Speaks = None) -> Job:
    """One job, to follow it until its state is done, failed or cancelled."""
    return _job(get_object_or_404(Asked, pk=job_id), spoken(request, language))


@calls.call("POST", "/jobs/{job_id}/cancel", Permission.BRING, Job)
def cancel_job(request: Call, job_id: Id, language: Speaks = None) -> Job:
    """Ask a job to stop; one that has ended stays as it is."""
    found = get_object_or_404(Asked, pk=job_id)
    work.cancel(found)
    found.refresh_from_db()
    return _job(found, spoken(request, language))


@calls.call("POST", "/study", Permission.BRING, Job, 202)
def study(request: Call, language: Speaks = None) -> Status[Job]:
    """Study the firm again, as its files and answers are now; gives the job, which may be one that waits already."""
    job = study_again(request.auth.user.pk)
    return Status(202, _job(job, spoken(request, language)))


@reports.call("GET", "/reports", Permission.READ, list[Report])
def list_reports(request: Call) -> list[Report]:
    """The reports that are kept (10 at most), the latest first."""
    return [_report(report) for report in service.made()]


@reports.call("POST", "/reports", Permission.BRING, Report, 202)
def ask_report(request: Call, new: Body[NewReport]) -> Status[Report]:
    """Ask for a report of the firm as it is now."""
    asked = service.ask(new.language or request.auth.language, request.auth.user.pk)
    return Status(202, _report(service.made().get(pk=asked.pk)))


@reports.call("GET", "/reports/{report_id}/{kind}", Permission.READ, None, media=FORMATS.values())
def get_report_file(request: Call, report_id: Id, kind: FileKind) -> HttpResponse:
    """One file of a report, as an attachment. 404 until it is made."""
    return attachment(report_id, kind)


def _job(job: Asked, language: Language) -> Job:
    return Job(
        id=job.pk,
        kind=job.kind,
        subject=job.subject or None,
        state=State(job.state),
        percent=job.percent,
        message=said(job.message, language),
        cancelling=job.cancel and job.open,
        created_at=job.created_at,
        finished_at=job.finished_at,
    )


def _report(report: Kept) -> Report:
    return Report(
        id=report.pk,
        language=Language(report.language),
        day=report.day,
        asked_at=report.asked_at,
        job=report.job_id,
        files=[
            ReportFile(kind=kind, bytes=count)  # type: ignore[arg-type]  # keys of FORMATS
            for kind, count in service.sizes(report).items()
        ],
    )
