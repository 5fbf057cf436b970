"""From evidence to the ledger lines themselves: a few for the reader, all of them for the spreadsheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ancrage.findings import Evidence, Finding
from ancrage.firm import Firm, SourceFile
from ancrage.firm.shown import as_entries
from ancrage.firm.tables.declaration import Column
from ancrage.firm.tables.trade import DECLARED, MEASURES
from ancrage.roadmap.report.shapes import CellKind, Grid, Piece, Proofs
from ancrage.roadmap.report.voice import Voice
from ancrage.roadmap.report.words import WORDS
from ancrage.text import Text, t, tn

FIRST_LINES = 5
MOST_ROWS = 50_000
_CONTROLS = r"[\x00-\x1f\x7f-\x9f\x{FFFE}\x{FFFF}]+"
# Said of each line elsewhere, or of no help to whoever looks for it.
_UNTOLD = (
    "status",
    "syntax",
    "profile",
    "copy",
    "channel",
    "currency",
    "customer",
    "seller_siret",
    "seller_vat",
)
MOST_COLUMNS = 5
MOST_PIECES = 25
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
        """Each piece with its first lines; of very many files, the largest amounts: the spreadsheet has them all."""
        shown = evidence
        if len(evidence) > MOST_PIECES:
            shown = sorted(evidence, key=lambda piece: -abs(piece.amount_cents))[:MOST_PIECES]
        return tuple(self._piece(piece) for piece in shown)

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
            number=self.voice.cell(count, "count").said,
            counted=say(tn("{count} ligne", "{count} lignes", count)),
            first=say(first),
            amount=self.voice.figure(piece.amount_cents / 100, "eur"),
            lines=self._lines(piece.file, shown)
            if piece.table == "ledger"
            else self._trade_lines(piece, shown),
        )

    def _part(self, finding: str, file: str, lines: NDArray[np.uint32]) -> pl.DataFrame:
        """finding, file, line, place: one row a line."""
        return pl.DataFrame(
            {"line": lines, "place": self._places(file, lines)},
            schema={"line": pl.UInt32, "place": pl.Int64},
        ).select(
            pl.lit(finding).alias("finding"), pl.lit(self.name(file)).alias("file"), "line", "place"
        )

    @cached_property
    def _sorted(self) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
        """Key of each row of the ledger (source and line in one number), sorted, and its place."""
        ledger = self.firm.ledger
        keys = _keys(ledger["source"].to_numpy(), ledger["line"].to_numpy())
        order = np.argsort(keys, kind="stable")
        return keys[order], order

    def _places(self, file: str, lines: NDArray[np.uint32]) -> NDArray[np.int64]:
        """Row of the ledger for each line of a file, -1 for a line that it does not hold."""
        source = self._sources.get(file)
        keys, order = self._sorted
        if source is None or not len(keys):
            return np.full(len(lines), -1)
        wanted = _keys(np.full(len(lines), source), lines)
        found = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        return np.where(keys[found] == wanted, order[found], -1)

    def _lines(self, file: str, lines: Sequence[int]) -> Grid:
        voice = self.voice
        places = self._places(file, np.array(lines, dtype=np.uint32))
        found = self.firm.ledger.select("line", *_SHOWN)[places[places >= 0]]
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
                for line, day, account, label, debit, credit in found.iter_rows()
            ),
        )

    @cached_property
    def _by_source(self) -> dict[str, dict[Any, pl.DataFrame]]:
        """The rows of each table of trade, cut by file the first time that one is asked for."""
        return {}

    def _rows(self, piece: Evidence, lines: Sequence[int]) -> pl.DataFrame:
        """The rows of a table of trade that a piece names, in the order of the file."""
        table = self.firm.tables[piece.table]  # as the file writes it
        if piece.table not in self._by_source:
            self._by_source[piece.table] = table.partition_by("source", as_dict=True)
        rows = self._by_source[piece.table].get((self._sources.get(piece.file, -1),), table.clear())
        same_sheet = pl.col("sheet").fill_null("") == piece.sheet
        return rows.filter(same_sheet & pl.col("line").is_in(list(lines))).sort("line")

    def _trade_lines(self, piece: Evidence, lines: Sequence[int]) -> Grid:
        """The first rows, in the columns that say something, the money last."""
        voice, rows = self.voice, self._rows(piece, lines)
        measure = MEASURES.get(piece.table)
        columns = [
            column
            for column in DECLARED[piece.table].columns
            if column.name not in {"source", "sheet", "line", measure, *_UNTOLD}
            and rows[column.name].null_count() < rows.height
        ][:MOST_COLUMNS]
        if measure:
            columns.append(next(c for c in DECLARED[piece.table].columns if c.name == measure))
        kinds: list[CellKind] = [_kind(column) for column in columns]
        return Grid(
            title=voice.say(WORDS["first_lines"]),
            columns=(
                voice.heading(WORDS["line"], "count"),
                *(voice.heading(c.label, k) for c, k in zip(columns, kinds, strict=True)),
            ),
            rows=tuple(
                (
                    voice.cell(row["line"], "count"),
                    *(
                        voice.cents(row[c.name] or 0)
                        if c.unit == "cents"
                        else voice.cell(_plain(row[c.name]), kind)
                        for c, kind in zip(columns, kinds, strict=True)
                    ),
                )
                for row in rows.iter_rows(named=True)
            ),
        )

    def _trade_part(self, finding: str, piece: Evidence, lines: Sequence[int]) -> pl.DataFrame:
        """Rows of a table of trade under the columns of the ledger: what it is, and its money as a debit or a credit."""
        label = self.voice.say(DECLARED[piece.table].label)
        return as_entries(piece.table, self._rows(piece, lines)).select(
            pl.lit(finding).alias("finding"),
            pl.lit(self.name(piece.file)).alias("file"),
            "line",
            "date",
            pl.lit(label).alias("account"),
            "label",
            "debit",
            "credit",
        )

    def all(self, findings: Iterable[tuple[str, Finding]], most_rows: int = MOST_ROWS) -> Proofs:
        """Every line of the evidence of the findings, in their order, cut after `most_rows`."""
        parts: list[pl.DataFrame] = []
        others: list[pl.DataFrame] = []
        total = kept = 0
        for number, finding in findings:
            for piece in finding.evidence:
                total += len(piece.lines)
                lines = piece.lines[: max(0, most_rows - kept)]
                kept += len(lines)
                if piece.table == "ledger":
                    parts.append(self._part(number, piece.file, lines))
                elif len(lines):
                    others.append(self._trade_part(number, piece, lines.tolist()))
        keys = pl.concat([self._part("", "", np.array([], dtype=np.uint32)), *parts])
        place = pl.when(keys["place"] >= 0).then(keys["place"])
        ledger = self.firm.ledger.select(*_SHOWN)
        shown = ledger.select(pl.all().gather(keys.select(place).to_series()))
        frame = pl.concat([keys.drop("place"), shown], how="horizontal").with_columns(
            pl.col("account").cast(pl.String), pl.col("label").str.replace_all(_CONTROLS, " ")
        )
        frame = pl.concat([frame, *(part.cast(frame.schema) for part in others)])
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


def _kind(column: Column) -> CellKind:
    if column.unit == "cents":
        return "eur"
    if column.kind == pl.Date:
        return "date"
    return "count" if column.kind == pl.Float64 else "text"


def _plain(value: object) -> Any:
    return str(value) if isinstance(value, bool) else value


def _keys(
    source: NDArray[np.unsignedinteger | np.signedinteger], line: NDArray[np.uint32]
) -> NDArray[np.uint64]:
    return (source.astype(np.uint64) << np.uint64(32)) | line.astype(np.uint64)


def _in_words(evidence: Sequence[Evidence], names: Sequence[str]) -> Text | str:
    count = sum(len(piece.lines) for piece in evidence)
    if not count:
        return t("aucune ligne : ce point ne vient pas des comptes")
    others = len(set(names)) - 1
    if not others:
        return tn("{count} ligne de {file}", "{count} lignes de {file}", count, file=names[0])
    return tn(
        "{lines} lignes de {file} et d’un autre fichier",
        "{lines} lignes de {file} et de {count} autres fichiers",
        others,
        lines=count,
        file=names[-1],
    )
