"""`python populated.py ACTION` in the environment of a start: fill it, and print all that is in it as JSON."""

from __future__ import annotations

import hashlib
import json
import re
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from ancrage.web.start.setup import collect_static, django_ready

django_ready()

from books import imported  # noqa: E402 (models come after Django)
from cast import browser  # noqa: E402
from django.apps import apps  # noqa: E402
from rows import one_of_each  # noqa: E402

from ancrage import demo  # noqa: E402
from ancrage.web.models import User  # noqa: E402
from ancrage.web.people.access import firms_of  # noqa: E402

LEFT_OUT = {"web.lease", "web.stepdone", "web.entrylink"}  # what a backup does not hold


def populate() -> None:
    """A year of the demonstration firm's books, studied, with its people; a row in each table of another firm."""
    with tempfile.TemporaryDirectory() as folder:
        books = demo.write(Path(folder))[-1]
        people = imported([(books.name, books.read_bytes())])
    one_of_each(people.other, people.member)
    sys.stdout.write(json.dumps({"firm": people.firm.pk, "other": people.other.pk}) + "\n")


def tables() -> None:
    """Digest of each row of each table, as this start's own database gives it."""
    found: dict[str, list[str]] = {}
    for label in ("web", "account", "mfa"):
        for model in apps.get_app_config(label).get_models():
            if model._meta.label_lower not in LEFT_OUT:
                rows = model._base_manager.order_by("pk").values_list()
                found[model._meta.label_lower] = [
                    hashlib.sha256(repr([plain(v) for v in row]).encode()).hexdigest()
                    for row in rows.iterator()
                ]
    sys.stdout.write(json.dumps(found) + "\n")


def plain(value: Any) -> Any:
    """The value in the same writing whatever the database."""
    if isinstance(value, memoryview | bytes):
        return bytes(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict | list):
        return json.dumps(value, sort_keys=True)
    return value


def monday() -> None:
    """Monday of the firm with books, without what differs from one request to the next."""
    collect_static()
    owner = User.objects.get(email__startswith="owner@of-")
    ((firm, _),) = firms_of(owner)
    seen = browser()
    seen.force_login(owner)
    page = seen.get(f"/f/{firm.pk}/", headers={"host": "localhost"} if "local" in sys.argv else {})
    assert page.status_code == 200, page.status_code
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page.content.decode())
    sys.stdout.write(json.dumps({"page": re.sub(r"\s+", " ", text)}) + "\n")


if __name__ == "__main__":
    {"populate": populate, "tables": tables, "monday": monday}[sys.argv[1]]()
