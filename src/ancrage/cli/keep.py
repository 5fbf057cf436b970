"""`ancrage backup FILE` and `ancrage restore FILE`."""

from __future__ import annotations

import argparse

from ancrage.cli.exits import Exit
from ancrage.cli.loading import say
from ancrage.text import Language, t, tn


def run(options: argparse.Namespace, language: Language) -> Exit:
    """Back up, or restore."""
    from ancrage.web.start import keep  # noqa: PLC0415 (heavy)

    name = str(options.file)
    try:
        if options.command == "backup":
            rows = sum(keep.backup(options.file, options.data).values())
            done = tn(
                "{file} : {count} enregistrement sauvegardé.",
                "{file} : {count} enregistrements sauvegardés.",
                rows,
                file=name,
            )
        else:
            rows = sum(keep.restore(options.file, options.data).values())
            done = tn(
                "{file} : {count} enregistrement remis.",
                "{file} : {count} enregistrements remis.",
                rows,
                file=name,
            )
    except keep.AlreadyRunning:
        say(t("Ancrage est ouvert sur ces données. Arrêtez-le d’abord."), language)
        return Exit.ALREADY_RUNNING
    except keep.NotFresh:
        say(
            t(
                "Il y a déjà des données ici : rien n’a été modifié. Choisissez un dossier neuf avec --data."
            ),
            language,
        )
        return Exit.NOT_FRESH
    except keep.NotABackup as error:
        say(
            t(
                "{file} n’est pas une sauvegarde lisible ({reason}) : rien n’a été modifié.",
                file=name,
                reason=str(error),
            ),
            language,
        )
        return Exit.NOT_A_BACKUP
    except OSError as error:
        say(
            t(
                "{file} ne peut pas être écrit ou lu : {reason}.",
                file=name,
                reason=error.strerror or str(error),
            ),
            language,
        )
        return Exit.CANNOT_WRITE
    say(done, language)
    return Exit.OK
