"""`ancrage templates DIR`: a spreadsheet to fill in for each table."""

from __future__ import annotations

import argparse

from ancrage.cli.exits import Exit
from ancrage.cli.loading import say
from ancrage.firm.mapping.templates import TEMPLATES, xlsx_template
from ancrage.text import Language, t


def run(options: argparse.Namespace, language: Language) -> Exit:
    """Write one workbook a table."""
    try:
        options.folder.mkdir(parents=True, exist_ok=True)
        for table in TEMPLATES:
            path = options.folder / f"{table.name}.xlsx"
            path.write_bytes(xlsx_template(table.name, language))
            print(path)  # noqa: T201
    except OSError as error:
        reason = error.strerror or str(error)
        said = t(
            "{file} n’a pas pu être écrit : {reason}.", file=str(options.folder), reason=reason
        )
        say(said, language)
        return Exit.CANNOT_WRITE
    return Exit.OK
