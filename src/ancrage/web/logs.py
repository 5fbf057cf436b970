"""Logs without personal data: one line a request, events of security, errors without what they were about.

A line says what happened, when, to which account number; never an address, a name, an address on the network, the path
of a page or what a file holds. Messages of exceptions are left out too: they quote what they failed on.
"""

from __future__ import annotations

import logging
import re
import traceback
from contextvars import ContextVar
from types import TracebackType
from typing import Any, TypeAlias

from pythonjsonlogger.json import JsonFormatter

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
"""Number of the request being answered; every line written meanwhile carries it."""

_EMAIL = re.compile(r"[^\s<>'\"=,;()]+@[^\s<>'\"=,;()]+\.[A-Za-z]{2,}")
_ADDRESS = re.compile(
    r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])|\b(?:[0-9A-Fa-f]{1,4}:){3,7}[0-9A-Fa-f:]+"
)
_LOCAL = {"127.0.0.1", "0.0.0.0"}  # noqa: S104 (a name in a line, nothing listens here)
Raised: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


def without_persons(text: str) -> str:
    """The text without e-mail addresses and network addresses: a net under libraries that write their own lines."""
    text = _EMAIL.sub("(e-mail)", text)
    return _ADDRESS.sub(lambda found: found[0] if found[0] in _LOCAL else "(address)", text)


def where(raised: Raised) -> str:
    """Where an error was raised and of which type; not its message, which quotes what it failed on."""
    kind, error, trace = raised
    if kind is None or error is None:
        return ""
    frames = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)]
    cause = error.__cause__ or error.__context__
    more = [f"after {type(cause).__name__}"] if cause is not None else []
    return " | ".join([*frames, kind.__name__, *more])


class Plain(logging.Formatter):
    """For a terminal."""

    def __init__(self) -> None:
        super().__init__("%(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """One line, on which nothing from outside can begin another."""
        record.exc_text = None
        return without_persons(super().format(record)).replace("\r", " ").replace("\n", " ")

    def formatException(self, ei: Any) -> str:  # noqa: N802 (the name of logging)
        """The place and the type."""
        return where(ei)

    def formatStack(self, stack_info: str) -> str:  # noqa: ARG002, N802 (the name of logging)
        """Left out: it quotes the code around."""
        return ""


class Json(JsonFormatter):
    """For a collector of logs: one JSON object a line, times in UTC."""

    def __init__(self) -> None:
        super().__init__(
            "%(levelname)s %(name)s %(message)s",
            rename_fields={"levelname": "level", "name": "logger"},
            timestamp=True,
            json_ensure_ascii=False,
        )

    def add_fields(
        self,
        log_data: dict[str, Any],
        record: logging.LogRecord,
        message_dict: dict[str, Any],
    ) -> None:
        """The fields of a line, cleaned, with the number of the request."""
        super().add_fields(log_data, record, message_dict)
        for objects in ("request", "stack_info"):  # Django hands over whole requests
            log_data.pop(objects, None)
        for key, found in log_data.items():
            if isinstance(found, str):
                log_data[key] = without_persons(found)
        if request_id := REQUEST_ID.get():
            log_data["request_id"] = request_id

    def formatException(self, ei: Any) -> str:  # noqa: N802 (the name of logging)
        """The place and the type."""
        return where(ei)


def configuration(level: str, *, json: bool) -> dict[str, Any]:
    """For logging.config, the same in every process of the application."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": Json if json else Plain}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # These write paths of pages, which can hold a secret; `watch` and `middleware` write their events instead.
            "django.request": {"level": "CRITICAL"},
            "django.security.csrf": {"level": "CRITICAL"},
            "django.server": {"level": "CRITICAL"},
            "django": {"handlers": [], "level": level, "propagate": True},
        },
    }
