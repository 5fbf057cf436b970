"""Reports: asking for one, which there are, and their files."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Length
from django.utils import timezone

from ancrage.text import Language
from ancrage.web.jobs import work
from ancrage.web.jobs.models import OPEN
from ancrage.web.journal.models import note
from ancrage.web.reports.models import Report
from ancrage.web.reports.tasks import FORMATS
from ancrage.web.scope import scoped_firm

KEPT = 10  # reports; the oldest goes when one more is asked for


def ask(language: Language, user_id: int) -> Report:
    """Ask for a report of the firm in scope; its job makes the files. One that is being made is not asked for twice."""
    with transaction.atomic():
        same: Report | None = Report.objects.filter(language=language, job__state__in=OPEN).first()
        if same is not None:
            return same
        report: Report = Report.objects.create(
            firm_id=scoped_firm(), language=language, day=timezone.localdate(), asked_by_id=user_id
        )
        report.job = work.ask("report", report.pk, user_id=user_id)
        report.save(update_fields=["job"])
        note(user_id, "report.asked", language)
        old = Report.objects.order_by("-asked_at").values_list("pk", flat=True)[KEPT:]
        Report.objects.filter(pk__in=list(old)).delete()
    return report


def made() -> QuerySet[Report]:
    """The reports of the firm in scope, the latest first, without their files but with the size of each."""
    lengths = {f"{kind}_bytes": Length(kind) for kind in FORMATS}
    found: QuerySet[Report] = Report.objects.order_by("-asked_at")
    return found.defer(*FORMATS).annotate(**lengths)


def sizes(report: Report) -> dict[str, int]:
    """Bytes of each file that is there, of a report given by `made`."""
    counted = {kind: getattr(report, f"{kind}_bytes") for kind in FORMATS}
    return {kind: count for kind, count in counted.items() if count}


def content_of(report_id: str, kind: str) -> bytes:
    """One file of a report; empty where it is not made, or there is no such file."""
    if kind not in FORMATS:
        return b""
    found = Report.objects.filter(pk=report_id).values_list(kind, flat=True).first()
    return bytes(found or b"")
