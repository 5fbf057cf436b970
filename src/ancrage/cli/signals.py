"""`ancrage signals …`: what changes, from a firm's orders (leadtimes) or from series of the world (world, fetch)."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable

from ancrage.cli.exits import Exit
from ancrage.cli.loading import say
from ancrage.firm.leadtimes.orders import BadOrders, read_orders, unwatched
from ancrage.firm.leadtimes.watch import Watch, watch
from ancrage.money import Number, Percent
from ancrage.problems import Problem
from ancrage.roadmap.contract import problem_data
from ancrage.text import Language, Text, render, t, tn


def run(options: argparse.Namespace, language: Language) -> Exit:
    """Print the alarms."""
    if options.signal == "world":
        from ancrage.cli.signals_world import run as other  # noqa: PLC0415

        return other(options, language)
    if options.signal == "fetch":
        from ancrage.cli.signals_fetch import run as fetch  # noqa: PLC0415

        return fetch(options, language)
    return _leadtimes(options, language)


def _leadtimes(options: argparse.Namespace, language: Language) -> Exit:
    """Which suppliers became slower, on which day that could be known."""
    try:
        orders = read_orders(options.file)
    except BadOrders as error:
        say(error.text, language)
        return Exit.NOTHING_TO_READ
    last_day = orders.last_day if options.last_day is None else options.last_day
    found = watch(orders.series, options.baseline_days, last_day)
    silent = [name for name, one in found.items() if one.false_alarms is None]
    problems = [*orders.problems, *unwatched(str(options.file), silent)]
    if options.json:
        data = {
            "series": {name: _data(one) for name, one in found.items()},
            "last_day": last_day,
            "problems": [problem_data(problem, language) for problem in problems],
        }
        print(json.dumps(data, ensure_ascii=False))  # noqa: T201
        return Exit.OK
    _tell(found, problems, language)
    return Exit.OK


def _data(one: Watch) -> dict[str, object]:
    return {
        "alarms": [
            {
                "day": alarm.day,
                "onset": alarm.onset,
                "estimate_days": alarm.estimate,
                "baseline_days": alarm.baseline,
            }
            for alarm in one.alarms
        ],
        "false_alarms_per_year": _rounded(one.false_alarms),
        "rule": {
            "days": list(one.rule),
            "false_alarms_per_year": _rounded(one.rule_false_alarms),
        },
    }


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 3)


def _tell(found: dict[str, Watch], problems: list[Problem], language: Language) -> None:
    for name, one in found.items():
        for alarm in one.alarms:
            _show(
                t(
                    "• {name} : le jour {day}, délais d’environ {estimate} jours au lieu de {usual}, pour les commandes passées "
                    "depuis le jour {onset}.",
                    name="".join(c if c.isprintable() else "?" for c in name)[:200],
                    day=str(alarm.day),
                    onset=str(alarm.onset),
                    estimate=Number(alarm.estimate, 1),
                    usual=Number(alarm.baseline, 1),
                ),
                language,
            )
            _show(_wording(one), language)
    slower = sum(bool(one.alarms) for one in found.values())
    watched = sum(one.false_alarms is not None for one in found.values())
    _show(
        tn(
            "{count} fournisseur ralentit, sur {watched} suivis.",
            "{count} fournisseurs ralentissent, sur {watched} suivis.",
            slower,
            watched=watched,
        ),
        language,
    )
    tell_problems(problems, language)


def tell_problems(problems: Iterable[Problem], language: Language) -> None:
    """One line a problem."""
    for problem in problems:
        place = problem.file if problem.line is None else f"{problem.file}:{problem.line}"
        print(f"{place} : {render(problem.message, language)} {render(problem.repair, language)}")  # noqa: T201


def _wording(one: Watch) -> Text:
    """How often this alarm, and the rule of thumb, would be wrong for this supplier."""
    share, rule = one.false_alarms or 0.0, one.rule_false_alarms or 0.0
    return t(
        "    Pour ce fournisseur, une fausse alerte en {years} ans. La règle « +15 % en deux mois » se tromperait {rule} des "
        "années sans changement.",
        years=round(1 / share) if share else 0,
        rule=Percent(rule, 0),
    )


def _show(text: Text, language: Language) -> None:
    print(render(text, language))  # noqa: T201
