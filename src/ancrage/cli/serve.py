"""`ancrage serve`: the application in the browser, on this machine."""

from __future__ import annotations

import argparse
import sys
import webbrowser

from ancrage.cli.exits import Exit
from ancrage.cli.loading import say
from ancrage.text import Language, t


def run(options: argparse.Namespace, language: Language) -> Exit:
    """Serve until stopped. The one-time address is the only line on standard output."""
    from ancrage.web.start.local import AlreadyRunning, PortTaken, serve  # noqa: PLC0415 (heavy)

    def ready(address: str) -> None:
        print(address, flush=True)  # noqa: T201
        if options.no_browser:
            return
        say(
            t("Ancrage est ouvert à cette adresse, à usage unique. Pour arrêter : Ctrl-C."),
            language,
        )
        webbrowser.open(address)

    if not options.no_browser:
        say(t("Ancrage démarre : la page s’ouvre dans quelques secondes."), language)
    try:
        serve(options.data, options.port, language, ready, demo=options.demo)
    except AlreadyRunning as error:
        say(
            t(
                "Ancrage est déjà ouvert sur ces données : {address}. Retrouvez sa page dans votre navigateur, ou arrêtez-le "
                "d’abord.",
                address=error.address,
            ),
            language,
        )
        return Exit.ALREADY_RUNNING
    except PortTaken:
        say(
            t("Le port est déjà pris par un autre programme. Choisissez-en un autre avec --port."),
            language,
        )
        return Exit.PORT_TAKEN
    except OSError as error:
        say(
            t(
                "Le dossier des données ne peut pas être utilisé ({reason}). Choisissez-en un autre avec --data.",
                reason=error.strerror or str(error),
            ),
            language,
        )
        return Exit.CANNOT_WRITE
    sys.stdout.flush()
    return Exit.OK
