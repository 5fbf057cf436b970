"""Taking everything away."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header

from ancrage.web.archives.models import Export
from ancrage.web.jobs import work
from ancrage.web.journal.models import note
from ancrage.web.people.access import FirmRequest, firm_page, lately
from ancrage.web.people.roles import Permission


@firm_page(Permission.MANAGE, "POST")
def export(request: FirmRequest) -> HttpResponse:
    """Ask for the export."""
    with transaction.atomic():
        if work.waiting("export") is None:
            note(request.user.pk, "export.asked")
            work.ask("export", user_id=request.user.pk)
    return redirect(f"{request.base}settings/")


@firm_page(Permission.MANAGE)
@lately
def file(request: FirmRequest) -> HttpResponse:
    """The zip."""
    note(request.user.pk, "export.taken")
    parts = list(Export.objects.order_by("position").values_list("part", flat=True))
    if not parts:
        raise Http404
    response = HttpResponse(content_type="application/zip")
    for part in parts:
        response.write(bytes(part))
    response["Content-Disposition"] = content_disposition_header(True, "ancrage.zip")
    return response
