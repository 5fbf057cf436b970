"""`ancrage stock PATH...`: suppliers that slow down, items that would run out, what to order."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date

from ancrage.cli.exits import Exit
from ancrage.cli.loading import BadAnswers, load, progress, say
from ancrage.roadmap.stock.contract import stock_data
from ancrage.roadmap.stock.view import stock_view
from ancrage.text import Language, t
from ancrage.world import world_on


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
    if options.json:
        sys.stdout.write(json.dumps(stock_data(view, language), ensure_ascii=False) + "\n")
        return Exit.OK
    from ancrage.roadmap.stock.terminal import tell_stock  # noqa: PLC0415

    tell_stock(view, language, print)
    return Exit.OK
