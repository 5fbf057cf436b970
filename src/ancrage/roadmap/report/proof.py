"""From evidence to the ledger lines themselves: a few for the reader, all of them for the spreadsheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ancrage.findings import Evidence, Finding
from ancrage.firm import Firm, SourceFile
from ancrage.roadmap.report.shapes import Grid, Piece, Proofs
from ancrage.roadmap.report.voice import Voice
from ancrage.roadmap.report.words import WORDS
from ancrage.text import Text, t, tn

FIRST_LINES = 5
MOST_ROWS = 200_000
_CONTROLS = r"[\x00-\x1f\x7f-\x9f\x{FFFE}\x{FFFF}]+"
_SHOWN = ("date", "account", "label", "debit", "credit")


def short_names(files: Sequence[SourceFile]) -> dict[str, str]:
    """Name of each file without its folder; its path in full where two files have the same name."""
    names = {file.path: PurePath(file.path).name for file in files}
    count = Counter(names.values())
    return {path: name if count[name] == 1 else path for path, name in names.items()}


@dataclass(frozen=True)
class Prover:
    """Shows the lines of a firm's ledger that evidence names."""

    firm: Firm
    voice: Voice

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Short name of each file by path."""
        return short_names(self.firm.files)

    @cached_property
    def _sources(self) -> Mapping[str, int]:
        return {file.path: index for index, file in reversed(list(enumerate(self.firm.files)))}

    def name(self, path: str) -> str:
        """Short name of a file."""
        return self.voice.say(self.names.get(path, path))

    def said(self, evidence: Sequence[Evidence]) -> str:
        """Evidence in a few words: how many lines of which file."""
        return self.voice.say(_in_words(evidence, [self.name(e.file) for e in evidence]))

    def pieces(self, evidence: Sequence[Evidence]) -> tuple[Piece, ...]:
        """Each piece with its first lines."""
        return tuple(self._piece(piece) for piece in evidence)

    def _piece(self, piece: Evidence) -> Piece:
        say, count = self.voice.say, len(piece.lines)
        shown = [int(line) for line in piece.lines[:FIRST_LINES]]
        numbers = ", ".join(self.voice.cell(line, "count").said for line in shown)
        rest = count - len(shown)
        first = (
            tn("{lines} et {count} autre", "{lines} et {count} autres", rest, lines=numbers)
            if rest
            else numbers
        )
        return Piece(
            file=self.name(piece.file),
            count=count,
            counted=say(tn("{count} ligne", "{count} lignes", count)),
            first=say(first),
            amount=self.voice.figure(piece.amount_cents / 100, "eur"),
            lines=self._lines(piece.file, shown),
        )

    def _lines(self, file: str, lines: Sequence[int]) -> Grid:
        voice = self.voice
        found = self.firm.ledger.filter(
            (pl.col("source") == self._sources.get(file)) & pl.col("line").is_in(lines)
        ).sort("line")
        return Grid(
            title=voice.say(WORDS["first_lines"]),
            columns=(
                voice.heading(WORDS["line"], "count"),
                voice.heading(WORDS["date"], "date"),
                voice.heading(WORDS["account"], "text"),
                voice.heading(WORDS["label"], "text"),
                voice.heading(WORDS["debit"], "eur"),
                voice.heading(WORDS["credit"], "eur"),
            ),
            rows=tuple(
                (
                    voice.cell(line, "count"),
                    voice.cell(day, "date"),
                    voice.cell(account, "text"),
                    voice.cell(label, "text"),
                    voice.cents(debit),
                    voice.cents(credit),
                )
                for line, day, account, label, debit, credit in found.select(
                    "line", *_SHOWN
                ).iter_rows()
            ),
        )

    def all(self, findings: Iterable[tuple[str, Finding]], most_rows: int = MOST_ROWS) -> Proofs:
        """Every line of the evidence of the findings, in their order, cut after `most_rows`."""
        keys: list[pl.DataFrame] = []
        total = kept = 0
        for number, finding in findings:
            for piece in finding.evidence:
                total += len(piece.lines)
                lines = piece.lines[: max(0, most_rows - kept)]
                kept += len(lines)
                if len(lines):
                    keys.append(_keys(number, self._sources.get(piece.file), lines))
        empty = _keys("", 0, [])
        named = pl.DataFrame(
            [(index, self.name(file.path)) for index, file in enumerate(self.firm.files)],
            schema={"source": pl.UInt16, "file": pl.String},
            orient="row",
        )
        frame = (
            pl.concat([empty, *keys])
            .join(named, on="source", how="left", maintain_order="left")
            .join(
                self.firm.ledger.select("source", "line", *_SHOWN),
                on=["source", "line"],
                how="left",
                maintain_order="left",
            )
            .with_columns(
                pl.col("account").cast(pl.String), pl.col("label").str.replace_all(_CONTROLS, " ")
            )
            .select("finding", "file", "line", *_SHOWN)
        )
        note = None
        if total > kept:
            note = self.voice.say(
                t(
                    "Cette feuille montre les {kept} premières lignes sur {total}. Les autres sont dans vos fichiers, aux "
                    "lignes que donne la sortie JSON.",
                    kept=kept,
                    total=total,
                )
            )
        return Proofs(frame, total, note)


def _keys(
    finding: str, source: int | None, lines: Sequence[int] | NDArray[np.uint32]
) -> pl.DataFrame:
    return pl.DataFrame({"line": pl.Series(lines, dtype=pl.UInt32)}).select(
        pl.lit(finding).alias("finding"), pl.lit(source, dtype=pl.UInt16).alias("source"), "line"
    )


def _in_words(evidence: Sequence[Evidence], names: Sequence[str]) -> Text | str:
    count = sum(len(piece.lines) for piece in evidence)
    if not count:
        return t("aucune ligne : ce point ne vient pas des comptes")
    if len(evidence) == 1:
        return tn("{count} ligne de {file}", "{count} lignes de {file}", count, file=names[0])
    others = len(set(names)) - 1
    return tn(
        "{lines} lignes de {file} et d’un autre fichier",
        "{lines} lignes de {file} et de {count} autres fichiers",
        others,
        lines=count,
        file=names[-1],
    )
