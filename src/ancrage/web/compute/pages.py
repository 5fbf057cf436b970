"""The pages of an audit in one language, as plain data: what the report shows, cut into what each page needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace

from ancrage.exhibits import Chart, Series
from ancrage.firm import Reading
from ancrage.firm.figures import apply
from ancrage.firm.identities.known import Who
from ancrage.money import Percent
from ancrage.roadmap.contract import to_json
from ancrage.roadmap.model import Audit, Step
from ancrage.roadmap.report.figure_words import named, rule_said
from ancrage.roadmap.report.shapes import Cell, Grid, Heading, Listing, ReportView
from ancrage.roadmap.report.view import picture, view
from ancrage.roadmap.report.voice import Voice
from ancrage.roadmap.rooms import ROOMS
from ancrage.text import Language, Text, t
from ancrage.web.compute.drawn import Page, cells, drawn
from ancrage.web.compute.exhibits import Proven, keys_of
from ancrage.web.compute.exhibits import said as exhibits_said
from ancrage.web.compute.who import pages as pages_of_who
from ancrage.web.identities.among import Among

ROWS = 50  # rows of a page of a long table
LARGEST = 8  # bars of the chart of stakes


def pages(
    reading: Reading,
    audit: Audit,
    language: Language,
    exhibits: Sequence[Proven],
    found_who: Mapping[Among, Who],
) -> dict[str, Page]:
    """Pages by key. Euros, dates and counts are already written as the reader's language does."""
    voice = Voice(language)
    said = view(audit, language)
    codes = {f"C{place}": finding.code for place, finding in enumerate(audit.findings, 1)}
    found: dict[str, Page] = {
        "firm": {
            key: getattr(said, key) for key in ("title", "firm", "period", "made_on", "words")
        },
        "cover": asdict(said.cover),
        "roadmap": _roadmap(said, audit, codes, voice),
        "rooms": {"rooms": [_room_line(said, index) for index in range(len(ROOMS))]},
        "points": {
            "points": [_short(asdict(point)) for point in said.points],
            "picture": _stakes(audit, voice),
        },
        "unread": {
            "said": said.unread.said,
            "files": asdict(said.unread.files),
            "count": len(said.unread.problems),
            "aside": any(file.status == "partial" for file in reading.files),
        },
        "open_questions": {"keys": [question.id for question in audit.questions]},
        "contract": _contract(reading, audit, language),
    }
    keys = keys_of(exhibits)
    of_suppliers = _by_name("supplier", said.suppliers)
    of_customers = _by_name("customer", said.customers)
    for room, shown in zip(ROOMS, said.rooms, strict=True):
        page = asdict(shown)
        page["name"] = room.name
        # Behind the counter a name is that of a supplier, elsewhere that of a customer.
        parties = of_suppliers if room.name.startswith("chain.") else of_customers
        page["pictures"] = [
            drawn(
                one,
                f"{shown.anchor}-{place}",
                {
                    **_named(one.table, parties),
                    **keys.get(f"chart.{one.code}", {}),
                    **keys.get(f"map.{one.code}", {}),
                },
            )
            for place, one in enumerate(shown.pictures)
        ]
        page["tables"] = [
            asdict(grid) | {"rows": cells(grid, {**_named(grid, parties), **keys.get(code, {})})}
            for grid, code in zip(shown.tables, _tables(audit, room.name), strict=True)
        ]
        page["points"] = [_short(point) for point in page["points"]]
        found[f"room:{room.name}"] = page
    for point in said.points:
        found[f"point:{point.code}"] = asdict(point)
    found["exhibits"] = exhibits_said(exhibits, voice)
    found["figures"] = _figures(audit, voice)
    found |= _long("problems", _problems(said, voice))
    found |= _long("suppliers", _listing(said.suppliers, voice), _keys("supplier", said.suppliers))
    found |= _long("customers", _listing(said.customers, voice), _keys("customer", said.customers))
    found |= pages_of_who(audit.firm, found_who, voice)
    return found


def _named(grid: Grid, parties: Mapping[str, str]) -> dict[tuple[int, int], str]:
    """The keys of the suppliers or customers that head rows."""
    return {(n, 0): key for n, row in enumerate(grid.rows) if (key := parties.get(row[0].said))}


def _tables(audit: Audit, room: str) -> list[str]:
    """The exhibits that the tables of a room's page are, in order."""
    return [
        f"table.{table.code}"
        for diagnosis in audit.diagnoses
        if diagnosis.room == room
        for table in diagnosis.tables
        if table.rows
    ]


def _short(point: Page) -> Page:
    """A finding without its calculation, which has a page of its own."""
    worth = point["worth"]
    return {k: v for k, v in point.items() if k not in {"pieces", "worth"}} | {
        "said": worth["said"] if worth else "",
        "between": worth["between"] if worth else "",
        "central": worth["central"]["value"] if worth else None,
    }


def _room_line(said: ReportView, index: int) -> Page:
    shown = said.rooms[index]
    return {
        "name": ROOMS[index].name,
        "label": shown.label,
        "status": shown.status,
        "known": shown.known,
    }


def _gain(step: Step) -> Text:
    """How the euros of a step are counted."""
    return t(
        "{share} de l’enjeu du constat auquel elle répond ; jamais deux fois les mêmes euros.",
        share=Percent(step.action.gain_share),
    )


def _roadmap(said: ReportView, audit: Audit, codes: Mapping[str, str], voice: Voice) -> Page:
    page: Page = {
        "means": said.means,
        "windows": [asdict(window) for window in said.windows],
        "left_out": [asdict(dropped) for dropped in said.left_out],
        "left_out_said": said.left_out_said,
    }
    for window in page["windows"]:
        for stage in window["stages"]:
            step = audit.plan.steps[stage["number"] - 1]
            stage["code"] = step.action.code
            stage["how"] = voice.say(_gain(step)) if step.gain_central > 0 else ""
            for ref in stage["answers"]:
                ref["code"] = codes[ref["number"]]
    for dropped, left in zip(page["left_out"], audit.plan.left_out, strict=True):
        dropped["code"] = left.action.code
        for ref in dropped["answers"]:
            ref["code"] = codes[ref["number"]]
    return page


def _stakes(audit: Audit, voice: Voice) -> Page | None:
    """Where the euros are: the largest stakes, side by side."""
    valued = [f for f in audit.findings if f.stake and f.stake.central > 0 and f.kind != "strength"]
    if not valued:
        return None
    numbers = {id(finding): f"C{place}" for place, finding in enumerate(audit.findings, 1)}
    labels = {room.name: room.label for room in ROOMS}
    points = tuple(
        (
            voice.say(t("{number} · {room}", number=numbers[id(f)], room=labels[f.room])),
            f.stake.central,
        )
        for f in valued[:LARGEST]
        if f.stake
    )
    chart = Chart(
        "stakes",
        t("Où sont les euros ?"),
        t(
            "L’enjeu le plus grand vient de « {room} » : {title}",
            room=labels[valued[0].room],
            title=valued[0].title,
        ),
        "bars",
        "eur",
        (Series(t("Enjeu par an"), points),),
    )
    proofs = {(row, 1): f.code for row, f in enumerate(valued[:LARGEST])}
    return drawn(picture(chart, voice), "stakes", proofs)


def _contract(reading: Reading, audit: Audit, language: Language) -> Page:
    """The JSON contract, each proof with its count of lines: the lines themselves are asked for apart."""
    answer = to_json(reading, audit, language, proven=False)
    answer.pop("figures_evidence")
    answer.pop("problems")
    for finding in answer["findings"]:
        for evidence in (finding["evidence"], *(item["evidence"] for item in finding["inputs"])):
            for piece in evidence:
                piece["lines"] = len(piece["lines"])
    return answer


def _figures(audit: Audit, voice: Voice) -> Page:
    """Every figure that sums accounts, by fiscal year, each with the key of its proof."""
    firm = audit.firm
    rows, keys, rules = [], [], {}
    for code, label, rule in named():
        amounts = [apply(firm.balances, year.end, rule) for year in firm.years]
        if not any(amounts):
            continue
        rows.append(
            [
                voice.say(label),
                *(
                    {"said": voice.cents(cents).said, "key": f"figure.{code}.{year.key}"}
                    for cents, year in zip(amounts, firm.years, strict=True)
                ),
            ]
        )
        keys.append(code)
        rules[code] = {"label": voice.say(label), "rule": voice.say(rule_said(rule))}
    heads = [Heading(voice.say(t("Chiffre")), "text")]
    heads += [
        Heading(voice.say(t("Exercice fini le {day} (€)", day=voice.short_day(year.end))), "eur")
        for year in firm.years
    ]
    title = voice.say(t("Vos chiffres, exercice par exercice"))
    return {
        "grid": {"title": title, "columns": [asdict(head) for head in heads], "rows": rows},
        "codes": keys,
        "rules": rules,
    }


def _problems(said: ReportView, voice: Voice) -> Grid:
    def cell(text: str) -> Cell:
        return Cell(text, text)

    return Grid(
        title=voice.say(t("Ce que vos fichiers ont d’anormal")),
        columns=tuple(
            Heading(voice.say(label), "text")
            for label in (
                t("Gravité"),
                t("Fichier"),
                t("Ligne"),
                t("Ce qui a été lu"),
                t("Ce qui a été fait, ou reste à faire"),
                t("Combien"),
            )
        ),
        rows=tuple(
            (
                cell(p.severity_label),
                cell(p.file),
                cell(p.place),
                cell(p.message),
                cell(p.repair),
                cell(p.counted),
            )
            for p in said.unread.problems
        ),
    )


def _listing(listing: Listing, voice: Voice) -> Grid:
    return Grid(
        title=listing.title,
        columns=listing.columns,
        rows=tuple(
            tuple(voice.cell(v, c.kind) for v, c in zip(row, listing.columns, strict=True))
            for row in listing.rows
        ),
    )


def _keys(side: str, listing: Listing) -> Sequence[str]:
    """Key of the proof of each row of a listing, "" for the row of nobody."""
    parties = listing.parties
    return [f"{side}.{party}" if party is not None else "" for party in parties]


def _by_name(side: str, listing: Listing) -> dict[str, str]:
    """Key of the proof of each supplier or customer whose name is that of no other on its side."""
    names = [str(row[0]) for row in listing.rows]
    count = Counter(names)
    return {
        name: key
        for name, key in zip(names, _keys(side, listing), strict=True)
        if key and count[name] == 1
    }


def _long(name: str, grid: Grid, keys: Sequence[str] = ()) -> Iterator[tuple[str, Page]]:
    """A long table as pages of ROWS rows; the first always exists."""
    pages_count = max(1, -(-len(grid.rows) // ROWS))
    for page in range(1, pages_count + 1):
        start = (page - 1) * ROWS
        rows = grid.rows[start : start + ROWS]
        yield (
            f"table:{name}:{page}",
            {
                "grid": {
                    "title": grid.title,
                    "columns": [asdict(column) for column in grid.columns],
                    "rows": cells(
                        replace(grid, rows=rows),
                        {(n, 0): key for n, key in enumerate(keys[start : start + ROWS]) if key},
                    ),
                },
                "page": page,
                "pages": pages_count,
                "count": len(grid.rows),
            },
        )
        # Apart, since only programs ask for them.
        yield f"values:{name}:{page}", {"rows": [[cell.value for cell in row] for row in rows]}
