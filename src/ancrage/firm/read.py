"""From paths to a Firm: files recognised by content, grouped by firm and fiscal year, what is wrong said."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import polars as pl

from ancrage.dates import FiscalYear
from ancrage.firm.books import Book, build
from ancrage.firm.bytestream import (
    Payload,
    UnreadableFile,
    is_blank,
    payloads,
    raw_blocks,
)
from ancrage.firm.chart import item_of
from ancrage.firm.fec.reader import FecFile, looks_like_fec, read_fec
from ancrage.firm.fec.year import from_name
from ancrage.firm.model import Firm, SourceFile, Status
from ancrage.firm.tables import LEDGER
from ancrage.problems import Problem, Severity
from ancrage.questions import Answers
from ancrage.text import Text, t

Progress = Callable[[Text], None]
SKIPPED_FOLDERS = {"__MACOSX", ".git", "__pycache__"}


@dataclass(frozen=True, eq=False)
class Reading:
    """What reading gave: a firm, or None with the problems that say why.

    `sirens` holds the SIREN of each candidate when the files belong to several firms and none is most of them.
    """

    firm: Firm | None
    files: tuple[SourceFile, ...]
    problems: tuple[Problem, ...]
    sirens: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class GivenFiles:
    """Files read one by one: the FECs, the names of the others, and problems that belong to no FEC."""

    files: list[FecFile] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read(
    paths: Sequence[Path],
    answers: Answers | None = None,
    *,
    siren: str | None = None,
    progress: Progress = lambda _: None,
) -> Reading:
    """The firm that the files tell. Never raises for what files hold.

    Args:
        paths: files and folders (walked in full).
        answers: the owner's answers, by question id.
        siren: keep only the files of this firm.
        progress: called with a sentence at each step.
    """
    given = read_files(paths, progress=progress)
    return assemble(given, answers, siren=siren)


def read_files(paths: Sequence[Path], *, progress: Progress = lambda _: None) -> GivenFiles:
    """Each file read by itself, before the files of a firm are put together. Never raises for what files hold."""
    given = GivenFiles()
    return read_payloads(list(_walk(paths, given.problems)), given, progress=progress)


def read_payloads(
    found: Sequence[Payload],
    given: GivenFiles | None = None,
    *,
    progress: Progress = lambda _: None,
) -> GivenFiles:
    """The same for bytes that have a name of their own, which need not be that of a file on this machine."""
    given = given or GivenFiles()
    seen: dict[str, str] = {}
    for payload in found:
        progress(t("Lecture de {file}", file=Path(payload.name).name))
        _read_one(payload, given, seen if len(found) > 1 else None)
    return given


def _read_one(payload: Payload, given: GivenFiles, seen: dict[str, str] | None) -> None:
    files, others, problems = given.files, given.others, given.problems
    try:
        if seen is not None:
            digest = _digest(payload)
            if digest in seen:
                problems.append(_problem("same_file_twice", payload.name, file=seen[digest]))
                others.append(payload.name)
                return
            seen[digest] = payload.name
        if _is_empty(payload) or looks_like_fec(payload):
            files.append(read_fec(payload))
            return
        problems.append(_problem("unknown_kind", payload.name))
    except PermissionError:
        problems.append(_problem("no_permission", payload.name))
    except UnreadableFile as error:
        problems.append(_problem(error.code, payload.name))
    except OSError as error:
        problems.append(_problem("unreadable", payload.name, reason=error.strerror or str(error)))
    others.append(payload.name)


def _walk(paths: Sequence[Path], problems: list[Problem]) -> Iterable[Payload]:
    walked: set[Path] = set()
    for path in paths:
        yield from _payloads_of(path, problems, walked)


def _payloads_of(path: Path, problems: list[Problem], walked: set[Path]) -> list[Payload]:
    try:
        if path.is_dir():
            real = path.resolve()
            if real in walked:  # a link to a folder already seen, or to one that holds it
                return []
            walked.add(real)
            children = sorted(
                p
                for p in path.iterdir()
                if not p.name.startswith(".") and p.name not in SKIPPED_FOLDERS
            )
            return [
                payload for child in children for payload in _payloads_of(child, problems, walked)
            ]
        if not path.exists():
            problems.append(_problem("missing", str(path)))
            return []
        if not path.is_file():  # a pipe or a device: reading it might never end
            problems.append(_problem("unknown_kind", str(path)))
            return []
        return payloads(path)
    except PermissionError:
        problems.append(_problem("no_permission", str(path)))
    except UnreadableFile as error:
        problems.append(_problem(error.code, str(path)))
    except OSError as error:
        problems.append(_problem("unreadable", str(path), reason=error.strerror or str(error)))
    return []


def _digest(payload: Payload) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for block in raw_blocks(payload):
        digest.update(block)
    return digest.hexdigest()


def _is_empty(payload: Payload) -> bool:
    # An empty file whose name says FEC, or that has a name of text, is an export that failed.
    return all(is_blank(block) for block in raw_blocks(payload)) and (
        from_name(payload.name).end is not None
        or payload.name.lower().removesuffix(".gz").endswith((".txt", ".csv", ".tsv", ".fec"))
    )


def assemble(
    given: GivenFiles, answers: Answers | None = None, *, siren: str | None = None
) -> Reading:
    """The firm that files already read tell together: one firm, one book a year.

    Args:
        given: the files; what their being together shows is added to their logs.
        answers: the owner's answers, by question id.
        siren: keep only the files of this firm.
    """
    files, others, problems = given.files, given.others, given.problems
    books = build(files)
    kept, refusals, sirens = _one_firm(books, files, siren)
    kept, same_year = _one_book_a_year(kept, files)
    refusals |= same_year
    for index, problem in refusals.items():
        files[index].log.problems.append(problem)
    said = [*problems, *(p for file in files for p in file.log.problems)]
    sources = [
        _source(index, file, books, refused=index in refusals) for index, file in enumerate(files)
    ]
    sources += [SourceFile(name, "unknown", 0, "refused") for name in others]
    if not kept or sirens:
        return Reading(None, tuple(sources), tuple(said), sirens)
    kept = sorted(kept, key=lambda book: book.year)
    ledger = _ledger(kept)
    if ledger.is_empty():
        return Reading(None, tuple(sources), tuple(said))
    known = Counter(book.siren for book in kept if book.siren)
    firm = Firm(
        siren=known.most_common(1)[0][0] if known else None,
        years=tuple(book.year for book in kept),
        ledger=ledger,
        files=tuple(sources),
        problems=tuple(said),
        answers=dict(answers or {}),
    )
    return Reading(firm, firm.files, firm.problems)


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
        index: _problem("other_firm", files[index].name, siren=book.siren or "", ours=ours or "")
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
            refusals[index] = _problem(
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
        return SourceFile(file.name, "fec", file.lines.height, status, debit=debit, credit=credit)
    lines = book.lines.select("source", "account", "debit", "credit", "aside").filter(
        pl.col("source") == index
    )
    used = lines.clear() if refused else lines.filter(~pl.col("aside"))
    accounts = used["account"].unique()
    known = accounts.filter(
        pl.Series(
            [bool(n) and item_of(n) is not None for n in accounts.cast(pl.String)], dtype=pl.Boolean
        )
    )
    return SourceFile(
        path=file.name,
        kind="fec",
        rows=lines.height,
        status=status,
        period_start=book.year.start,
        period_end=book.year.end,
        year_end=book.year.end,
        debit=int(lines["debit"].sum()),
        credit=int(lines["credit"].sum()),
        assigned=int(used["debit"].filter(used["account"].is_in(known.implode())).sum()),
    )


FILE_CODES: dict[str, tuple[str, Text, Text]] = {
    "missing": ("error", t("Ce fichier n’existe pas."), t("Vérifiez le chemin.")),
    "no_permission": (
        "error",
        t("Vous n’avez pas le droit de lire ce fichier ou ce dossier."),
        t("Changez ses droits, ou copiez-le dans un dossier à vous."),
    ),
    "unreadable": (
        "error",
        t("Le fichier n’a pas pu être lu : {reason}."),
        t("Copiez-le ailleurs et réessayez."),
    ),
    "unknown_kind": (
        "error",
        t("Ce fichier n’est pas un FEC : ni son en-tête ni son contenu n’y ressemblent."),
        t(
            "Il est laissé de côté. Un FEC est un fichier texte, exporté par votre logiciel de comptabilité."
        ),
    ),
    "damaged_archive": (
        "error",
        t("L’archive est abîmée."),
        t("Refaites-la, ou donnez le fichier sans l’archiver."),
    ),
    "password": (
        "error",
        t("L’archive est protégée par un mot de passe."),
        t("Ouvrez-la et donnez le fichier qu’elle contient."),
    ),
    "too_large": (
        "error",
        t(
            "Le fichier est trop gros une fois ouvert : plus de 4 Go, ou plus de 150 fois son archive."
        ),
        t("Il n’est pas lu. Vérifiez que c’est bien un FEC."),
    ),
    "endless_line": (
        "error",
        t("Une ligne du fichier dépasse un million de caractères."),
        t("Il n’est pas lu. Refaites l’export depuis votre logiciel de comptabilité."),
    ),
    "too_many_members": (
        "error",
        t("L’archive contient plus de 200 fichiers."),
        t("Donnez seulement les FEC."),
    ),
    "same_file_twice": (
        "warning",
        t("Ce fichier est le même que {file}."),
        t("Il est compté une seule fois."),
    ),
    "other_firm": (
        "error",
        t(
            "Ce fichier est celui d’une autre entreprise (SIREN {siren}, alors que les autres ont {ours})."
        ),
        t("Il est laissé de côté. Pour l’étudier, donnez-le seul."),
    ),
    "same_year_twice": (
        "error",
        t(
            "Le fichier {file} couvre déjà l’exercice qui finit le {year_end}, avec au moins autant de lignes."
        ),
        t("Celui-ci est laissé de côté. Gardez un seul fichier par exercice."),
    ),
}


def _problem(code: str, path: str, /, **params: str | date) -> Problem:
    severity, message, repair = FILE_CODES[code]
    level: Severity = "warning" if severity == "warning" else "error"
    return Problem(
        code, level, path, None, Text(message.message, params), Text(repair.message, params)
    )
