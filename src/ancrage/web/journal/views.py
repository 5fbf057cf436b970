"""The journal of a firm."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from ancrage.text import t
from ancrage.web.journal.models import Event
from ancrage.web.journal.said import sentence
from ancrage.web.pager import pager
from ancrage.web.people.access import FirmRequest, firm_page
from ancrage.web.people.roles import Permission
from ancrage.web.saying import moment, say

ROWS = 50


@firm_page(Permission.READ)
def journal(request: FirmRequest) -> HttpResponse:
    """Who did what, the latest first."""
    language = request.language
    shown = pager(request, -(-Event.objects.count() // ROWS) or 1)
    start = (shown["page"] - 1) * ROWS
    events = Event.objects.select_related("user").order_by("-pk")[start : start + ROWS]
    nobody = say(t("Ancrage"), language)
    rows = [
        {
            "when": moment(event.at, language),
            "who": str(event.user) if event.user else nobody,
            "said": sentence(event, language),
        }
        for event in events
    ]
    return render(request, "journal.html", {"rows": rows, "pager": shown})
