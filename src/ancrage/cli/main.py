"""The command `ancrage`: arguments, language, exit status. Heavy libraries are imported where they are used."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from ancrage.cli.exits import Exit
from ancrage.cli.parser import parser
from ancrage.text import Language, Text, render, t


def entry_point() -> None:
    """Run the command and leave with its status."""
    sys.exit(main(sys.argv[1:]))


def main(arguments: Sequence[str]) -> int:
    """Run one command line; returns its exit status."""
    language = _language(arguments)
    try:
        options = parser(language).parse_args(arguments)
        return int(_run(options, language))
    except KeyboardInterrupt:
        print(render(t("Arrêté."), language), file=sys.stderr)  # noqa: T201
        return Exit.INTERRUPTED
    except BrokenPipeError:
        # The reader of our output left (head, less): nothing more to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.OK
    except Exception as error:
        if os.environ.get("ANCRAGE_DEBUG"):
            raise
        _say(
            t(
                "Une erreur inattendue s’est produite ({error}). Vos fichiers n’ont pas été modifiés. Relancez avec "
                "ANCRAGE_DEBUG=1 et joignez ce qui s’affiche à un signalement.",
                error=f"{type(error).__name__}: {error}",
            ),
            language,
        )
        return Exit.INTERNAL


def _say(text: Text, language: Language) -> None:
    print(render(text, language), file=sys.stderr)  # noqa: T201


def _language(arguments: Sequence[str]) -> Language:
    """Language asked for by --lang, else that of the environment."""
    for index, argument in enumerate(arguments):
        value = argument.removeprefix("--lang=") if argument.startswith("--lang=") else None
        if argument == "--lang" and index + 1 < len(arguments):
            value = arguments[index + 1]
        if value in set(Language):
            return Language(value)
    return Language.from_environment()


def _run(options: argparse.Namespace, language: Language) -> Exit:
    if options.command == "audit":
        from ancrage.cli.audit import run  # noqa: PLC0415
    elif options.command == "explain":
        from ancrage.cli.explain import run  # noqa: PLC0415
    elif options.command == "identities":
        from ancrage.cli.identities import run  # noqa: PLC0415
    elif options.command == "signals":
        from ancrage.cli.signals import run  # noqa: PLC0415
    elif options.command == "stock":
        from ancrage.cli.stock import run  # noqa: PLC0415
    elif options.command == "read":
        from ancrage.cli.read import run  # noqa: PLC0415
    elif options.command == "templates":
        from ancrage.cli.templates import run  # noqa: PLC0415
    elif options.command == "questions":
        from ancrage.cli.questionnaire import run  # noqa: PLC0415
    elif options.command == "demo":
        from ancrage.cli.demo import run  # noqa: PLC0415
    elif options.command == "serve":
        from ancrage.cli.serve import run  # noqa: PLC0415
    elif options.command == "server":
        from ancrage.cli.server import run  # noqa: PLC0415
    else:
        from ancrage.cli.keep import run  # noqa: PLC0415
    return run(options, language)


if __name__ == "__main__":
    entry_point()
