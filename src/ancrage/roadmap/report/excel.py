"""The report as a workbook: figures are numbers, days are days, and no text is ever a formula."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any, Literal, TypeAlias

import polars as pl

from ancrage.roadmap.report.bulk import LONGEST_TEXT, RISKY, fill
from ancrage.roadmap.report.shapes import CellKind, Listing, ReportView, Scalar
from ancrage.text import Language, currency_symbol

Kind: TypeAlias = 'CellKind | Literal["cents", "long", "hours"]'

_DAYS = {Language.FR: "dd/mm/yyyy", Language.EN: "dd/mm/yyyy", Language.FR_CA: "yyyy-mm-dd"}
_WIDTHS: dict[Kind, float] = {
    "text": 28,
    "long": 60,
    "eur": 16,
    "cents": 14,
    "ratio": 10,
    "days": 10,
    "count": 10,
    "hours": 10,
    "date": 12,
}


@dataclass(frozen=True)
class Column:
    """A column of a sheet: its head, how its values are written, and its width in characters."""

    label: str
    kind: Kind
    width: float | None = None


@dataclass
class Writer:
    """Writes sheets of one workbook."""

    book: Any
    language: Language
    formats: dict[Kind | str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        sign = f'"{currency_symbol(self.language)}"'
        money = (
            f"{sign}#,##0.00"
            if self.language is Language.EN
            else f"#,##0.00\N{NO-BREAK SPACE}{sign}"
        )
        patterns: dict[Kind, str] = {
            "eur": f"{money};-{money}",
            "cents": "#,##0.00",
            "ratio": "0.0%",
            "days": "#,##0.0",
            "count": "#,##0",
            "hours": "#,##0.0",
            "date": _DAYS[self.language],
        }
        for kind, pattern in patterns.items():
            self.formats[kind] = self.book.add_format({"num_format": pattern, "valign": "top"})
        self.formats["text"] = self.book.add_format({"valign": "top"})
        self.formats["long"] = self.book.add_format({"valign": "top", "text_wrap": True})
        # The mark that Excel gives to a text typed after an apostrophe: it stays a text, even when edited.
        for kind in ("text", "long"):
            quoted = self.book.add_format({"valign": "top", "text_wrap": kind == "long"})
            quoted.set_quote_prefix()
            self.formats[f"{kind} quoted"] = quoted
        self.formats["head"] = self.book.add_format(
            {
                "bold": True,
                "text_wrap": True,
                "valign": "vcenter",
                "bottom": 1,
                "bg_color": "#EAF2F3",
                "font_color": "#1C2B33",
            }
        )
        self.formats["strong"] = self.book.add_format(
            {"bold": True, "valign": "top", "text_wrap": True}
        )

    def text(self, sheet: Any, row: int, column: int, said: str, kind: str = "text") -> None:
        """A text, never read as a formula, a number or an address."""
        shape = (
            f"{kind} quoted"
            if said.startswith(RISKY) and f"{kind} quoted" in self.formats
            else kind
        )
        sheet.write_string(row, column, said[:LONGEST_TEXT], self.formats[shape])

    def sheet(
        self,
        name: str,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Scalar]],
        note: str | None = None,
    ) -> Any:
        """A sheet with its header frozen; a note comes before the header."""
        page = self.book.add_worksheet(name[:31])
        top = 0
        if note:
            self.text(page, 0, 0, note)
            top = 1
        for index, column in enumerate(columns):
            page.set_column(index, index, column.width or _WIDTHS[column.kind])
            self.text(page, top, index, column.label, "head")
        page.freeze_panes(top + 1, 0)
        last = top
        writers = [self._cell(page, index, column.kind) for index, column in enumerate(columns)]
        for last, values in enumerate(rows, top + 1):
            for write, value in zip(writers, values, strict=True):
                write(last, value)
        if last > top:
            page.autofilter(top, 0, last, len(columns) - 1)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.repeat_rows(top)
        return page

    def _cell(self, page: Any, column: int, kind: Kind) -> Callable[[int, Scalar], None]:
        shape = self.formats[kind]

        def write(row: int, value: Scalar) -> None:
            if value is None:
                return
            if isinstance(value, str):
                self.text(page, row, column, value, kind if kind in {"text", "long"} else "text")
            elif isinstance(value, date):
                page.write_datetime(row, column, value, self.formats["date"])
            else:
                page.write_number(row, column, value, shape)

        return write


def render_xlsx(view: ReportView) -> bytes:
    """The workbook: summary, roadmap, findings, evidence line by line, suppliers, customers, questions, problems."""
    import xlsxwriter  # noqa: PLC0415 (heavy)

    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"title": f"{view.title} · {view.firm}", "author": "Ancrage"})
    writer = Writer(book, view.language)
    _summary(writer, view)
    _roadmap(writer, view)
    _findings(writer, view)
    patterns = _evidence(writer, view)
    _listing(writer, view.words["sheet_suppliers"], view.suppliers)
    _listing(writer, view.words["sheet_customers"], view.customers)
    _questions(writer, view)
    _problems(writer, view)
    book.close()
    if patterns is None:
        return stream.getvalue()
    euros = view.proofs.frame.with_columns((pl.col("debit", "credit") / 100).round(2))
    return fill(stream.getvalue(), *patterns, euros)


def _summary(writer: Writer, view: ReportView) -> None:
    w, cover = view.words, view.cover
    page = writer.book.add_worksheet(w["sheet_summary"][:31])
    page.set_column(0, 0, 34)
    page.set_column(1, 1, 90)
    page.freeze_panes(1, 0)
    lines: list[tuple[str, str]] = [
        (view.title, ""),
        ("", f"{view.firm} · {view.period}"),
        ("", view.made_on),
    ]
    if cover.lead:
        lead = cover.lead
        worth = lead.point.worth
        lines += [
            (w["first"], lead.title),
            (
                w["stake"],
                f"{lead.point.worth_said} ({worth.exact})" if worth else lead.point.worth_said,
            ),
            (w["todo"], lead.todo),
            (w["why"], lead.reason),
            (w["proof"], lead.point.proof),
            (w["solid"], lead.draws),
        ]
    else:
        lines += [(w["first"], cover.none_said), *((q.key, q.ask) for q in cover.asked)]
    blocks: tuple[tuple[str, list[str]], ...] = (
        (
            w["strengths"],
            [f"{p.title} ({p.brief}, {p.confidence})" for p in cover.strengths]
            or [w["no_strength"]],
        ),
        (
            w["weaknesses"],
            [f"{p.title} ({p.brief}, {p.confidence})" for p in cover.weaknesses]
            or [w["no_weakness"]],
        ),
        (
            w["thirty_days"],
            [f"{s.title} ({s.effort}, {s.when})" for s in cover.stages] or [w["no_step"]],
        ),
        (w["sureness"], list(cover.sureness)),
        (w["means"], [view.means]),
    )
    for head, sentences in blocks:
        lines += [(head if i == 0 else "", sentence) for i, sentence in enumerate(sentences)]
    for row, (head, said) in enumerate(lines):
        writer.text(page, row, 0, head, "head" if row == 0 else "strong")
        writer.text(page, row, 1, said, "head" if row == 0 else "long")


def _roadmap(writer: Writer, view: ReportView) -> None:
    w = view.words
    columns = (
        Column(w["step"], "count"),
        Column(w["horizon"], "count"),
        Column(w["room_nature"], "text", 12),
        Column(w["todo_step"], "long"),
        Column(w["who"], "text"),
        Column(w["hours"], "hours"),
        Column(w["cost_eur"], "eur"),
        Column(w["start"], "date"),
        Column(w["end"], "date"),
        Column(w["low"], "eur"),
        Column(w["central"], "eur"),
        Column(w["high"], "eur"),
        Column(w["success"], "long"),
        Column(w["check"], "date"),
        Column(w["answers_to"], "text"),
    )
    rows: list[tuple[Scalar, ...]] = [
        (
            s.number,
            window.days,
            s.nature,
            s.title,
            s.who,
            s.hours.value,
            s.cost.value,
            s.start,
            s.end,
            s.gain_low.value,
            s.gain.value,
            s.gain_high.value,
            s.success,
            s.check_on,
            ", ".join(r.number for r in s.answers),
        )
        for window in view.windows
        for s in window.stages
    ]
    rows += [
        (
            None,
            None,
            w["left_out"],
            f"{item.title}\n{item.reason}",
            *[None] * 10,
            ", ".join(r.number for r in item.answers),
        )
        for item in view.left_out
    ]
    writer.sheet(w["sheet_roadmap"], columns, rows)


def _findings(writer: Writer, view: ReportView) -> None:
    w = view.words
    columns = (
        Column(w["number"], "text", 7),
        Column(w["room"], "text", 18),
        Column(w["kind"], "text", 14),
        Column(w["finding"], "long"),
        Column(w["reason"], "long"),
        Column(w["low"], "eur"),
        Column(w["central"], "eur"),
        Column(w["high"], "eur"),
        Column(w["confidence"], "text", 20),
        Column(w["confidence_reason"], "long"),
        Column(w["formula"], "long"),
        Column(w["inputs"], "long"),
        Column(w["proof"], "long"),
        Column(w["lines"], "count"),
        Column(w["amount_eur"], "eur"),
    )
    rows: list[tuple[Scalar, ...]] = []
    for point in view.points:
        worth = point.worth
        money: tuple[Scalar, ...] = (
            (worth.low.value, worth.central.value, worth.high.value) if worth else (None,) * 3
        )
        inputs = (
            [
                f"{i.label} [{i.name}] = {i.value.exact} ({i.origin}{', ' if i.source else ''}{i.source}){' ' + i.warning if i.warning else ''}"
                for i in worth.inputs
            ]
            if worth
            else []
        )
        proved = sum(piece.amount.value for piece in point.pieces) if point.pieces else None
        rows.append(
            (
                point.number,
                point.room,
                point.kind_label,
                point.title,
                point.reason,
                *money,
                point.confidence,
                point.confidence_reason,
                worth.formula if worth else None,
                "\n".join(inputs) or None,
                point.proof,
                sum(piece.count for piece in point.pieces),
                proved,
            )
        )
    writer.sheet(w["sheet_findings"], columns, rows)


def _evidence(writer: Writer, view: ReportView) -> tuple[int, int] | None:
    """The sheet with its two pattern rows: its number and the row of the first, None where there is no evidence."""
    w = view.words
    columns = (
        Column(w["finding"], "text", 9),
        Column(w["file"], "text", 32),
        Column(w["line"], "count"),
        Column(w["date"], "date"),
        Column(w["account"], "text", 12),
        Column(w["label"], "text", 48),
        Column(w["debit"], "cents"),
        Column(w["credit"], "cents"),
    )
    proofs = view.proofs
    top = 1 if proofs.note else 0
    page = writer.sheet(w["sheet_evidence"], columns, [], proofs.note)
    if proofs.frame.is_empty():
        return None
    for row, text in ((top + 1, "text"), (top + 2, "text quoted")):
        for index, column in enumerate(columns):
            shape = writer.formats[text if column.kind == "text" else column.kind]
            page.write_string(row, index, "-", shape)
    page.autofilter(top, 0, top + proofs.frame.height, len(columns) - 1)
    return len(writer.book.worksheets()), top + 2


def _listing(writer: Writer, name: str, listing: Listing) -> None:
    writer.sheet(name, [Column(head.label, head.kind) for head in listing.columns], listing.rows)


def _questions(writer: Writer, view: ReportView) -> None:
    w = view.words
    columns = (
        Column(w["key"], "text"),
        Column(w["room"], "text", 18),
        Column(w["question"], "long"),
        Column(w["why_asked"], "long"),
        Column(w["how_answered"], "text", 36),
    )
    writer.sheet(
        w["sheet_questions"],
        columns,
        [(q.key, q.room, q.ask, q.why, q.how) for q in view.questions],
    )


def _problems(writer: Writer, view: ReportView) -> None:
    w = view.words
    columns = (
        Column(w["severity"], "text", 18),
        Column(w["file"], "text", 36),
        Column(w["line"], "count"),
        Column(w["count"], "count"),
        Column(w["message"], "long"),
        Column(w["repair"], "long"),
    )
    writer.sheet(
        w["sheet_problems"],
        columns,
        [
            (o.severity_label, o.file, o.line, o.count, o.message, o.repair)
            for o in view.unread.problems
        ],
    )
