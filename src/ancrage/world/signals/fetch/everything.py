"""All sources asked, one after the other; what fails leaves what was kept before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from ancrage.problems import Problem
from ancrage.text import Text, t
from ancrage.world.signals.fetch.answers import BadAnswer, Get, NoAnswer, Sheets
from ancrage.world.signals.fetch.ecb import rates
from ancrage.world.signals.fetch.portwatch import passages, ports
from ancrage.world.signals.fetch.workbooks import gpr, gscpi
from ancrage.world.signals.kept import Kept, keep, kept_of, path_of
from ancrage.world.signals.sources import SOURCES, Source


@dataclass(frozen=True, eq=False)
class Outcome:
    """What became of one source: what is kept now, None for nothing, and what went wrong, None for nothing."""

    source: Source
    kept: Kept | None
    problem: Problem | None


def fetch_into(
    folder: Path,
    get: Get,
    sheets: Sheets,
    today: date,
    wanted: Sequence[str] = (),
    port_ids: Sequence[str] = (),
) -> list[Outcome]:
    """Ask publishers and keep what they give.

    Args:
        folder: where series are kept; made if it is not there.
        get: the client, with its limits of time and size.
        sheets: what opens a workbook, with its limits.
        today: day of the fetch.
        wanted: codes of SOURCES; none for all of them.
        port_ids: ports to ask PortWatch for; without any, ports are left out.

    Raises:
        OSError: the folder cannot be written.
    """
    how: dict[str, Callable[[], pl.DataFrame]] = {
        "passages": lambda: passages(get),
        "gscpi": lambda: gscpi(get, sheets),
        "gpr": lambda: gpr(get, sheets),
        "ecb": lambda: rates(get),
    }
    if port_ids:
        how["ports"] = lambda: ports(get, port_ids)
    return [
        _one(folder, SOURCES[code], ask, today)
        for code, ask in how.items()
        if not wanted or code in wanted
    ]


def _one(folder: Path, source: Source, ask: Callable[[], pl.DataFrame], today: date) -> Outcome:
    problem = None
    try:
        if not keep(folder, source, ask(), today):
            problem = _problem(
                folder, source, "answer_poorer",
                t("{title} : ce qui est venu finit plus tôt, ou a moins de lignes que ce qui était gardé.", title=source.title),
            )  # fmt: skip
    except NoAnswer as error:
        problem = _problem(
            folder, source, "no_answer", t("{title} : {why}", title=source.title, why=error.text)
        )
    except BadAnswer as error:
        problem = _problem(
            folder, source, "bad_answer", t("{title} : {why}", title=source.title, why=error.text)
        )
    return Outcome(source, kept_of(folder, source), problem)


def _problem(folder: Path, source: Source, code: str, message: Text) -> Problem:
    before = kept_of(folder, source)
    repair = (
        t("Rien n’était gardé : essayez plus tard.")
        if before is None
        else t("Ce qui était gardé reste en place, jusqu’au {last}.", last=before.last)
    )
    return Problem(code, "warning", str(path_of(folder, source)), None, message, repair)
