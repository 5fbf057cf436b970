"""What the tests of the API share."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture
def no_failures(db: None) -> None:
    """Counts of failed tokens start at zero."""
    from django.core.cache import cache  # noqa: PLC0415 (after Django)

    cache.clear()


@pytest.fixture
def fresh(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """A `cast.Cast` of this test alone, whose rows are committed: a worker finds them, and nothing is rolled back."""
    import cast  # noqa: PLC0415 (models come after Django)

    from ancrage.web.people.firms import new_firm  # noqa: PLC0415

    with django_db_blocker.unblock():
        name = f"api-{secrets.token_hex(4)}"
        yield cast.gather(name, lambda owner: new_firm("Menuiserie Leroy", owner))
