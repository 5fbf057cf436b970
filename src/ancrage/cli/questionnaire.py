"""`ancrage questions`: the questionnaire as a TOML file to fill in."""

from __future__ import annotations

import argparse
import sys
import textwrap

from ancrage.cli.exits import Exit
from ancrage.cli.loading import say
from ancrage.questions import Question
from ancrage.roadmap.rooms import ROOMS
from ancrage.text import Language, Text, render, t

_EXAMPLES = {"yes_no": "true", "number": "10", "share": "25"}


def run(options: argparse.Namespace, language: Language) -> Exit:
    """Write the questionnaire, every answer commented out."""
    text = questionnaire(language)
    if options.output is None:
        sys.stdout.write(text)
        return Exit.OK
    try:
        with options.output.open(
            "x", encoding="utf-8"
        ) as stream:  # never over answers already given
            stream.write(text)
    except FileExistsError:
        say(
            t(
                "{file} existe déjà : il n’a pas été modifié. Choisissez un autre nom.",
                file=str(options.output),
            ),
            language,
        )
        return Exit.CANNOT_WRITE
    except OSError as error:
        say(
            t(
                "Impossible d’écrire dans {file} : {reason}.",
                file=str(options.output),
                reason=error.strerror or "",
            ),
            language,
        )
        return Exit.CANNOT_WRITE
    say(
        t(
            "Questionnaire écrit dans {file}. Remplissez-le, puis ajoutez --answers {file}.",
            file=str(options.output),
        ),
        language,
    )
    return Exit.OK


def questionnaire(language: Language) -> str:
    """All the questions by room, with what each answer changes."""
    lines = _comment(
        t(
            "Questionnaire d’Ancrage. Répondez à ce que vous savez : enlevez le # devant la ligne et mettez votre "
            "réponse. Une question sans réponse reste « inconnue » ; rien n’est deviné à votre place."
        ),
        language,
    )
    lines += ["", "[answers]"]
    for room in ROOMS:
        lines += ["", f"# --- {render(room.label, language)} ---"]
        for question in room.questions:
            lines += [
                "",
                *_comment(question.ask, language),
                *_comment(question.why, language),
                *_hints(question, language),
            ]
            lines.append(f"# {question.id} = {_example(question)}")
    return "\n".join(lines) + "\n"


def _comment(text: Text, language: Language) -> list[str]:
    return textwrap.wrap(render(text, language), 96, initial_indent="# ", subsequent_indent="# ")


def _hints(question: Question, language: Language) -> list[str]:
    if question.kind == "choice":
        return [f"#   {value}: {render(label, language)}" for value, label in question.choices]
    if question.kind == "share":
        return [f"#   ({render(t('en pour cent, de 0 à 100'), language)})"]
    if question.kind == "number" and question.unit is not None:
        return [f"#   ({render(question.unit, language)})"]
    return []


def _example(question: Question) -> str:
    if question.kind == "choice":
        return f'"{question.choices[0][0]}"'
    return _EXAMPLES[question.kind]
