"""`ancrage audit PATH...`: the main job."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from ancrage.cli.exits import Exit
from ancrage.cli.loading import BadAnswers, load, no_firm, progress, say
from ancrage.roadmap.audit import audit
from ancrage.text import Language, t
from ancrage.world import world_on

DEFAULT_OUTPUT = Path("ancrage-report")


def run(options: argparse.Namespace, language: Language) -> Exit:
    """Read, diagnose, plan, report."""
    with progress(language, quiet=options.quiet or options.json) as tell:
        try:
            reading = load(options, tell)
        except BadAnswers as error:
            say(error.text, language)
            return Exit.BAD_ANSWERS
        done = None
        if reading.firm is not None:
            done = audit(
                reading.firm,
                world_on(options.date or date.today(), options.signals),  # noqa: DTZ011 (the reader's own day)
                hours_per_month=options.hours,
                budget_eur=options.budget,
                progress=tell,
            )
        if options.json:
            from ancrage.roadmap.contract import to_json  # noqa: PLC0415

            # dumps, not dump: only the former is written in C, and millions of line numbers may follow.
            sys.stdout.write(
                json.dumps(to_json(reading, done, language), ensure_ascii=False) + "\n"
            )
        if done is None:
            return no_firm(reading, language)
        reports = None
        folder = options.output or (None if options.json else DEFAULT_OUTPUT)
        if folder is not None and not options.no_report:
            from ancrage.roadmap.report import write_reports  # noqa: PLC0415

            try:
                reports = write_reports(done, folder, language, tell)
            except OSError as error:
                say(
                    t(
                        "Le rapport n’a pas pu être écrit : {file} ({reason}). Fermez ce fichier s’il est ouvert, ou "
                        "choisissez un autre dossier avec --output.",
                        file=str(error.filename or folder),
                        reason=error.strerror or str(error),
                    ),
                    language,
                )
                return Exit.CANNOT_WRITE
    if not options.json and not options.quiet:
        from rich.console import Console  # noqa: PLC0415

        from ancrage.roadmap.report import print_summary  # noqa: PLC0415

        print_summary(done, language, Console())
    if reports is not None and not options.json:
        for path in (reports.html, reports.pdf, reports.xlsx):
            print(path.resolve() if not options.quiet else path)  # noqa: T201
    return Exit.OK
