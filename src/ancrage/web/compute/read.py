"""A dropped file: what it is, what it holds, what is odd in it, and what importing it would change.

`in.json`: {name, file, siren, existing: [{name, block, problems, declared_end, digest}]}; `siren` is the firm's, or "".
`out.json`: {sources: [...], reason, siren, named, changes, replaces, follows}; see `run`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ancrage.firm import Firm, Reading, SourceFile
from ancrage.firm.blocks import digest, pack, unpack
from ancrage.firm.bytestream import UnreadableFile, payloads
from ancrage.firm.continuity import carried_forward
from ancrage.firm.fec.reader import FecFile
from ancrage.firm.fec.year import from_name
from ancrage.firm.files import FILE_CODES, GivenFiles, read_payloads
from ancrage.firm.read import assemble
from ancrage.money import Euros
from ancrage.problems import Problem
from ancrage.text import Text, t, tn, to_data
from ancrage.web.compute.__main__ import Tell
from ancrage.web.compute.blocks import load, problems_data

PROBLEMS_KEPT = 500  # of one source, for the preview


def run(folder: Path, tell: Tell) -> None:
    """Read the file of the folder; write `out.json`, and a block for each source that can be used."""
    asked = json.loads((folder / "in.json").read_text("utf-8"))
    tell(t("Lecture de {file}", file=asked["name"]), 5)
    given = _read(folder / asked["file"], asked["name"])
    tell(t("Reconnaissance des écritures"), 50)
    alone = assemble(_again(given))
    tell(t("Comparaison avec ce qui est déjà là"), 70)
    siren = asked["siren"] or None
    before = assemble(load(asked["existing"], folder), siren=siren) if asked["existing"] else None
    together = load(asked["existing"], folder)
    together.files.extend(_again(given).files)
    after = assemble(together, siren=siren)
    known = {source["digest"]: source["name"] for source in asked["existing"]}
    out = _answer(given, alone, before, after, known, folder)
    (folder / "out.json").write_text(json.dumps(out, ensure_ascii=False), "utf-8")


def _read(path: Path, name: str) -> GivenFiles:
    given = GivenFiles()
    try:
        # The name that people gave is kept for what it says; it is never a path.
        found = [replace(p, name=name + p.name.removeprefix(str(path))) for p in payloads(path)]
    except UnreadableFile as error:
        _, message, repair = FILE_CODES[error.code]
        given.problems.append(Problem(error.code, "error", name, None, message, repair))
        given.others.append(name)
        return given
    return read_payloads(found, given)


def _again(given: GivenFiles) -> GivenFiles:
    """A copy to put together: doing so adds to the logs."""
    files = [
        file
        if file.refused
        else unpack(file.name, pack(file), file.log.problems, file.declared_end)
        for file in given.files
    ]
    return GivenFiles(files, list(given.extracts), list(given.others), list(given.problems))


def _answer(
    given: GivenFiles,
    alone: Reading,
    before: Reading | None,
    after: Reading,
    known: dict[str, str],
    folder: Path,
) -> dict[str, Any]:
    sources = []
    for position, file in enumerate(given.files):
        sources.append(_source(position, file, alone, after, known, folder))
    for name in given.others:
        said = [p for p in given.problems if p.file == name]
        sources.append(_refused(name, said[0] if said else None))
    usable = [source for source in sources if source["state"] == "ready"]
    old = {source.path: source for source in before.files} if before else {}
    replaced = [
        source.path
        for source in after.files
        if source.status == "refused" and old.get(source.path, source).status != "refused"
    ]
    several = len({source["siren"] for source in usable if source["siren"]}) > 1
    reason: Text | str = ""
    if several:
        reason = t(
            "Cette archive contient les fichiers de plusieurs entreprises. Déposez-les entreprise par entreprise."
        )
    elif not usable:
        reasons = [source["reason"] for source in sources if source["reason"]]
        reason = t("Il n’y a aucun fichier ici.")
        if reasons:
            return _out(sources, reasons[0], usable, before, after, replaced)
    return _out(sources, to_data(reason), usable, before, after, replaced)


def _out(
    sources: list[dict[str, Any]],
    reason: object,
    usable: Sequence[dict[str, Any]],
    before: Reading | None,
    after: Reading,
    replaced: Sequence[str],
) -> dict[str, Any]:
    changes = _changes(before.firm if before else None, after.firm, usable, replaced)
    return {
        "sources": sources,
        "reason": reason,
        "siren": next((source["siren"] for source in usable if source["siren"]), ""),
        "named": all(source["siren"] for source in usable),
        "changes": [to_data(change) for change in changes] if usable and not reason else [],
        "replaces": list(replaced),
        "follows": carried_forward(after.firm) if after.firm is not None else None,
    }


def _source(
    position: int,
    file: FecFile,
    alone: Reading,
    after: Reading,
    known: dict[str, str],
    folder: Path,
) -> dict[str, Any]:
    own = next(source for source in alone.files if source.path == file.name)
    place = len(after.files) - len(alone.files) + position
    placed = after.files[place] if not file.refused and place < len(after.files) else own
    problems = [p for p in alone.problems if p.file == file.name]
    found: dict[str, Any] = {
        **_described(own),
        "position": position,
        "confidence": "medium" if any(p.code == "no_header" for p in problems) else "high",
        "why": to_data(_why(file, problems)),
        "siren": from_name(file.name).siren or "",
        "declared_end": file.declared_end.isoformat() if file.declared_end else None,
        "problems": problems_data(problems[:PROBLEMS_KEPT]),
        "problem_count": sum(p.count for p in problems),
        "read_problems": problems_data(file.log.problems),
        "state": "ready",
        "reason": "",
        "digest": "",
        "block": "",
    }
    if file.refused or own.status == "refused":
        return found | _because(problems)
    found["digest"] = digest(file)
    if found["digest"] in known:
        twice = t(
            "Les mêmes écritures sont déjà là, dans {file}. Rien à ajouter.",
            file=known[found["digest"]],
        )
        return found | {"state": "refused", "reason": to_data(twice)}
    if placed.path == file.name and placed.status == "refused":
        told = [p for p in after.problems if p.file == file.name]
        return found | _because([p for p in told if p not in problems] or told)
    found["block"] = f"source-{position}.parquet"
    (folder / found["block"]).write_bytes(pack(file))
    return found


def _described(source: SourceFile) -> dict[str, Any]:
    return {
        "name": source.path,
        "kind": source.kind,
        "rows": source.rows,
        "status": source.status,
        "debit": source.debit,
        "credit": source.credit,
        "assigned": source.assigned,
        "period_start": source.period_start.isoformat() if source.period_start else None,
        "period_end": source.period_end.isoformat() if source.period_end else None,
    }


def _because(problems: Sequence[Problem]) -> dict[str, Any]:
    worst = next((p for p in problems if p.severity == "error"), problems[0] if problems else None)
    said = (
        t("{read} {repair}", read=worst.message, repair=worst.repair) if worst else t("Illisible.")
    )
    return {"state": "refused", "reason": to_data(said)}


def _refused(name: str, problem: Problem | None) -> dict[str, Any]:
    blank = SourceFile(name, "unknown", 0, "refused")
    problems = [problem] if problem else []
    return {
        **_described(blank),
        "position": -1,
        "confidence": "low",
        "why": to_data(t("Rien n’y ressemble à un fichier que nous savons lire.")),
        "siren": "",
        "declared_end": None,
        "problems": problems_data(problems),
        "problem_count": len(problems),
        "read_problems": [],
        "digest": "",
        "block": "",
        **_because(problems),
    }


def _why(file: FecFile, problems: Sequence[Problem]) -> Text:
    if any(p.code == "no_header" for p in problems):
        return t("L’en-tête manque, mais les colonnes sont dans l’ordre légal d’un FEC.")
    if file.declared_end is not None:
        return t("C’est la forme XML du FEC.")
    if from_name(file.name).siren:
        return t(
            "L’en-tête nomme les colonnes légales d’un FEC, et le nom du fichier donne le SIREN."
        )
    return t("L’en-tête nomme les colonnes légales d’un FEC.")


def _changes(
    before: Firm | None,
    after: Firm | None,
    usable: Sequence[dict[str, Any]],
    replaced: Sequence[str],
) -> list[Text]:
    if after is None or not usable:
        return []
    old = {year.end: year for year in before.years} if before else {}
    said = []
    for year in after.years:
        if year.end not in old:
            said.append(
                t(
                    "Ajoute l’exercice du {start} au {end}.",
                    start=year.start,
                    end=year.covered_until,
                )
            )
        elif year.covered_until != old[year.end].covered_until:
            said.append(
                t(
                    "Complète l’exercice qui finit le {end} : jusqu’au {until} au lieu du {before}.",
                    end=year.end,
                    until=year.covered_until,
                    before=old[year.end].covered_until,
                )
            )
    said += [
        t("Remplace {file}, qui couvre le même exercice avec moins de lignes.", file=f)
        for f in replaced
    ]
    rows = sum(source["rows"] for source in usable)
    debit = sum(source["debit"] for source in usable)
    said.append(
        tn(
            "{count} ligne, {debit} au débit.",
            "{count} lignes, {debit} au débit.",
            rows,
            debit=Euros(debit, exact=True),
        )
    )
    return said
