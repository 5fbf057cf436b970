"""One person's start needs nothing that only Unix has: Windows runs it too."""

from __future__ import annotations

import subprocess
import sys

import pytest
import starts

UNIX_ALONE = ("fcntl", "resource", "pwd", "grp", "termios", "pty", "syslog", "gunicorn", "psycopg")
START = """
import sys
for name in {names}:
    sys.modules[name] = None  # importing it fails
from ancrage.web.start.setup import collect_static, django_ready, migrate
django_ready()
migrate()
collect_static()
import ancrage.web.start.local, ancrage.web.start.work, waitress.server
from ancrage.web.wsgi import application
from ancrage.web.jobs.worker import Worker
from ancrage.web.people.entry import local_person, new_entry
from ancrage.web.compute.__main__ import limit_memory
limit_memory(1024)
from django.test import Client
from ancrage.web.people.firms import new_firm
person = local_person("Moi")
firm = new_firm("Essai", person)
client = Client(HTTP_HOST="localhost")
assert client.get(new_entry(person)).status_code == 302
page = client.get(f"/f/{{firm.pk}}/data/")
assert page.status_code == 200, page.status_code
Worker().run(until_idle=True)
print("ready")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="it is Windows")
def test_a_local_start_works_without_modules_of_unix(tmp_path: object) -> None:
    start = starts.on_sqlite(tmp_path, migrated=False)  # type: ignore[arg-type]
    done = subprocess.run(
        [sys.executable, "-c", START.format(names=UNIX_ALONE)],
        env=start.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == "ready", done.stderr[-1500:]
