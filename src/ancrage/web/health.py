"""For those who keep a server: is the process alive, can it serve, do workers work."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django_tasks_db.models import DBTaskResult

from ancrage.web.people.access import page

SLOW = timedelta(minutes=10)


@page("anyone")
def live(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@page("anyone")
def ready(request: HttpRequest) -> HttpResponse:
    """The database answers and its tables are there; tells apart a queue that nobody works off."""
    try:
        due = DBTaskResult.objects.ready().filter(enqueued_at__lt=Now() - SLOW)
        late = due.exclude(run_after__range=(Now() - SLOW, Now())).exists()
    except DatabaseError:
        return JsonResponse({"status": "database"}, status=503)
    return JsonResponse({"status": "ok", "queue": "late" if late else "ok", "mode": settings.MODE})


urlpatterns = [path("live/", live, name="live"), path("ready/", ready, name="ready")]
