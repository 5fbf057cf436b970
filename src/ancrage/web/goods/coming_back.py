"""On the day on which a raise comes back, those who asked for mails are told, whether or not anything is studied that day."""

from __future__ import annotations

from datetime import date, datetime, time

from django.conf import settings
from django.utils import timezone
from django_tasks import TaskContext, task

from ancrage.web.goods import alerts
from ancrage.web.scope import firm_scope, scoped_firm

HOUR = time(6, 0)  # before people look at their mail


def tell_on(day: date, today: date) -> None:
    """See to it that members are told on that day, where it is still to come and this start sends mail."""
    if settings.SENDS_MAIL and day > today:
        at = timezone.make_aware(datetime.combine(day, HOUR))
        run_coming_back.using(run_after=at).enqueue(scoped_firm(), "")


@task(takes_context=True)
def run_coming_back(context: TaskContext, firm_id: str, _job: str) -> None:  # noqa: ARG001 (as all tasks are called)
    """Ask for the mails of one firm, where somebody has something new to know."""
    with firm_scope(firm_id):
        alerts.ask_where_new()
