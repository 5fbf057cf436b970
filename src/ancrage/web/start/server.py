"""The processes of a server: web, worker, and the commands that touch every firm."""

from __future__ import annotations

import os
import sys

from ancrage.web.start.setup import collect_static, django_ready, migrate


def run(command: str) -> int:
    """One of: migrate, check, web, worker. Returns the exit status; `web` does not return."""
    os.environ["ANCRAGE_MODE"] = "server"
    if command == "web":
        return _web()
    if command == "migrate":
        os.environ["ANCRAGE_AS_OWNER"] = "yes"
    django_ready()
    if command == "worker":
        from ancrage.web.start.work import main  # noqa: PLC0415 (after django_ready)

        return main([])
    from django.core.management import call_command  # noqa: PLC0415

    if command == "migrate":
        call_command("createcachetable", verbosity=0)
        if not migrate():
            from ancrage.web import policies  # noqa: PLC0415

            policies.apply()  # grants, for a role that came after the tables
        collect_static()
    else:
        from django.core.management.base import SystemCheckError  # noqa: PLC0415

        try:
            call_command("check", deploy=True, fail_level="WARNING", databases=["default"])
        except SystemCheckError as error:
            sys.stderr.write(f"{error}\n")
            return 1
    return 0


def _web() -> int:
    os.execv(  # noqa: S606 (no shell: the arguments are ours)
        sys.executable,
        [
            sys.executable, "-m", "gunicorn", "--config", "python:ancrage.web.start.gunicorn", "ancrage.web.wsgi:application",
        ],
    )  # fmt: skip
