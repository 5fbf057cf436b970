"""`ancrage signals world FILE`: changes of dated series of the world, each with its onset, size, and false alarms."""

from __future__ import annotations

import argparse
import json

from ancrage.cli.dated import BadTable, read_dated
from ancrage.cli.exits import Exit
from ancrage.cli.loading import say
from ancrage.cli.signals import tell_problems
from ancrage.money import Number
from ancrage.roadmap.contract import problem_data
from ancrage.text import Language, Text, render, t, tn
from ancrage.world.signals.alarms import Alarm, Watched, alarms_of
from ancrage.world.signals.series import names, series_of


def run(options: argparse.Namespace, language: Language) -> Exit:
    """Print the alarms."""
    file = str(options.file)
    try:
        dated = read_dated(options.file)
    except BadTable as error:
        say(error.text, language)
        return Exit.NOTHING_TO_READ
    series, odd = series_of(dated.table, file)
    found = {name: alarms_of(one) for name, one in zip(names(series), series, strict=True)}
    problems = [*dated.problems, *odd]
    if options.json:
        data = {
            "series": {
                name: _data(watched) | {"kind": one.nature.kind, "rhythm": one.rhythm.name}
                for (name, watched), one in zip(found.items(), series, strict=True)
            },
            "problems": [problem_data(problem, language) for problem in problems],
        }
        print(json.dumps(data, ensure_ascii=False))  # noqa: T201
        return Exit.OK
    for name, watched in found.items():
        for alarm in watched.alarms:
            print(render(_sentence(name, alarm), language))  # noqa: T201
    known = [one for one in found.values() if one.false_alarms is not None]
    print(  # noqa: T201
        render(
            tn("{count} série suivie.", "{count} séries suivies.", len(known)),
            language,
        )
    )
    tell_problems(problems, language)
    return Exit.OK


def _data(watched: Watched) -> dict[str, object]:
    return {
        "alarms": [
            {
                "onset": alarm.onset.isoformat(),
                "alarm": alarm.alarm.isoformat(),
                "end": None if alarm.end is None else alarm.end.isoformat(),
                "size_pct": round(alarm.size_pct, 1),
                "duration": alarm.duration,
                "measure": alarm.measure,
                "became_base": None if alarm.became_base is None else alarm.became_base.isoformat(),
            }
            for alarm in watched.alarms
        ],
        "false_alarms_per_year": None
        if watched.false_alarms is None
        else round(watched.false_alarms, 3),
    }


def _sentence(name: str, alarm: Alarm) -> Text:
    shown = "".join(c if c.isprintable() else "?" for c in name)[:200]
    size = Number(alarm.size_pct, 0)
    if alarm.end is None:
        return t(
            "• {name} : {size} % depuis le {onset} environ, visible le {alarm}, et cela dure.",
            name=shown, size=size, onset=alarm.onset, alarm=alarm.alarm,
        )  # fmt: skip
    return t(
        "• {name} : {size} % du {onset} environ au {end}, visible le {alarm}.",
        name=shown, size=size, onset=alarm.onset, end=alarm.end, alarm=alarm.alarm,
    )  # fmt: skip
