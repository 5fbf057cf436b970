"""`ancrage stock PATH...`: suppliers that slow down, items that would run out, what to order."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date

from ancrage.cli.exits import Exit
from ancrage.cli.loading import BadAnswers, load, progress, say
from ancrage.money import shown_in
from ancrage.roadmap.stock.contract import stock_data
from ancrage.roadmap.stock.view import StockView, stock_view
from ancrage.text import Language, t
from ancrage.world import World, world_on


def run(options: argparse.Namespace, language: Language) -> Exit:
    """Read, follow, answer."""
    with progress(language, quiet=options.quiet or options.json) as tell:
        try:
            reading = load(options, tell)
        except BadAnswers as error:
            say(error.text, language)
            return Exit.BAD_ANSWERS
        firm = reading.firm_of_goods()
        tell(t("Suivi des commandes, des délais et du stock"))
        world = world_on(options.date or date.today(), options.signals)  # noqa: DTZ011 (the reader's own day)
        view = stock_view(firm, world) if firm else None
    if view is None:
        say(
            t(
                "Rien ici ne parle de marchandises. Il faut au moins une liste de commandes aux fournisseurs, de réceptions, "
                "de stock ou de ventes par article."
            ),
            language,
        )
        return Exit.NOTHING_TO_READ
    with shown_in(view.supply.currency):
        if options.what_if:
            return _what_if(options, view, world, language)
        return _all(options, view, language)


def _all(options: argparse.Namespace, view: StockView, language: Language) -> Exit:
    """The whole answer."""
    if options.json:
        sys.stdout.write(json.dumps(stock_data(view, language), ensure_ascii=False) + "\n")
        return Exit.OK
    from ancrage.roadmap.stock.terminal import tell_stock  # noqa: PLC0415

    tell_stock(view, language, print)
    return Exit.OK


def _what_if(
    options: argparse.Namespace, view: StockView, world: World, language: Language
) -> Exit:
    """What happens if all that is asked happens at once."""
    from ancrage.chain.stock.following import paths  # noqa: PLC0415
    from ancrage.roadmap.stock.answer import NoScenario, answer, scenario_said  # noqa: PLC0415
    from ancrage.roadmap.stock.kept import Kept  # noqa: PLC0415
    from ancrage.roadmap.stock.terminal_if import tell_if  # noqa: PLC0415
    from ancrage.roadmap.stock.ties import ties  # noqa: PLC0415

    kept = Kept(
        paths(view.supply), ties(view, world), view.supply.known_until, view.supply.currency
    )
    scenarios = []
    for asked in options.what_if:
        try:
            scenarios.append(scenario_said(asked, kept.ties))
        except NoScenario as error:
            say(t("{asked} : {reason}", asked=asked, reason=error.text), language)
            return Exit.USAGE
    answered = answer(kept, scenarios, language)
    if options.json:
        sys.stdout.write(json.dumps(answered, ensure_ascii=False) + "\n")
    else:
        tell_if(answered, language, print)
    return Exit.OK
