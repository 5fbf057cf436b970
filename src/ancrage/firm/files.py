"""From paths to files read one by one, each recognised by its content; never by its name alone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ancrage.firm.bytestream import Payload, UnreadableFile, is_blank, payloads, raw_blocks
from ancrage.firm.extract import Extract
from ancrage.firm.fec.reader import FecFile, looks_like_fec, read_fec
from ancrage.firm.fec.year import from_name
from ancrage.firm.recognise import Rules, read_other
from ancrage.firm.sheets import Grid
from ancrage.problems import Problem, Severity
from ancrage.text import Text, t

Progress = Callable[[Text], None]
SKIPPED_FOLDERS = {"__MACOSX", ".git", "__pycache__"}


@dataclass(frozen=True, eq=False)
class GivenFiles:
    """Files read one by one: the FECs, what other known files gave, the names of the rest, and problems of no file."""

    files: list[FecFile] = field(default_factory=list)
    extracts: list[Extract] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_files(
    paths: Sequence[Path], rules: Rules | None = None, *, progress: Progress = lambda _: None
) -> GivenFiles:
    """Each file read by itself, before the files of a firm are put together. Never raises for what files hold.

    Args:
        paths: files and folders (walked in full).
        rules: what columns of spreadsheets are, by shape, as a person said.
        progress: called with a sentence at each step.
    """
    given = GivenFiles()
    return read_payloads(list(_walk(paths, given.problems)), given, rules, progress=progress)


def sheets_of(paths: Sequence[Path]) -> Iterator[tuple[str, Grid]]:
    """The spreadsheets of files and folders, sheet by sheet, each with the name of its file."""
    from ancrage.firm.sheets.reading import read_grids  # noqa: PLC0415

    for payload in _walk(paths, []):
        with suppress(UnreadableFile, OSError):
            if not looks_like_fec(payload) and (found := read_grids(payload)):
                yield from ((payload.name, grid) for grid in found.grids if grid.cells.height)


def read_payloads(
    found: Sequence[Payload],
    given: GivenFiles | None = None,
    rules: Rules | None = None,
    *,
    progress: Progress = lambda _: None,
) -> GivenFiles:
    """The same for bytes that have a name of their own, which need not be that of a file on this machine."""
    given = given or GivenFiles()
    seen: dict[str, str] = {}
    for payload in found:
        progress(t("Lecture de {file}", file=Path(payload.name).name))
        _read_one(payload, given, rules or {}, seen if len(found) > 1 else None)
    return given


def _read_one(
    payload: Payload, given: GivenFiles, rules: Rules, seen: dict[str, str] | None
) -> None:
    files, others, problems = given.files, given.others, given.problems
    try:
        if _is_empty(payload) or looks_like_fec(payload):
            twin = None if seen is None else _twin(payload, seen)
            if twin is None:
                files.append(read_fec(payload))
            else:
                problems.append(problem_of("same_file_twice", payload.name, file=twin))
                others.append(payload.name)
            return
        extract = read_other(payload, rules)
        if extract is not None:
            given.extracts.append(extract)
            return
        problems.append(problem_of("unknown_kind", payload.name))
    except PermissionError:
        problems.append(problem_of("no_permission", payload.name))
    except UnreadableFile as error:
        problems.append(problem_of(error.code, payload.name))
    except OSError as error:
        problems.append(problem_of("unreadable", payload.name, reason=error.strerror or str(error)))
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
            problems.append(problem_of("missing", str(path)))
            return []
        if not path.is_file():  # a pipe or a device: reading it might never end
            problems.append(problem_of("unknown_kind", str(path)))
            return []
        return payloads(path)
    except PermissionError:
        problems.append(problem_of("no_permission", str(path)))
    except UnreadableFile as error:
        problems.append(problem_of(error.code, str(path)))
    except OSError as error:
        problems.append(problem_of("unreadable", str(path), reason=error.strerror or str(error)))
    return []


def _twin(payload: Payload, seen: dict[str, str]) -> str | None:
    """The name of a file of the same bytes, which is noted otherwise. Rows of other kinds are told apart one by one."""
    digest = _digest(payload)
    first = seen.setdefault(digest, payload.name)
    return None if first == payload.name else first


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


FILE_CODES: dict[str, tuple[Severity, Text, Text]] = {
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
        "warning",
        t("Ce fichier n’est d’aucune nature connue ici, d’après son contenu."),
        t("Il est laissé de côté : rien n’en est compté."),
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
        t("Il n’est pas lu. Vérifiez que c’est bien le bon fichier."),
    ),
    "endless_line": (
        "error",
        t("Une ligne du fichier dépasse un million de caractères."),
        t("Il n’est pas lu. Refaites l’export depuis votre logiciel."),
    ),
    "too_many_members": (
        "error",
        t("L’archive contient plus de 20 000 fichiers."),
        t("Faites plusieurs archives."),
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


def problem_of(code: str, path: str, /, **params: str | date) -> Problem:
    """A problem of a whole file, by its code."""
    severity, message, repair = FILE_CODES[code]
    return Problem(
        code, severity, path, None, Text(message.message, params), Text(repair.message, params)
    )
