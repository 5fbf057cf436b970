"""The audit of a firm, as pages ready to show in each language, and the lines that prove its amounts.

`in.json`: {sources: [...], answers, decisions: {same, different: [[key, key], ...]}, hours, budget, day, signals (folder), siren,
raises: those followed}. Results, in the folder: `out.json` {pages, summary, covered_until, currency, reason, raises}; `proofs.json` [{key, position, file, table, sheet, sign, amount_cents, count, offset}] and `proofs.bin`, the line
numbers of all proofs as little-endian uint32.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

import numpy as np
import polars as pl

from ancrage.findings import Evidence
from ancrage.firm import Firm, Reading
from ancrage.firm.figures import prove
from ancrage.firm.identities import Decisions
from ancrage.firm.reading import assemble
from ancrage.money import EURO, shown_in
from ancrage.roadmap.audit import audit
from ancrage.roadmap.model import Audit
from ancrage.roadmap.report.figure_words import named
from ancrage.roadmap.report.voice import Voice
from ancrage.roadmap.stock.view import stock_view
from ancrage.text import Language, Text, t, to_data
from ancrage.web.compute.__main__ import Tell
from ancrage.web.compute.blocks import load
from ancrage.web.compute.exhibits import Proven, proven
from ancrage.web.compute.goods import Goods, alarms, once
from ancrage.web.compute.goods import pages as goods_pages
from ancrage.web.compute.pages import pages
from ancrage.web.compute.raises import raises
from ancrage.web.compute.who import known
from ancrage.world import world_on

Proof = tuple[str, Sequence[Evidence]]


def run(folder: Path, tell: Tell) -> None:
    """Study the firm of the folder."""
    asked = json.loads((folder / "in.json").read_text("utf-8"))
    reading, done = study(asked, folder, tell)
    out: dict[str, Any] = {"pages": {}, "summary": {}, "covered_until": None, "currency": EURO}
    proofs: Sequence[Proof] = ()
    goods = _goods(reading, done, asked)
    if done is not None:
        exhibits = proven(done)
        found = known(done.firm)
        for index, language in enumerate(Language):
            tell(t("Rédaction des pages"), 60 + 10 * index)
            out["pages"][language.value] = pages(reading, done, language, exhibits, found)
        out["summary"] = summary(done)
        out["covered_until"] = done.firm.year.covered_until.isoformat()
        tell(t("Rassemblement des preuves"), 92)
        proofs = list(_proofs(done, exhibits))
    if goods is not None:
        tell(t("Suivi des commandes, des délais et du stock"), 95)
        out["currency"] = goods.view.supply.currency
        with shown_in(out["currency"]):
            for language in Language:
                out["pages"].setdefault(language.value, {}).update(
                    goods_pages(goods, Voice(language))
                )
            out["pages"][Language.FR.value].update(once(goods))
        out["summary"]["alarms"] = alarms(goods)
        out["raises"] = raises(goods, asked["raises"])
    _write_proofs(folder, proofs)
    (folder / "out.json").write_text(json.dumps(out, ensure_ascii=False, default=_plain), "utf-8")


def _goods(reading: Reading, done: Audit | None, asked: Mapping[str, Any]) -> Goods | None:
    """What the files tell of suppliers and stock, with or without books; None where they do not."""
    firm = done.firm if done else reading.firm_of_goods(asked["answers"], _decisions(asked))
    world = (
        done.world if done else world_on(date.fromisoformat(asked["day"]), Path(asked["signals"]))
    )
    view = stock_view(firm, world) if firm is not None else None
    return None if view is None else Goods(view, world, done is not None)


def _decisions(asked: Mapping[str, Any]) -> Decisions:
    same, different = (
        frozenset((a, b) for a, b in asked["decisions"][kind]) for kind in ("same", "different")
    )
    return Decisions(same, different)


def study(asked: Mapping[str, Any], folder: Path, tell: Tell) -> tuple[Reading, Audit | None]:
    """The audit of the sources of the folder, None where they make no firm."""
    tell(t("Lecture des fichiers"), 5)
    reading = assemble(
        load(asked["sources"], folder),
        asked["answers"],
        siren=asked["siren"] or None,
        decisions=_decisions(asked),
    )
    if reading.firm is None:
        return reading, None
    percent = iter(range(10, 58, 4))

    def progress(text: Text) -> None:
        tell(text, next(percent, 58))

    done = audit(
        reading.firm,
        world_on(date.fromisoformat(asked["day"]), Path(asked["signals"])),
        hours_per_month=asked["hours"],
        budget_eur=asked["budget"],
        progress=progress,
    )
    return reading, done


def summary(done: Audit) -> dict[str, Any]:
    """What later studies are compared with: findings and steps with their euros, in no language."""
    return {
        "first": done.first.finding.code if done.first else None,
        "findings": {
            finding.code: {
                "room": finding.room,
                "kind": finding.kind,
                "title": to_data(finding.title),
                "stake": [finding.stake.low, finding.stake.central, finding.stake.high]
                if finding.stake
                else None,
            }
            for finding in done.findings
        },
        "steps": {
            step.action.code: {
                "title": to_data(step.action.title),
                "gain": [step.gain_low, step.gain_central, step.gain_high],
                "share": step.action.gain_share,
                "findings": [finding.code for finding in step.findings],
            }
            for step in done.plan.steps
        },
        "years": [year.key for year in done.firm.years],
    }


def _proofs(done: Audit, exhibits: Sequence[Proven]) -> Iterator[Proof]:
    for finding in done.findings:
        yield finding.code, finding.evidence
        for item in finding.stake.inputs if finding.stake else ():
            if item.evidence:
                yield f"{finding.code}.{item.name}", item.evidence
    for one in exhibits:
        yield one.key, one.evidence
    yield from _figures(done.firm)
    yield from _parties(done.firm)


def _figures(firm: Firm) -> Iterator[Proof]:
    """The lines of each management figure of each year."""
    for code, _, rule in named():
        for year in firm.years:
            yield f"figure.{code}.{year.key}", prove(firm, year, rule)


def _parties(firm: Firm) -> Iterator[Proof]:
    """The lines of each supplier and customer, from which the amounts of the tables are made."""
    yield from _of_each_party(firm, "supplier", firm.purchases, 1)
    yield from _of_each_party(firm, "customer", firm.sales, -1)


def _of_each_party(
    firm: Firm, side: str, lines: pl.DataFrame, sign: Literal[1, -1]
) -> Iterator[Proof]:
    # One pass for all of them: a firm may have thousands of customers in a million lines.
    place = [pl.col("source").cast(pl.UInt16), pl.col("line").cast(pl.UInt32)]
    keys = (
        lines.filter(pl.col("party").is_not_null())
        .select("party", *place)
        .unique(maintain_order=True)
    )
    amounts = firm.ledger.select(*place, (pl.col("debit") - pl.col("credit")).alias("net"))
    grouped = (
        keys.join(amounts, on=["source", "line"], maintain_order="left")
        .sort("party", "source", "line")
        .group_by("party", "source", maintain_order=True)
        .agg("line", pl.col("net").sum())
    )
    for party, pieces in groupby(grouped.iter_rows(), key=lambda row: row[0]):
        yield (
            f"{side}.{party}",
            [
                Evidence(
                    firm.files[source].path, np.array(numbers, dtype=np.uint32), sign, sign * net
                )
                for _, source, numbers, net in pieces
            ],
        )


def _write_proofs(folder: Path, proofs: Sequence[Proof]) -> None:
    rows, offset = [], 0
    with (folder / "proofs.bin").open("wb") as stream:
        for key, evidence in proofs:
            for position, piece in enumerate(evidence):
                rows.append(
                    {
                        "key": key,
                        "position": position,
                        "file": piece.file,
                        "table": piece.table,
                        "sheet": piece.sheet,
                        "sign": piece.sign,
                        "amount_cents": piece.amount_cents,
                        "count": len(piece.lines),
                        "offset": offset,
                    }
                )
                stream.write(piece.lines.astype(np.dtype("<u4")).tobytes())
                offset += len(piece.lines)
    (folder / "proofs.json").write_text(json.dumps(rows), "utf-8")


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    msg = f"{type(value).__name__} is not plain data"
    raise TypeError(msg)
