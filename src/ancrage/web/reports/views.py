"""Rapport: asking for the three files, and taking them away."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header

from ancrage.text import Language, t
from ancrage.web.jobs.shown import shown
from ancrage.web.people.access import FirmRequest, firm_page
from ancrage.web.people.models import LANGUAGES
from ancrage.web.people.roles import Permission
from ancrage.web.reports.models import Report
from ancrage.web.reports.service import ask, content_of, made, sizes
from ancrage.web.reports.tasks import FORMATS
from ancrage.web.saying import moment, say, size
from ancrage.web.studies.pages import latest

LABELS = {"html": t("Page web"), "pdf": t("PDF"), "xlsx": t("Excel")}
NAMES = dict(LANGUAGES)


@firm_page(Permission.READ)
def reports(request: FirmRequest) -> HttpResponse:
    """The reports made, and the button to make one."""
    base, language = request.base, request.language
    found = made().select_related("asked_by", "job")
    context = {
        "make_url": f"{base}report/make/",
        "ready": latest() is not None,
        "languages": [
            (each.value, NAMES[each.value.lower()], each is language) for each in Language
        ],
        "reports": [_shown(report, base, language) for report in found],
    }
    return render(request, "report.html", context)


def _shown(report: Report, base: str, language: Language) -> dict[str, Any]:
    files = [
        {
            "label": say(LABELS[kind], language),
            "url": f"{base}report/{report.pk}.{kind}",
            "size": size(count, language),
        }
        for kind, count in sizes(report).items()
    ]
    return {
        "day": moment(report.asked_at, language),
        "language": NAMES[report.language.lower()],
        "by": str(report.asked_by or ""),
        "job": shown(report.job, base, language) if report.job and not files else None,
        "files": files,
    }


@firm_page(Permission.BRING, "POST")
def make(request: FirmRequest) -> HttpResponse:
    """Ask for a report in one language."""
    code = request.POST.get("language", request.language.value)
    if code not in set(Language):
        raise Http404
    ask(Language(code), request.user.pk)
    return redirect(f"{request.base}report/")


@firm_page(Permission.READ)
def file(request: FirmRequest, report_id: str, kind: str) -> HttpResponse:
    """One file of a report, to keep."""
    return attachment(report_id, kind)


def attachment(report_id: str, kind: str) -> HttpResponse:
    """The answer that carries a file of a report. Raises Http404 where it is not made, or no such kind."""
    content = content_of(report_id, kind)
    if not content:
        raise Http404
    response = HttpResponse(content, content_type=FORMATS[kind])
    # Always an attachment: the page of a report opens from the disk, not inside the application.
    response["Content-Disposition"] = content_disposition_header(True, f"ancrage.{kind}")
    return response
