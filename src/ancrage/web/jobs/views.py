"""Following long work, and stopping it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from ancrage.web.jobs import work
from ancrage.web.jobs.models import Job
from ancrage.web.jobs.shown import shown
from ancrage.web.people.access import FirmRequest, firm_page
from ancrage.web.people.roles import Permission


@firm_page(Permission.READ)
def job(request: FirmRequest, job_id: str) -> HttpResponse:
    """One job. Asked for by htmx it is the part of a page that follows it, and once it has ended the page itself."""
    found = get_object_or_404(Job, pk=job_id)
    context = {"job": shown(found, request.base, request.language)}
    if request.headers.get("HX-Request") != "true":
        return render(request, "job.html", context)
    response = render(request, "_job.html", context)
    if not found.open:
        response["HX-Refresh"] = "true"
    return response


@firm_page(Permission.BRING, "POST")
def cancel(request: FirmRequest, job_id: str) -> HttpResponse:
    """Ask a job to stop."""
    found = get_object_or_404(Job, pk=job_id)
    work.cancel(found)
    return redirect(f"{request.base}jobs/{found.pk}/")
