"""Rapport: asking for the three files, and taking them away."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header

from ancrage.text import Language, t
from ancrage.web.jobs import work
from ancrage.web.jobs.shown import shown
from ancrage.web.journal.models import note
from ancrage.web.people.access import FirmRequest, firm_page
from ancrage.web.people.models import LANGUAGES
from ancrage.web.people.roles import Permission
from ancrage.web.reports.models import Report
from ancrage.web.reports.tasks import FORMATS
from ancrage.web.saying import moment, say, size
from ancrage.web.studies.pages import latest

LABELS = {"html": t("Page web"), "pdf": t("PDF"), "xlsx": t("Excel")}
KEPT = 10  # reports; the oldest goes when one more is asked for
NAMES = dict(LANGUAGES)


@firm_page(Permission.READ)
def reports(request: FirmRequest) -> HttpResponse:
    """The reports made, and the button to make one."""
    base, language = f"/f/{request.firm.pk}/", request.language
    found = Report.objects.select_related("asked_by", "job").order_by("-asked_at")
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
            "size": size(len(getattr(report, kind)), language),
        }
        for kind in FORMATS
        if getattr(report, kind)
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
    with transaction.atomic():
        report = Report.objects.create(
            firm=request.firm, language=code, day=timezone.localdate(), asked_by=request.user
        )
        report.job = work.ask("report", report.pk, user_id=request.user.pk)
        report.save(update_fields=["job"])
        note(request.user.pk, "report.asked", code)
        old = Report.objects.order_by("-asked_at").values_list("pk", flat=True)[KEPT:]
        Report.objects.filter(pk__in=list(old)).delete()
    return redirect(f"/f/{request.firm.pk}/report/")


@firm_page(Permission.READ)
def file(request: FirmRequest, report_id: str, kind: str) -> HttpResponse:
    """One file of a report, to keep."""
    content = (
        Report.objects.filter(pk=report_id).values_list(kind, flat=True).first()
        if kind in FORMATS
        else None
    )
    if not content:
        raise Http404
    response = HttpResponse(bytes(content), content_type=FORMATS[kind])
    # Always an attachment: the page of a report opens from the disk, not inside the application.
    response["Content-Disposition"] = content_disposition_header(True, f"ancrage.{kind}")
    return response
