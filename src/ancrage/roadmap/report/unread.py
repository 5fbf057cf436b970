"""What could not be read, said plainly: share of the euros, files, problems."""

from __future__ import annotations

from collections.abc import Sequence

from ancrage.firm import SourceFile
from ancrage.firm.model import Status
from ancrage.money import Euros, Percent
from ancrage.problems import Problem
from ancrage.roadmap.report.proof import Prover
from ancrage.roadmap.report.shapes import Cell, Grid, Oddity, Trouble, Unread
from ancrage.roadmap.report.words import SEVERITIES, STATUSES, WORDS
from ancrage.text import Text, show, t, tn

SHOWN_BY_FILE = 25
MANY_ALIKE = 10
_GRAVEST_FIRST = ("error", "warning", "info")


def unread(prover: Prover) -> Unread:
    """The files, their problems, the gravest first, and the share of the euros that no figure uses."""
    firm, say = prover.firm, prover.voice.say
    problems = sorted(firm.problems, key=lambda p: _GRAVEST_FIRST.index(p.severity))
    oddities = tuple(_oddity(problem, prover) for problem in problems)
    return Unread(
        said=say(unread_said(firm.files)),
        files=_files(prover),
        problems=oddities,
        troubles=tuple(
            _trouble(file, oddities, prover) for file in dict.fromkeys(o.file for o in oddities)
        ),
    )


def _trouble(file: str, oddities: Sequence[Oddity], prover: Prover) -> Trouble:
    of_file = tuple(oddity for oddity in oddities if oddity.file == file)
    rest = len(of_file) - SHOWN_BY_FILE
    more = tn(
        "{count} autre remarque sur ce fichier est dans le classeur Excel.",
        "{count} autres remarques sur ce fichier sont dans le classeur Excel.",
        rest,
    )
    return Trouble(file, of_file[:SHOWN_BY_FILE], prover.voice.say(more) if rest > 0 else None)


def unread_said(files: Sequence[SourceFile]) -> Text:
    """Share of the euros of the files that no figure uses, in one sentence."""
    total, unassigned = sum(file.debit for file in files), sum(file.unassigned for file in files)
    if not unassigned or not total:
        return t("Tous les euros de vos fichiers ont servi aux calculs.")
    share = unassigned / total
    if share < 0.0005:
        return t(
            "Presque tous les euros de vos fichiers ont servi : seuls {amount} sont laissés de côté.",
            amount=Euros(unassigned),
        )
    return t(
        "{used} des euros de vos fichiers ont servi aux calculs ; {aside}, soit {amount}, sont laissés de côté.",
        used=Percent(1 - share, 1),
        aside=Percent(share, 1),
        amount=Euros(unassigned),
    )


def _told(
    files: Sequence[SourceFile],
) -> tuple[list[SourceFile], dict[tuple[Text | str, Status], list[SourceFile]]]:
    """Files to name one by one, and those of one kind that are too many for it."""
    kinds: dict[tuple[Text | str, Status], list[SourceFile]] = {}
    for file in files:
        if file.kind != "fec" and file.label:
            kinds.setdefault((file.label, file.status), []).append(file)
    many = {key: found for key, found in kinds.items() if len(found) > MANY_ALIKE}
    return [file for file in files if (file.label, file.status) not in many], many


def _files(prover: Prover) -> Grid:
    voice = prover.voice
    rows = []
    files, alike = _told(prover.firm.files)
    for (label, status), of_kind in alike.items():
        days = [day for file in of_kind for day in (file.period_start, file.period_end) if day]
        rows.append(
            (
                voice.cell(
                    t(
                        "{label} : {files}",
                        label=label,
                        files=tn("{count} fichier", "{count} fichiers", len(of_kind)),
                    ),
                    "text",
                ),
                voice.cell(STATUSES[status], "text"),
                voice.cell(min(days), "date") if days else Cell("–", None),
                voice.cell(max(days), "date") if days else Cell("–", None),
                voice.cell(sum(file.rows for file in of_kind), "count"),
                Cell("–", None),
            )
        )
    for file in files:
        aside = file.unassigned / file.debit if file.debit else None
        rows.append(
            (
                voice.cell(prover.name(file.path), "text"),
                voice.cell(STATUSES[file.status], "text"),
                voice.cell(file.period_start, "date") if file.period_start else Cell("–", None),
                voice.cell(file.period_end, "date") if file.period_end else Cell("–", None),
                voice.cell(file.rows, "count"),
                Cell("–", None)
                if aside is None
                else Cell(show(Percent(aside, 1), voice.language), aside),
            )
        )
    return Grid(
        title=voice.say(t("Vos fichiers")),
        columns=(
            voice.heading(WORDS["file"], "text"),
            voice.heading(t("Lecture"), "text"),
            voice.heading(t("Du"), "date"),
            voice.heading(t("Au"), "date"),
            voice.heading(WORDS["lines"], "count"),
            voice.heading(t("Euros de côté"), "ratio"),
        ),
        rows=tuple(rows),
    )


def _oddity(problem: Problem, prover: Prover) -> Oddity:
    voice = prover.voice
    place = voice.cell(problem.line, "count").said if problem.line is not None else "–"
    return Oddity(
        severity=problem.severity,
        severity_label=voice.say(SEVERITIES[problem.severity]),
        file=prover.name(problem.file),
        line=problem.line,
        place=place,
        message=voice.say(problem.message),
        repair=voice.say(problem.repair),
        count=problem.count,
        counted=voice.cell(problem.count, "count").said,
    )
