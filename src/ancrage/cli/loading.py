"""What `audit` and `explain` share: answers, reading, progress, and the words for what could not be done."""

from __future__ import annotations

import argparse
import contextlib
import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ancrage.cli.exits import Exit
from ancrage.facts import FACTS, fact_of
from ancrage.problems import Problem
from ancrage.questions import Answer, Question
from ancrage.roadmap.rooms import ROOMS
from ancrage.text import Language, Text, render, t

if TYPE_CHECKING:
    from ancrage.firm import Reading


@dataclass(frozen=True, slots=True)
class BadAnswers(Exception):
    """The answers file cannot be used; `text` says where and why."""

    text: Text


def say(text: Text, language: Language) -> None:
    """A sentence on standard error; control characters, which a name in an archive may hold, are not sent."""
    shown = "".join(
        letter if letter.isprintable() or letter in "\n\u00a0\u202f" else "?"
        for letter in render(text, language)
    )
    print(shown, file=sys.stderr)  # noqa: T201


@contextlib.contextmanager
def progress(language: Language, *, quiet: bool) -> Iterator[Callable[[Text], None]]:
    """A line that says what is being done, on a terminal only."""
    if quiet or not sys.stderr.isatty():
        yield lambda _text: None
        return
    from rich.console import Console  # noqa: PLC0415

    console = Console(stderr=True)
    with console.status(render(t("Lecture des fichiers"), language)) as status:
        yield lambda text: status.update(render(text, language))


def load(options: argparse.Namespace, tell: Callable[[Text], None]) -> Reading:
    """The firm that the command line names. Raises BadAnswers."""
    from ancrage.firm import read  # noqa: PLC0415 (heavy; `serve` needs only `say`)

    return read(
        options.paths,
        answers(options),
        siren=options.siren,
        rules=rules_of(options.rules or ()),
        progress=tell,
    )


def rules_of(paths: Sequence[Path]) -> dict[str, Any]:
    """What columns are, from files written by hand or by `--propose`, by shape. Raises BadAnswers."""
    from ancrage.firm.mapping.rules import BadMapping, from_toml  # noqa: PLC0415

    found = {}
    for path in paths:
        try:
            rule = from_toml(path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise BadAnswers(
                t("{file} n’a pas pu être lu : {reason}.", file=str(path), reason=reason)
            ) from error
        except BadMapping as error:
            raise BadAnswers(t("{file} : {reason}", file=str(path), reason=error.text)) from error
        found[rule.shape] = rule
    return found


def answers(options: argparse.Namespace) -> dict[str, Answer]:
    """Answers of the TOML file, checked against the questions. Raises BadAnswers."""
    if options.answers is None:
        return {}
    name = str(options.answers)
    try:
        with options.answers.open("rb") as stream:
            document = tomllib.load(stream)
    except OSError as error:
        raise BadAnswers(
            t("{file} n’a pas pu être lu : {reason}.", file=name, reason=error.strerror or "")
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadAnswers(
            t("{file} n’est pas un fichier TOML correct : {reason}.", file=name, reason=str(error))
        ) from error
    questions = {question.id: question for room in ROOMS for question in room.questions}
    given = document.get("answers", document)
    found: dict[str, Answer] = {}
    for key, value in given.items():
        if (fact := fact_of(key)) is not None:
            found[key] = _checked_fact(fact.name, key, value, name)
            continue
        if key not in questions:
            raise BadAnswers(
                t("{file} : aucune question ne s’appelle « {key} ».", file=name, key=key)
            )
        found[key] = _checked(questions[key], value, name)
    return found


def _checked_fact(fact: str, key: str, value: object, file: str) -> Answer:
    """What is said of one supplier: a number of days, a percentage, or words."""
    number = FACTS[fact].kind in {"days", "percent"}
    if number and isinstance(value, int | float) and not isinstance(value, bool) and value >= 0:
        return float(value)
    if not number and isinstance(value, str) and value.strip():
        return value.strip()
    raise BadAnswers(
        t(
            "{file} : la réponse à « {key} » doit être {expected}.",
            file=file,
            key=key,
            expected=t("un nombre positif") if number else t("un texte"),
        )
    )


def _checked(question: Question, value: object, file: str) -> Answer:
    if question.kind == "yes_no" and isinstance(value, bool):
        return value
    if question.kind == "choice" and value in [choice for choice, _ in question.choices]:
        return str(value)
    if (
        question.kind in {"number", "share"}
        and isinstance(value, int | float)
        and not isinstance(value, bool)
    ):
        if question.kind == "share" and not 0 <= value <= 100:
            raise BadAnswers(
                t(
                    "{file} : « {key} » est un pourcentage, entre 0 et 100.",
                    file=file,
                    key=question.id,
                )
            )
        if value >= 0:
            return float(value)
    expected = {
        "yes_no": t("true ou false"),
        "number": t("un nombre positif"),
        "share": t("un nombre entre 0 et 100"),
        "choice": t("l’un des choix indiqués"),
    }[question.kind]
    raise BadAnswers(
        t(
            "{file} : la réponse à « {key} » doit être {expected}.",
            file=file,
            key=question.id,
            expected=expected,
        )
    )


def no_firm(reading: Reading, language: Language) -> Exit:
    """Say why there is no firm to study, and with which status to leave."""
    if reading.sirens:
        say(
            t(
                "Ces fichiers sont ceux de plusieurs entreprises : {sirens}. Étudiez-les une par une, ou ajoutez "
                "--siren suivi du numéro voulu.",
                sirens=", ".join(reading.sirens),
            ),
            language,
        )
        return Exit.SEVERAL_FIRMS
    if not reading.files and not reading.problems:
        say(t("Il n’y a aucun fichier ici."), language)
    elif reading.tables:
        say(
            t("Vos listes sont lues, mais l’étude part de la comptabilité, et aucune n’est ici."),
            language,
        )
    else:
        say(t("Aucun fichier n’a pu être utilisé."), language)
    for problem in reading.problems:
        say(_place(problem), language)
        say(problem.message, language)
        say(problem.repair, language)
    say(
        t(
            "Il faut au moins un FEC (fichier des écritures comptables). Votre logiciel de comptabilité ou votre "
            "comptable l’exporte en quelques minutes."
        ),
        language,
    )
    if reading.tables.keys() & {"purchase_orders", "receipts", "stock", "order_lines"}:
        say(
            t(
                "Sans FEC, « ancrage stock » dit déjà, sur ces mêmes fichiers, quels fournisseurs ralentissent, ce qui manquerait "
                "et que commander."
            ),
            language,
        )
    return Exit.NOTHING_TO_READ


def _place(problem: Problem) -> Text:
    if problem.line is None:
        return t("• {file}", file=problem.file)
    return t("• {file}, ligne {line}", file=problem.file, line=problem.line)
