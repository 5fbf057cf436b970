"""A task for django-tasks-db's own worker: ours stop at once there, where nothing holds a lease for them."""

from __future__ import annotations

import time

from django_tasks import task


@task()
def slow() -> None:
    """Long enough to be killed in the middle."""
    time.sleep(3)
