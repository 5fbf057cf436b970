"""`ancrage signals fetch --to DIR`: asks publishers for their series, which nothing else in Ancrage does."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from ancrage.cli.client import client, sheets
from ancrage.cli.exits import Exit
from ancrage.cli.loading import say
from ancrage.cli.signals import tell_problems
from ancrage.text import Language, render, t, tn
from ancrage.world.signals.fetch import fetch_into
from ancrage.world.signals.kept import path_of


def run(options: argparse.Namespace, language: Language) -> Exit:
    """Fetch, keep, and say what is there."""
    today = datetime.now(UTC).date()
    get = client(options.mirror or "")
    try:
        outcomes = fetch_into(
            options.to, get, sheets, today, options.only or (), options.port or ()
        )
    except OSError as error:
        say(
            t(
                "{file} n’a pas pu être écrit : {reason}.",
                file=str(options.to),
                reason=error.strerror or "",
            ),
            language,
        )
        return Exit.CANNOT_WRITE
    for one in outcomes:
        if one.problem is None and one.kept is not None:
            rows = tn("{count} ligne", "{count} lignes", len(one.kept.table))
            line = t(
                "• {title} ({publisher}) : {rows}, jusqu’au {last} — {file}",
                title=one.source.title, publisher=one.source.publisher, rows=rows, last=one.kept.last,
                file=str(path_of(options.to, one.source)),
            )  # fmt: skip
            print(render(line, language))  # noqa: T201
            print(f"    {render(one.source.terms, language)}")  # noqa: T201
    tell_problems((one.problem for one in outcomes if one.problem is not None), language)
    return Exit.OK if any(one.problem is None for one in outcomes) else Exit.NOTHING_TO_READ
