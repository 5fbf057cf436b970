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
    events = Event.objects.order_by("-pk").values_list(
        "at", "action", "target", "user__name", "user__email"
    )[start : start + ROWS]
    nobody = say(t("Ancrage"), language)
    rows = [
        {
            "when": moment(at, language),
            "who": name or email or nobody,
            "said": sentence(action, target, language),
        }
        for at, action, target, name, email in events
    ]
    return render(request, "journal.html", {"rows": rows, "pager": shown})
