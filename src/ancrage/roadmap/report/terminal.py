"""Page one on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ancrage.roadmap.report.shapes import Asked, Lead, Point, ReportView, Stage

if TYPE_CHECKING:
    from rich.console import Group, RenderableType
    from rich.text import Text as Line

KIND_STYLES = {"strength": "green", "weakness": "yellow", "risk": "red", "opportunity": "cyan"}


def summary(view: ReportView) -> Group:
    """Page one, to print on a rich console. Names of files and firms are never read as markup."""
    from rich.console import Group  # noqa: PLC0415 (heavy)

    cover, words = view.cover, view.words
    parts: list[RenderableType] = [
        _line(view.title, "bold"),
        _line(f"{view.firm} · {view.period}", "dim"),
    ]
    parts += _head(words["first"])
    parts += (
        _lead(cover.lead, view)
        if cover.lead
        else [_line(cover.none_said, "bold"), *_asked(cover.asked)]
    )
    parts += [*_head(words["strengths"]), *_points(cover.strengths, words["no_strength"])]
    parts += [*_head(words["weaknesses"]), *_points(cover.weaknesses, words["no_weakness"])]
    parts += [*_head(words["thirty_days"]), *_stages(cover.stages, words["no_step"])]
    parts += [
        *_head(words["sureness"]),
        *(_item("•", sentence) for sentence in cover.sureness),
        _line("", ""),
    ]
    return Group(*parts)


def _line(said: str, style: str) -> Line:
    from rich.text import Text as Line  # noqa: PLC0415 (heavy)

    return Line(said, style=style)


def _head(said: str) -> list[RenderableType]:
    return [_line("", ""), _line(said, "bold cyan")]


def _item(mark: str, said: str, quiet: str = "", style: str = "") -> RenderableType:
    """A sentence set off by its mark, a quieter one under it."""
    from rich.table import Table  # noqa: PLC0415 (heavy)

    table = Table.grid(padding=(0, 1))
    table.add_column(width=max(2, len(mark)), no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    table.add_row(_line(mark, style), _line(said, ""))
    if quiet:
        table.add_row("", _line(quiet, "dim"))
    return table


def _facts(facts: Iterable[tuple[str, str]]) -> RenderableType:
    from rich.table import Table  # noqa: PLC0415 (heavy)

    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", max_width=18)
    table.add_column(ratio=1, overflow="fold")
    for label, said in facts:
        if said:
            table.add_row(_line(label, ""), _line(said, ""))
    return table


def _lead(lead: Lead, view: ReportView) -> list[RenderableType]:
    words, worth = view.words, lead.point.worth
    amount = _line(lead.point.worth_said, "bold green")
    if worth:
        amount.append(f" ({worth.between})", style="dim")
    facts = (
        (words["todo"], lead.todo),
        (words["why"], lead.reason),
        (words["proof"], lead.point.proof),
        (words["solid"], lead.draws),
    )
    return [_line(lead.title, "bold"), amount, _facts(facts)]


def _points(points: Sequence[Point], otherwise: str) -> list[RenderableType]:
    if not points:
        return [_line(otherwise, "dim")]
    return [
        _item("●", p.title, f"{p.brief} · {p.dots} {p.confidence}", KIND_STYLES[p.kind])
        for p in points
    ]


def _stages(stages: Sequence[Stage], otherwise: str) -> list[RenderableType]:
    if not stages:
        return [_line(otherwise, "dim")]
    return [_item(f"{s.number}.", s.title, f"{s.effort} · {s.when}", "bold cyan") for s in stages]


def _asked(questions: Sequence[Asked]) -> list[RenderableType]:
    return [_item(f"{i}.", q.ask, q.why, "bold cyan") for i, q in enumerate(questions, 1)]
