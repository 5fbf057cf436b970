"""For every test of the API: counts of failed tokens start at zero."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _no_failures(db: None) -> None:
    from django.core.cache import cache  # noqa: PLC0415 (after Django)

    cache.clear()
