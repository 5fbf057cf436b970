"""An audit in one language, ready to show: every word said, every figure rounded and exact."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ancrage.exhibits import Chart, Map, State, Table
from ancrage.firm import Firm
from ancrage.questions import Question
from ancrage.roadmap.model import Audit
from ancrage.roadmap.report import parties, stages, vega, vega_map
from ancrage.roadmap.report.cover import cover
from ancrage.roadmap.report.points import Teller
from ancrage.roadmap.report.proof import Prover
from ancrage.roadmap.report.shapes import Asked, Cell, Grid, Picture, Point, ReportView, RoomView
from ancrage.roadmap.report.unread import unread
from ancrage.roadmap.report.voice import Voice
from ancrage.roadmap.report.words import GLOSSARY, WORDS
from ancrage.roadmap.rooms import ROOMS, Room
from ancrage.text import Language, Text, t, tn


def view(audit: Audit, language: Language) -> ReportView:
    """The report of an audit in one language. The same audit and language give the same view."""
    voice = Voice(language)
    prover = Prover(audit.firm, voice)
    teller = Teller(
        voice=voice,
        world=audit.world,
        prover=prover,
        rooms={room.name: room.label for room in ROOMS},
        asks={q.id: q for q in (*(q for room in ROOMS for q in room.questions), *audit.questions)},
        findings=audit.findings,
    )
    points = tuple(teller.point(finding) for finding in audit.findings)
    windows = stages.windows(audit.plan.steps, teller, audit.world.today)
    questions = tuple(_asked(question, teller) for question in audit.questions)
    return ReportView(
        language=language,
        day=audit.world.today,
        title=voice.say(WORDS["roadmap"]),
        firm=voice.say(_firm(audit.firm)),
        period=voice.say(_period(audit.firm)),
        made_on=voice.say(t("Établie le {day}", day=audit.world.today)),
        words={key: voice.say(text) for key, text in WORDS.items()},
        cover=cover(audit, teller, points, windows, questions),
        means=stages.means(audit.plan.means, voice),
        windows=windows,
        left_out=stages.dropped(audit.plan.left_out, teller),
        left_out_said=voice.say(tn("{count} action", "{count} actions", len(audit.plan.left_out))),
        rooms=tuple(_room(room, audit, teller, points) for room in ROOMS),
        points=points,
        questions=questions,
        unread=unread(prover),
        suppliers=parties.suppliers(audit.firm, voice),
        customers=parties.customers(audit.firm, voice),
        proofs=prover.all((teller.number(finding), finding) for finding in audit.findings),
        glossary=tuple((voice.say(word), voice.say(meaning)) for word, meaning in GLOSSARY),
    )


def _firm(firm: Firm) -> Text:
    if firm.siren is None:
        return t("Votre entreprise")
    groups = "\N{NO-BREAK SPACE}".join(firm.siren[i : i + 3] for i in range(0, len(firm.siren), 3))
    return t("Entreprise SIREN {siren}", siren=groups)


def _period(firm: Firm) -> Text:
    start, end = firm.years[0].start, firm.year.covered_until
    return tn(
        "{count} exercice, du {start} au {end}",
        "{count} exercices, du {start} au {end}",
        len(firm.years),
        start=start,
        end=end,
    )


def _room(room: Room, audit: Audit, teller: Teller, points: Sequence[Point]) -> RoomView:
    voice = teller.voice
    inside = tuple(
        point
        for point, finding in zip(points, audit.findings, strict=True)
        if finding.room == room.name
    )
    said = [diagnosis for diagnosis in audit.diagnoses if diagnosis.room == room.name]
    pictures = (
        *(picture(chart, voice) for d in said for chart in d.charts if _drawable(chart)),
        *(map_picture(shown, voice) for d in said for shown in d.maps if shown.points),
    )
    tables = tuple(_table(table, voice) for d in said for table in d.tables if table.rows)
    known = bool(inside or pictures or tables)
    return RoomView(
        anchor=re.sub(r"[^a-z0-9]+", "-", room.name.lower()),
        label=voice.say(room.label),
        known=known,
        status=voice.say(_status(inside, known=known)),
        points=inside,
        pictures=pictures,
        tables=tables,
        questions=tuple(_asked(q, teller) for q in audit.questions if q.room == room.name),
    )


def _status(points: Sequence[Point], *, known: bool) -> Text:
    if not known:
        return t("Inconnu : vos fichiers n’en disent rien.")
    if not points:
        return t("Rien de marquant dans vos fichiers.")
    strong = sum(point.kind == "strength" for point in points)
    weak = len(points) - strong
    forces = tn("{count} force", "{count} forces", strong)
    others = tn("{count} point à travailler", "{count} points à travailler", weak)
    if not strong or not weak:
        return forces if strong else others
    return t("{forces}, {others}", forces=forces, others=others)


def _asked(question: Question, teller: Teller) -> Asked:
    say = teller.voice.say
    return Asked(
        key=question.id,
        room=teller.room(question.room),
        ask=say(question.ask),
        why=say(question.why),
        how=say(_how(question, teller.voice)),
    )


def _how(question: Question, voice: Voice) -> Text:
    if question.kind == "yes_no":
        return t("oui ou non")
    if question.kind == "share":
        return t("un pourcentage, de 0 à 100")
    if question.kind == "number":
        return t("un nombre ({unit})", unit=question.unit) if question.unit else t("un nombre")
    return t(
        "au choix : {choices}", choices=", ".join(voice.say(label) for _, label in question.choices)
    )


def _drawable(chart: Chart) -> bool:
    return any(series.points for series in chart.series)


def picture(chart: Chart, voice: Voice) -> Picture:
    """A chart in the reader's language, with the table behind it."""
    rows = tuple(
        (
            Cell(label, label),
            *(
                Cell("–", None) if value is None else voice.cell(value, chart.unit)
                for value in values
            ),
        )
        for label, values in vega.rows_of(chart, voice)
    )
    return Picture(
        code=chart.code,
        question=voice.say(chart.question),
        answer=voice.say(chart.answer),
        spec=vega.spec(chart, voice),
        table=Grid(
            title=voice.say(WORDS["chart_table"]),
            columns=(
                voice.heading(t("Nom") if chart.form == "bars" else t("Période"), "text"),
                *(voice.heading(series.label, chart.unit) for series in chart.series),
            ),
            rows=rows,
        ),
    )


def map_picture(shown: Map, voice: Voice) -> Picture:
    """A map in the reader's language, with the table behind it: its places, then its passages."""
    nothing = Cell("–", None)
    places = (
        (
            voice.cell(point.label, "text"),
            nothing if point.value is None else voice.cell(point.value, shown.unit),
            voice.cell(point.note or _STATES[point.state], "text"),
        )
        for point in shown.points
    )
    passages = (
        (
            voice.cell(passage.label, "text"),
            nothing,
            voice.cell(passage.note or _STATES[passage.state], "text"),
        )
        for passage in shown.passages
    )
    return Picture(
        code=shown.code,
        question=voice.say(shown.question),
        answer=voice.say(shown.answer),
        spec=vega_map.map_spec(shown, voice),
        table=Grid(
            title=voice.say(WORDS["map_table"]),
            columns=(
                voice.heading(t("Lieu"), "text"),
                voice.heading(shown.value_label, shown.unit),
                voice.heading(t("À savoir"), "text"),
            ),
            rows=(*places, *passages),
        ),
    )


_STATES: Mapping[State, Text | str] = {
    "usual": "",
    "alarmed": t("en alerte"),
    "closed": t("fermé"),
}


def _table(table: Table, voice: Voice) -> Grid:
    kinds = [column.kind for column in table.columns]
    return Grid(
        title=voice.say(table.title),
        columns=tuple(voice.heading(column.label, column.kind) for column in table.columns),
        rows=tuple(
            tuple(voice.cell(v, k) for v, k in zip(row, kinds, strict=True)) for row in table.rows
        ),
    )
