"""`python -m benchmarks.plain_django.fill ROWS`: makes the peer's tables; prints the path and the cookie of its page."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path


def main(rows_path: str) -> None:
    """Fill the database that the environment names with the rows of a JSON file."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.plain_django.settings"
    import django  # noqa: PLC0415 (after the environment is set)

    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: PLC0415
    from django.contrib.auth.models import User  # noqa: PLC0415
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.utils.crypto import get_random_string  # noqa: PLC0415

    from benchmarks.plain_django.models import Firm, Membership, Supplier  # noqa: PLC0415

    call_command("migrate", run_syncdb=True, verbosity=0)
    person = User.objects.create(username="moi")
    firm = Firm.objects.create(name="Société Générique")
    Membership.objects.create(firm=firm, user=person)
    rows = json.loads(Path(rows_path).read_text(encoding="utf-8"))
    names = ("name", "code", "two_years_ago", "last_year", "amount", "share")
    Supplier.objects.bulk_create(
        Supplier(firm=firm, **dict(zip(names, row, strict=True))) for row in rows
    )
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    cookie = f"sessionid={session.session_key}; csrftoken={get_random_string(32)}"
    print(json.dumps({"path": f"/f/{firm.pk}/suppliers/", "cookie": cookie}))


if __name__ == "__main__":
    main(sys.argv[1])
