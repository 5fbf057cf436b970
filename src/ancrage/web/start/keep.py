"""`ancrage backup FILE` and `ancrage restore FILE`, on this machine's data or on a server's."""

from __future__ import annotations

import os
from contextlib import nullcontext
from pathlib import Path

from ancrage.web.start.local import AlreadyRunning, alone
from ancrage.web.start.setup import django_ready, migrate


class NotFresh(Exception):
    """There are data where the backup was to be restored."""


class NotABackup(Exception):
    """The file is not a backup that this version can read."""


def backup(path: Path, data: Path | None) -> dict[str, int]:
    """Back up while the application runs. Returns the rows of each table."""
    _ready(data)
    from django.conf import settings  # noqa: PLC0415 (after django_ready)

    options = settings.DATABASES["default"]["OPTIONS"]
    if settings.LOCAL:
        options["transaction_mode"] = "DEFERRED"  # a reader: writers need not wait for it
    else:
        from psycopg import IsolationLevel  # noqa: PLC0415 (server mode only)

        options["isolation_level"] = IsolationLevel.REPEATABLE_READ  # one snapshot
    from ancrage.web.archives import whole  # noqa: PLC0415

    return whole.backup(path)


def restore(path: Path, data: Path | None) -> dict[str, int]:
    """Restore into a fresh start.

    Raises:
        NotFresh: there are people there already.
        NotABackup: the file cannot be read as one.
        AlreadyRunning: the application is open on these data.
    """
    _ready(data)
    from django.conf import settings  # noqa: PLC0415 (after django_ready)

    with alone(settings.DATA) if settings.LOCAL else nullcontext():
        migrate()
        from ancrage.web.archives import whole  # noqa: PLC0415

        try:
            return whole.restore(path)
        except whole.NotFresh as error:
            raise NotFresh from error
        except whole.NotABackup as error:
            raise NotABackup(str(error)) from error


def _ready(data: Path | None) -> None:
    if data is not None:
        os.environ["ANCRAGE_DATA"] = str(data)
    os.environ["ANCRAGE_AS_OWNER"] = "yes"  # these touch the rows of every firm
    django_ready()


__all__ = ["AlreadyRunning", "NotABackup", "NotFresh", "backup", "restore"]
