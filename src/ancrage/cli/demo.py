"""`ancrage demo FOLDER`: the files of a fictional firm."""

from __future__ import annotations

import argparse

from ancrage import demo
from ancrage.cli.exits import Exit
from ancrage.cli.loading import say
from ancrage.text import Language, t, tn


def run(options: argparse.Namespace, language: Language) -> Exit:
    """Write the demonstration firm."""
    try:
        paths = (
            demo.write_all(options.folder)
            if options.seed is None
            else demo.write_all(options.folder, options.seed)
        )
    except OSError as error:
        say(
            t(
                "Impossible d’écrire dans {file} : {reason}.",
                file=str(options.folder),
                reason=error.strerror or "",
            ),
            language,
        )
        return Exit.CANNOT_WRITE
    say(
        tn(
            "{count} fichier écrit dans {folder}.",
            "{count} fichiers écrits dans {folder}.",
            len(paths),
            folder=str(options.folder),
        ),
        language,
    )
    return Exit.OK
