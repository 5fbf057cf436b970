"""Page one on a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ancrage.roadmap.report.shapes import Asked, Lead, Point, ReportView, Stage

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, Group
    from rich.text import Text as Line

KIND_STYLES = {"strength": "green", "weakness": "yellow", "risk": "red", "opportunity": "cyan"}
LABEL_WIDTH = 18


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A sentence after its mark, set off from it. Lines break at spaces that allow it, never before a € or a %."""

    said: str
    style: str = ""
    mark: str = ""
    mark_style: str = ""
    indent: int = 0

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Line]:
        """The lines, for rich."""
        from rich.text import Text as Line  # noqa: PLC0415 (heavy)

        room = max(20, options.max_width - self.indent)
        for number, words in enumerate(textwrap.wrap(self.said, room) or [""]):
            line = Line(
                self.mark.ljust(self.indent) if number == 0 else " " * self.indent, self.mark_style
            )
            yield line.append(words, self.style)


def summary(view: ReportView) -> Group:
    """Page one, to print on a rich console. Names of files and firms are never read as markup."""
    from rich.console import Group  # noqa: PLC0415 (heavy)

    cover, words = view.cover, view.words
    parts = [Paragraph(view.title, "bold"), Paragraph(f"{view.firm} · {view.period}", "dim")]
    parts += _head(words["first"])
    parts += _lead(cover.lead, view) if cover.lead else _none(cover.none_said, cover.asked)
    parts += [*_head(words["strengths"]), *_points(cover.strengths, words["no_strength"])]
    parts += [*_head(words["weaknesses"]), *_points(cover.weaknesses, words["no_weakness"])]
    parts += [*_head(words["thirty_days"]), *_stages(cover.stages, words["no_step"])]
    parts += _head(words["sureness"])
    parts += [Paragraph(sentence, mark="•", indent=2) for sentence in cover.sureness]
    return Group(*parts, Paragraph(""))


def _head(said: str) -> list[Paragraph]:
    return [Paragraph(""), Paragraph(said, "bold cyan")]


def _lead(lead: Lead, view: ReportView) -> list[Paragraph]:
    words, worth = view.words, lead.point.worth
    between = f" ({worth.between})" if worth else ""
    facts = (
        (words["todo"], lead.todo),
        (words["why"], lead.reason),
        (words["proof"], lead.point.proof),
        (words["solid"], lead.draws),
    )
    result = [
        Paragraph(lead.title, "bold"),
        Paragraph(lead.point.worth_said + between, "bold green"),
    ]
    for label, said in facts:
        if said and len(label) >= LABEL_WIDTH:
            result += [Paragraph(label, "dim"), Paragraph(said, indent=LABEL_WIDTH)]
        elif said:
            result.append(Paragraph(said, mark=label, mark_style="dim", indent=LABEL_WIDTH))
    return result


def _none(said: str, questions: Sequence[Asked]) -> list[Paragraph]:
    result = [Paragraph(said, "bold")]
    for number, question in enumerate(questions, 1):
        result.append(Paragraph(question.ask, mark=f"{number}.", mark_style="bold cyan", indent=3))
        result.append(Paragraph(question.why, "dim", indent=3))
    return result


def _points(points: Sequence[Point], otherwise: str) -> list[Paragraph]:
    if not points:
        return [Paragraph(otherwise, "dim")]
    result = []
    for point in points:
        result.append(
            Paragraph(point.title, mark="●", mark_style=KIND_STYLES[point.kind], indent=2)
        )
        result.append(
            Paragraph(f"{point.brief} · {point.dots} {point.confidence}", "dim", indent=2)
        )
    return result


def _stages(stages: Sequence[Stage], otherwise: str) -> list[Paragraph]:
    if not stages:
        return [Paragraph(otherwise, "dim")]
    result = []
    for stage in stages:
        result.append(
            Paragraph(stage.title, mark=f"{stage.number}.", mark_style="bold cyan", indent=3)
        )
        result.append(Paragraph(f"{stage.effort} · {stage.when}", "dim", indent=3))
    return result
