"""A dropped file: what it is, what it holds, what is odd in it, and what importing it would change.

`out.json`: {sources: [...], reason, siren, named, changes, replaces, follows, asks}; a source that waits for its columns says
where it lies `within` an archive.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ancrage.firm import Firm, Reading
from ancrage.firm.blocks import digest, digest_extract, pack, pack_extract, unpack
from ancrage.firm.bytestream import UnreadableFile, payloads
from ancrage.firm.continuity import carried_forward
from ancrage.firm.extract import Extract
from ancrage.firm.files import FILE_CODES, GivenFiles, read_payloads
from ancrage.firm.reading import assemble
from ancrage.firm.recognise import Rules
from ancrage.firm.sheets.opening import Opening
from ancrage.firm.tables.trade import DECLARED
from ancrage.firm.trade import put_together
from ancrage.problems import Problem
from ancrage.text import Text, t, tn, to_data
from ancrage.web.compute.__main__ import Tell
from ancrage.web.compute.blocks import load
from ancrage.web.compute.previewed import because, changes, fec_source, trade_source, unknown_source


def preview(folder: Path, asked: Mapping[str, Any], opening: Opening | None, tell: Tell) -> None:
    """Read the file, and write what importing it would change.

    Args:
        folder: where the file lies, and where `out.json` and a block for each source that can be used are written.
        asked: see `compute.read`.
        opening: the workbook that the file is, already being opened.
        tell: called with what is being done.
    """
    given = _read(folder / asked["file"], asked["name"], opening, _rules(asked["rules"]))
    tell(t("Reconnaissance du contenu"), 50)
    alone = assemble(_accounting(given))
    tell(t("Comparaison avec ce qui est déjà là"), 70)
    siren = asked["siren"] or None
    existing = load(asked["existing"], folder)
    before = after = None
    if given.files or not given.extracts:  # what is no FEC changes nothing to the years
        before = (
            assemble(load(asked["existing"], folder), siren=siren) if asked["existing"] else None
        )
        together = load(asked["existing"], folder)
        together.files.extend(_accounting(given).files)
        after = assemble(together, siren=siren)
    known = {source["digest"]: source["name"] for source in asked["existing"]}
    out = _answer(asked["name"], given, alone, before, after, known, existing.extracts, folder)
    (folder / "out.json").write_text(json.dumps(out, ensure_ascii=False), "utf-8")


def _rules(said: Mapping[str, str]) -> Rules:
    if not said:
        return {}
    from ancrage.firm.mapping.rules import from_toml  # noqa: PLC0415

    return {shape: from_toml(text) for shape, text in said.items()}


def _read(path: Path, name: str, opening: Opening | None, rules: Rules) -> GivenFiles:
    given = GivenFiles()
    try:
        # The name that people gave is kept for what it says; it is never a path.
        found = [replace(p, name=name + p.name.removeprefix(str(path))) for p in payloads(path)]
    except UnreadableFile as error:
        _, message, repair = FILE_CODES[error.code]
        given.problems.append(Problem(error.code, "error", name, None, message, repair))
        given.others.append(name)
        return given
    if opening is not None and len(found) == 1 and found[0].name == name:  # no archive
        found = [replace(found[0], opening=opening)]
    return read_payloads(found, given, rules)


def _accounting(given: GivenFiles) -> GivenFiles:
    """The accounting files, as a copy to put together: doing so adds to the logs."""
    files = [
        file
        if file.refused
        else unpack(file.name, pack(file), file.log.problems, file.declared_end)
        for file in given.files
    ]
    return GivenFiles(files, [], list(given.others), list(given.problems))


def _answer(
    name: str,
    given: GivenFiles,
    alone: Reading,
    before: Reading | None,
    after: Reading | None,
    known: dict[str, str],
    extracts: Sequence[Extract],
    folder: Path,
) -> dict[str, Any]:
    sources = [
        _fec(position, alone, after, given, known, folder) for position in range(len(given.files))
    ]
    fresh: list[Extract] = []
    for position, extract in enumerate(given.extracts, len(given.files)):
        source = _trade(position, extract, known, folder)
        sources.append(source)
        if source["state"] == "ask":
            source["within"] = extract.name.removeprefix(name)
        if source["state"] == "ready":
            fresh.append(extract)
    sources += [
        unknown_source(name, next((p for p in given.problems if p.file == name), None))
        for name in given.others
    ]
    usable = [source for source in sources if source["state"] == "ready"]
    old = {source.path: source for source in before.files} if before else {}
    replaced = [
        source.path
        for source in (after.files if after else ())
        if source.status == "refused" and old.get(source.path, source).status != "refused"
    ]
    said = changes(before.firm if before else None, after.firm if after else None, usable, replaced)
    said += _added(extracts, fresh)
    return _out(sources, said, after.firm if after else None, replaced)


def _out(
    sources: list[dict[str, Any]], said: list[Text], firm: Firm | None, replaced: Sequence[str]
) -> dict[str, Any]:
    usable = [source for source in sources if source["state"] == "ready"]
    asking = [source for source in sources if source["state"] == "ask"]
    reason: object = ""
    if len({source["siren"] for source in usable if source["siren"]}) > 1:
        reason = to_data(
            t(
                "Cette archive contient les fichiers de plusieurs entreprises. Déposez-les entreprise par entreprise."
            )
        )
    elif not usable and not asking:
        reasons = [source["reason"] for source in sources if source["reason"]]
        reason = reasons[0] if reasons else to_data(t("Il n’y a aucun fichier ici."))
    accounting = [source for source in usable if source["kind"] == "fec"]
    return {
        "sources": sources,
        "reason": reason,
        "siren": next((source["siren"] for source in usable if source["siren"]), ""),
        "named": all(source["siren"] for source in accounting),
        "changes": [to_data(change) for change in said] if usable and not reason else [],
        "replaces": list(replaced),
        "follows": carried_forward(firm) if firm is not None else None,
        "asks": len(asking),
    }


def _fec(
    position: int,
    alone: Reading,
    after: Reading | None,
    given: GivenFiles,
    known: dict[str, str],
    folder: Path,
) -> dict[str, Any]:
    file = given.files[position]
    own = next(source for source in alone.files if source.path == file.name)
    problems = [p for p in alone.problems if p.file == file.name]
    found = fec_source(position, file, own, problems)
    if file.refused or own.status == "refused":
        return found | because(problems)
    found["digest"] = digest(file)
    if found["digest"] in known:
        return found | _twice(known[found["digest"]])
    placed = own
    if after is not None:
        fecs = [source for source in after.files if source.kind == "fec"]
        place = len(fecs) - len(given.files) + position
        placed = fecs[place] if place < len(fecs) else own
        if placed.path == file.name and placed.status == "refused":
            told = [p for p in after.problems if p.file == file.name]
            return found | because([p for p in told if p not in problems] or told)
    found["block"] = f"source-{position}.parquet"
    (folder / found["block"]).write_bytes(pack(file))
    return found


def _trade(position: int, extract: Extract, known: dict[str, str], folder: Path) -> dict[str, Any]:
    found = trade_source(position, extract)
    if any(not sheet.sure for sheet in extract.sheets) and not extract.tables:
        return found | {"state": "ask", "reason": to_data(extract.problems[-1].message)}
    if extract.status == "refused" or not extract.tables:
        return found | because(extract.problems, extract.reason)
    found["digest"] = digest_extract(extract)
    if found["digest"] in known:
        return found | _twice(known[found["digest"]])
    known[found["digest"]] = extract.name  # twins within what was dropped
    found["block"] = f"source-{position}.zip"
    (folder / found["block"]).write_bytes(pack_extract(extract))
    return found


def _twice(name: str) -> dict[str, Any]:
    twice = t("Les mêmes lignes sont déjà là, dans {file}. Rien à ajouter.", file=name)
    return {"state": "refused", "reason": to_data(twice)}


def _added(existing: Sequence[Extract], fresh: Sequence[Extract]) -> list[Text]:
    """How many rows each table gains, those that are already there aside."""
    if not fresh:
        return []
    before = put_together(existing, 0).tables
    after = put_together([*existing, *fresh], 0).tables
    said = []
    for name, rows in after.items():
        more = rows.height - (before[name].height if name in before else 0)
        label = DECLARED[name].label
        if more:
            count = tn("{count} ligne de plus", "{count} lignes de plus", more)
            said.append(t("{table} : {count}.", table=label, count=count))
        elif any(name in extract.tables for extract in fresh):
            said.append(t("{table} : rien de nouveau, ces lignes sont déjà là.", table=label))
    return said
