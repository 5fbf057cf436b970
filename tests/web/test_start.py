from __future__ import annotations

import pytest
import starts
from django.db import connection


@pytest.mark.django_db
def test_the_suite_runs_on_the_database_that_was_asked_for() -> None:
    assert connection.vendor == starts.wanted()
