"""`ancrage read PATH...`: what each file is and holds; one table of it all; what columns of spreadsheets are."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping

from ancrage.cli.exits import Exit
from ancrage.cli.loading import BadAnswers, progress, rules_of, say
from ancrage.firm import Reading, read
from ancrage.firm.shown import BY_NAME, shown, written
from ancrage.roadmap.contract import files_data
from ancrage.text import Language, render, t, tn


def run(options: argparse.Namespace, language: Language) -> Exit:
    """Read, and print what was asked for."""
    try:
        rules = rules_of(options.rules or ())
    except BadAnswers as error:
        say(error.text, language)
        return Exit.BAD_ANSWERS
    if options.propose:
        return _propose(options, language)
    quiet = options.quiet or options.json or options.table is not None
    with progress(language, quiet=quiet) as tell:
        reading = read(options.paths, siren=options.siren, rules=rules, progress=tell)
    if options.table is not None:
        return _table(reading, options, language)
    if options.json:
        _out(json.dumps(files_data(reading, language), ensure_ascii=False))
    else:
        _tell(reading, language)
    used = any(file.status != "refused" for file in reading.files)
    return Exit.OK if used else Exit.NOTHING_TO_READ


def _table(reading: Reading, options: argparse.Namespace, language: Language) -> Exit:
    declaration = BY_NAME[options.table]
    rows = reading.tables.get(options.table)
    if rows is None and reading.firm is not None and hasattr(reading.firm, options.table):
        rows = getattr(reading.firm, options.table)
    if rows is None:
        rows = reading.empty(options.table)
    content = written(shown(declaration, rows, reading.files), options.format)
    if options.output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        try:
            options.output.write_bytes(content)
        except OSError as error:
            reason = error.strerror or str(error)
            say(
                t(
                    "{file} n’a pas pu être écrit : {reason}.",
                    file=str(options.output),
                    reason=reason,
                ),
                language,
            )
            return Exit.CANNOT_WRITE
    if rows.is_empty():
        say(t("Aucun fichier ne donne la table « {table} ».", table=declaration.label), language)
    return Exit.OK if reading.files else Exit.NOTHING_TO_READ


def _propose(options: argparse.Namespace, language: Language) -> Exit:
    """The columns of each spreadsheet as we would read them, as a text to correct and give back with --rules."""
    from ancrage.firm.files import sheets_of  # noqa: PLC0415
    from ancrage.firm.mapping.guess import propose  # noqa: PLC0415
    from ancrage.firm.mapping.rules import to_toml  # noqa: PLC0415

    found = list(sheets_of(options.paths))
    for name, grid in found:
        guess = propose(grid, called=name)
        where = f"{name} › {grid.sheet}" if grid.sheet else name
        _out(f"# {where}")
        _out(f"# {render(guess.reason, language)}")
        if guess.unused:
            _out(
                "# "
                + render(t("colonnes laissées : {names}", names=", ".join(guess.unused)), language)
            )
        _out(to_toml(guess.mapping))
    if not found:
        say(t("Aucun tableau ici."), language)
    return Exit.OK if found else Exit.NOTHING_TO_READ


def _tell(reading: Reading, language: Language) -> None:
    """For a person: a line a file, what was odd, what there is in all."""
    for file in reading.files:
        rows = tn("{count} ligne", "{count} lignes", file.rows)
        line = t(
            "{path} : {kind}, {rows}. {reason}",
            path=file.path,
            kind=file.kind,
            rows=rows,
            reason=file.reason,
        )
        _out(render(line, language))
        for name, value in file.control.items():
            said = (
                value
                if not isinstance(value, Mapping)
                else ", ".join(f"{k} {v}" for k, v in value.items())
            )
            _out(f"    {name} {said}")
    for problem in reading.problems:
        if problem.severity != "info":
            place = problem.file if problem.line is None else f"{problem.file}:{problem.line}"
            _out(
                f"{place} : {render(problem.message, language)} {render(problem.repair, language)}"
            )
    for table, found in reading.tables.items():
        _out(
            render(
                t(
                    "{table} : {rows}",
                    table=BY_NAME[table].label,
                    rows=tn("{count} ligne", "{count} lignes", found.height),
                ),
                language,
            )
        )


def _out(line: str) -> None:
    sys.stdout.write(line + "\n")
