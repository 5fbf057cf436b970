"""What a firm may keep and ask for, and what is forgotten by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from books import accept, drop, fec, name_of, seen, work, year
from cast import Cast
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from ancrage.text import Language, from_data, render
from ancrage.web.jobs.models import Job, StepDone
from ancrage.web.jobs.worker import prune
from ancrage.web.models import Report, Study
from ancrage.web.reports import service as reports
from ancrage.web.scope import firm_scope


def test_a_firm_keeps_no_more_than_its_share(place: Cast, settings: Any) -> None:
    first, second = fec(year(2024)), fec(year(2025))
    settings.FIRM_BYTES = len(first) + len(second) - 1
    kept = drop(place.firm, place.owner, first, name_of(2024))
    refused = seen(place.firm, drop(place.firm, place.owner, second, name_of(2025)))
    assert seen(place.firm, kept).state == "ready"
    assert refused.state == "refused"
    assert render(from_data(refused.reason), Language.FR).startswith("Vos fichiers prennent déjà")
    with firm_scope(place.firm.pk):
        assert not refused.chunks.exists()
    settings.FIRM_BYTES = len(first) + len(second)
    room = drop(place.firm, place.owner, second, name_of(2025))
    assert seen(place.firm, room).state == "ready"


def test_a_report_that_waits_is_not_asked_for_twice(place: Cast) -> None:
    accept(place.firm, place.owner, drop(place.firm, place.owner, fec(year(2025)), name_of(2025)))
    work()
    with firm_scope(place.firm.pk):
        first = reports.ask(Language.FR, place.owner.pk)
        assert reports.ask(Language.FR, place.owner.pk) == first
        assert reports.ask(Language.EN, place.owner.pk) != first
        assert Report.objects.count() == 2
    work()
    with firm_scope(place.firm.pk):
        assert reports.ask(Language.FR, place.owner.pk) != first


def test_tasks_that_ended_a_week_ago_are_forgotten_and_no_other(place: Cast) -> None:
    drop(place.firm, place.owner, fec(year(2025)), name_of(2025))
    ours = DBTaskResult.objects.filter(args_kwargs__args__0=place.firm.pk)
    (task,) = ours
    assert StepDone.objects.filter(task=task.pk).exists()
    prune()
    assert ours.exists()
    ours.update(finished_at=timezone.now() - timedelta(days=8))
    prune()
    assert not ours.exists()
    assert not StepDone.objects.filter(task=task.pk).exists()


def test_after_an_upgrade_the_firm_is_studied_again_once(place: Cast) -> None:
    """Pages are kept as they were written: those of another version have its words."""
    accept(place.firm, place.owner, drop(place.firm, place.owner, fec(year(2025)), name_of(2025)))
    work()

    def studies() -> int:
        with firm_scope(place.firm.pk):
            return Job.objects.filter(kind="study").count()

    monday = f"/f/{place.firm.pk}/"
    assert place.browser("owner").get(monday).status_code == 200
    assert studies() == 1
    with firm_scope(place.firm.pk):
        study = Study.objects.get()
        study.summary["version"] = "0.0.1"
        study.save()
    place.browser("reader").get(monday)
    assert studies() == 1  # whoever may only read asks for nothing
    place.browser("owner").get(monday)
    place.browser("owner").get(monday)
    assert studies() == 2
    work()
    place.browser("owner").get(monday)
    assert studies() == 2
