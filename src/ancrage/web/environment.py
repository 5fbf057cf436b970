"""What the environment says: variables ANCRAGE_*, each of which may come from a file (ANCRAGE_*_FILE, for secrets)."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from django.core.exceptions import ImproperlyConfigured

Mode = Literal["local", "server"]
VARIABLES: Mapping[str, str] = {
    "MODE": "local (one person's machine, SQLite) or server (several people, PostgreSQL); default local",
    "DATA": "local: folder of the data; default the platform's own",
    "PORT": "port to listen on; default 8765 (local), 8000 (server)",
    "SECRET_KEY": "server: secret that signs sessions; no default",
    "DATABASE_URL": "server: postgresql://… of the application's role; no default",
    "OWNER_DATABASE_URL": "server: postgresql://… of the owner of the tables, for migrate, backup and restore",
    "AS_OWNER": "set by migrate, backup and restore themselves: connect as the owner of the tables",
    "HOSTS": "server: names of the site, separated by commas; no default",
    "SECOND_FACTOR": "server: required when everybody must have a second factor; default offered",
    "SIGNALS": "folder of the series of the world that `ancrage signals fetch` keeps; default beside the data",
    "SIGNALS_MIRROR": "address of a copy of the publishers' documents, asked instead of them; default none",
    "STATIC": "server: folder of the collected static files; default beside the data",
    "PROXY": "server: yes when a proxy in front sets X-Forwarded-Proto and X-Forwarded-For; default no",
    "SMTP_HOST": "server: mail server; without one, links are shown on screen and passwords cannot be reset by mail",
    "SMTP_PORT": "default 587",
    "SMTP_USER": "",
    "SMTP_PASSWORD": "",
    "MAIL_FROM": "sender of the mails; default ancrage@ the first of HOSTS",
    "WORKERS": "server: web processes; default 2 per core",
    "FIRM_MB": "server: megabytes of dropped files that one firm may keep; default 5000",
    "TIME_ZONE": "where the firms are, for days and times; default Europe/Paris (America/Montreal in Québec)",
    "LEASE_SECONDS": "without a sign of life of its worker for so long, a job goes to another one; default 30",
    "LOG_LEVEL": "default INFO (server), WARNING (local)",
}
"""Every variable and its meaning; docs/server.md lists them and a test compares."""


def value(name: str, default: str | None = None) -> str:
    """The variable ANCRAGE_<name>, or the content of the file that ANCRAGE_<name>_FILE names.

    Raises:
        ImproperlyConfigured: it is not set and has no default.
    """
    if name not in VARIABLES:
        raise KeyError(name)
    found = os.environ.get(f"ANCRAGE_{name}")
    if found is None and (path := os.environ.get(f"ANCRAGE_{name}_FILE")):
        try:
            found = Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"ANCRAGE_{name}_FILE cannot be read") from error
    if found is None:
        if default is None:
            raise ImproperlyConfigured(f"set ANCRAGE_{name} or ANCRAGE_{name}_FILE")
        return default
    return found


def names(name: str) -> list[str]:
    """A variable that holds several names, separated by commas."""
    return [part.strip() for part in value(name).split(",") if part.strip()]


def mode() -> Mode:
    """Local or server."""
    found = value("MODE", "local")
    if found not in {"local", "server"}:
        raise ImproperlyConfigured("ANCRAGE_MODE is local or server")
    return "server" if found == "server" else "local"


def data_folder() -> Path:
    """Where a local start keeps its data."""
    import platformdirs  # noqa: PLC0415 (only here)

    default = platformdirs.user_data_dir("ancrage", appauthor=False)
    return Path(value("DATA", default))


def local_secret(folder: Path) -> str:
    """The secret of a local start, made at its first start and readable by its owner alone."""
    path = folder / "secret-key"
    if not path.exists():
        folder.mkdir(
            mode=0o700, parents=True, exist_ok=True
        )  # figures of a firm: for its owner alone
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w") as stream:
            stream.write(secrets.token_urlsafe(50))
    return path.read_text(encoding="utf-8")


def sqlite(path: Path) -> dict[str, Any]:
    """Django's database settings for SQLite: writers wait for one another instead of failing (docs/web.md)."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY; "
            "PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000",
        },
    }


def postgresql(url: str) -> dict[str, Any]:
    """Django's database settings for a postgresql:// address.

    Raises:
        ImproperlyConfigured: it is not the address of a PostgreSQL database.
    """
    from psycopg import ProgrammingError  # noqa: PLC0415 (server mode only)
    from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415

    try:
        parts = {k: str(v) for k, v in conninfo_to_dict(url).items() if v is not None}
    except ProgrammingError as error:
        raise ImproperlyConfigured("a database address starts with postgresql://") from error
    known = {
        "dbname": "NAME",
        "user": "USER",
        "password": "PASSWORD",
        "host": "HOST",
        "port": "PORT",
    }
    settings: dict[str, Any] = {known[k]: v for k, v in parts.items() if k in known}
    return settings | {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {k: v for k, v in parts.items() if k not in known},
    }
