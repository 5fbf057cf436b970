"""From paths to a Firm: files recognised by content, grouped by firm and fiscal year, what is wrong said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from ancrage.dates import FiscalYear
from ancrage.firm.books import Book, build
from ancrage.firm.chart import item_of
from ancrage.firm.fec.reader import FecFile
from ancrage.firm.files import GivenFiles, Progress, problem_of, read_files
from ancrage.firm.identities import Decisions
from ancrage.firm.model import Firm, SourceFile, Status
from ancrage.firm.recognise import Rules
from ancrage.firm.tables import LEDGER, TABLES
from ancrage.firm.trade import put_together, source_of
from ancrage.problems import Problem
from ancrage.questions import Answers
from ancrage.text import t

FEC = t("Son contenu est celui d’un fichier des écritures comptables.")
UNKNOWN = t("Son contenu n’est d’aucune nature connue ici.")


@dataclass(frozen=True, eq=False)
class Reading:
    """What reading gave: a firm, or None with the problems that say why; and the tables of trade in either case.

    `sirens` holds the SIREN of each candidate when the files belong to several firms and none is most of them.
    """

    firm: Firm | None
    files: tuple[SourceFile, ...]
    problems: tuple[Problem, ...]
    sirens: tuple[str, ...] = ()
    tables: Mapping[str, pl.DataFrame] = field(default_factory=dict)

    def firm_of_goods(
        self, answers: Answers | None = None, decisions: Decisions | None = None
    ) -> Firm | None:
        """The firm, or one without books where only other files were given; None for no table at all."""
        if self.firm is not None or not self.tables or self.sirens:
            return self.firm
        return Firm(
            None,
            (),
            pl.DataFrame(schema=LEDGER.schema),
            self.files,
            self.problems,
            dict(answers or {}),
            self.tables,
            decisions or Decisions(),
        )

    @staticmethod
    def empty(table: str) -> pl.DataFrame:
        """A table that no file gives."""
        return pl.DataFrame(schema={t.name: t for t in TABLES}[table].schema)


def read(
    paths: Sequence[Path],
    answers: Answers | None = None,
    *,
    siren: str | None = None,
    rules: Rules | None = None,
    decisions: Decisions | None = None,
    progress: Progress = lambda _: None,
) -> Reading:
    """The firm that the files tell. Never raises for what files hold.

    Args:
        paths: files and folders (walked in full).
        answers: the owner's answers, by question id.
        siren: keep only the files of this firm.
        rules: what columns of spreadsheets are, by shape, as a person said.
        decisions: what the owner said of pairs of suppliers.
        progress: called with a sentence at each step.
    """
    given = read_files(paths, rules, progress=progress)
    return assemble(given, answers, siren=siren, decisions=decisions)


def assemble(
    given: GivenFiles,
    answers: Answers | None = None,
    *,
    siren: str | None = None,
    decisions: Decisions | None = None,
) -> Reading:
    """The firm that files already read tell together: one firm, one book a year.

    Args:
        given: the files; what their being together shows is added to their logs.
        answers: the owner's answers, by question id.
        siren: keep only the files of this firm.
        decisions: what the owner said of pairs of suppliers, by the keys of `who`.
    """
    files, others, problems = given.files, given.others, given.problems
    books = build(files)
    kept, refusals, sirens = _one_firm(books, files, siren)
    kept, same_year = _one_book_a_year(kept, files)
    refusals |= same_year
    for index, problem in refusals.items():
        files[index].log.problems.append(problem)
    trade = put_together(given.extracts, first_source=len(files))
    said = [
        *problems,
        *(p for file in files for p in file.log.problems),
        *(p for extract in given.extracts for p in extract.problems),
        *trade.problems,
    ]
    sources = [
        *(_source(i, file, books, refused=i in refusals) for i, file in enumerate(files)),
        *(source_of(extract) for extract in given.extracts),
        *(SourceFile(name, "unknown", 0, "refused", reason=UNKNOWN) for name in others),
    ]
    nothing = Reading(None, tuple(sources), tuple(said), sirens, trade.tables)
    if not kept or sirens:
        return nothing
    kept = sorted(kept, key=lambda book: book.year)
    ledger = _ledger(kept)
    if ledger.is_empty():
        return nothing
    known = Counter(book.siren for book in kept if book.siren)
    firm = Firm(
        siren=known.most_common(1)[0][0] if known else None,
        years=tuple(book.year for book in kept),
        ledger=ledger,
        files=tuple(sources),
        problems=tuple(said),
        answers=dict(answers or {}),
        tables=trade.tables,
        decisions=decisions or Decisions(),
    )
    return Reading(firm, firm.files, firm.problems, tables=firm.tables)


def _ledger(books: Sequence[Book]) -> pl.DataFrame:
    frames, base = [], 0
    for book in books:
        sound = book.sound
        frames.append(sound.with_columns((pl.col("entry") + base).cast(pl.UInt32)))
        base += int(book.lines.select(pl.col("entry").max()).item()) + 1
    return pl.concat(frames).select(*LEDGER.schema)


def _one_firm(
    books: list[Book], files: Sequence[FecFile], siren: str | None
) -> tuple[list[Book], dict[int, Problem], tuple[str, ...]]:
    """Books of one firm, refusals of the others by file, and the SIREN to choose from when none is most."""
    count = Counter(book.siren for book in books if book.siren)
    ours = siren
    if ours is None and count:
        ranked = count.most_common()
        if len(ranked) > 1 and ranked[0][1] == ranked[1][1]:
            return [], {}, tuple(sorted(count))
        ours = ranked[0][0]
    kept = [book for book in books if book.siren in {None, ours}]
    refusals = {
        index: problem_of("other_firm", files[index].name, siren=book.siren or "", ours=ours or "")
        for book in books
        if book not in kept
        for index in book.files
    }
    return kept, refusals, ()


def _one_book_a_year(
    books: list[Book], files: Sequence[FecFile]
) -> tuple[list[Book], dict[int, Problem]]:
    """For each year the fullest book; the others, which overlap it, are refused with the reason."""
    kept: list[Book] = []
    refusals: dict[int, Problem] = {}
    for book in sorted(books, key=lambda b: b.lines.height, reverse=True):
        rival = next((other for other in kept if _overlap_days(book.year, other.year) > 31), None)
        if rival is None:
            kept.append(book)
            continue
        name = Path(files[rival.files[0]].name).name
        for index in book.files:
            refusals[index] = problem_of(
                "same_year_twice", files[index].name, file=name, year_end=book.year.end
            )
    return kept, refusals


def _overlap_days(a: FiscalYear, b: FiscalYear) -> int:
    first, last = max(a.start, b.start), min(a.covered_until, b.covered_until)
    return (last - first).days + 1


def _source(index: int, file: FecFile, books: Sequence[Book], *, refused: bool) -> SourceFile:
    book = next((b for b in books if index in b.files), None)
    severities = {problem.severity for problem in file.log.problems}
    status: Status = "ok"
    if refused or file.refused or book is None:
        status = "refused"
    elif "error" in severities:
        status = "partial"
    elif "warning" in severities:
        status = "warning"
    if book is None:
        debit, credit = int(file.lines["debit"].sum()), int(file.lines["credit"].sum())
        return SourceFile(
            file.name,
            "fec",
            file.lines.height,
            status,
            debit=debit,
            credit=credit,
            reason=FEC,
            confidence="high",
        )
    lines = book.lines.select("source", "account", "debit", "credit", "aside").filter(
        pl.col("source") == index
    )
    used = lines.clear() if refused else lines.filter(~pl.col("aside"))
    accounts = used["account"].unique(maintain_order=True)
    known = accounts.filter(
        pl.Series(
            [bool(n) and item_of(n) is not None for n in accounts.cast(pl.String)], dtype=pl.Boolean
        )
    )
    return SourceFile(
        path=file.name,
        kind="fec",
        confidence="medium" if any(p.code == "no_header" for p in file.log.problems) else "high",
        reason=FEC,
        rows=lines.height,
        status=status,
        period_start=book.year.start,
        period_end=book.year.end,
        year_end=book.year.end,
        debit=int(lines["debit"].sum()),
        credit=int(lines["credit"].sum()),
        assigned=int(used["debit"].filter(used["account"].is_in(known.implode())).sum()),
    )
