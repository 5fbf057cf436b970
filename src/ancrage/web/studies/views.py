"""Forces et faiblesses: rooms, findings, how each figure was made, the lines that prove it, and long tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header

from ancrage.harmless import safe_cell
from ancrage.money import Euros, Number
from ancrage.roadmap.report.shapes import CellKind
from ancrage.roadmap.report.voice import Voice
from ancrage.roadmap.report.words import WORDS
from ancrage.roadmap.rooms import ROOMS
from ancrage.text import Language, Text, t, tn
from ancrage.web.identities.among import Among
from ancrage.web.identities.words import who_link
from ancrage.web.imports.service import study_again
from ancrage.web.pager import pager
from ancrage.web.people.access import FirmRequest, firm_page
from ancrage.web.people.roles import Permission
from ancrage.web.saying import say
from ancrage.web.studies import proofs
from ancrage.web.studies.models import StudyProof
from ancrage.web.studies.pages import page, some_pages
from ancrage.web.tables import TABLES

KINDS = (
    ("strength", t("Vos forces")),
    ("opportunity", t("Ce que vous pouvez gagner")),
    ("weakness", t("Ce qui vous coûte")),
    ("risk", t("Ce qui peut vous coûter")),
)


NUMBERS = (
    (t("Vos chiffres, exercice par exercice"), "figures/"),
    (t("Tous vos fournisseurs"), "tables/suppliers/"),
    (t("Tous vos clients"), "tables/customers/"),
)
# Rooms and tables that lead to who is who among what they show.
WHO: dict[str, Among] = {
    "chain.suppliers": "suppliers",
    "local.clients": "customers",
    "chain.stock": "items",
    "suppliers": "suppliers",
    "customers": "customers",
}


def linked(points: list[dict[str, Any]], base: str) -> list[dict[str, Any]]:
    """Findings with the address of their own page."""
    return [{**point, "url": f"{base}findings/{point['code']}/"} for point in points]


@firm_page(Permission.READ)
def findings(request: FirmRequest) -> HttpResponse:
    """Everything that was found, strengths first, and the rooms."""
    base, language = request.base, request.language
    found = some_pages(["points", "rooms"], language)
    if not found:
        return render(request, "nothing_yet.html", {"data_url": f"{base}data/"})
    points = linked(found["points"]["points"], base)
    groups = [
        {
            "kind": kind,
            "label": say(label, language),
            "points": [point for point in points if point["kind"] == kind],
        }
        for kind, label in KINDS
    ]
    context = {
        "groups": [group for group in groups if group["points"]],
        "rooms": [
            {**room, "url": f"{base}rooms/{room['name']}/"} for room in found["rooms"]["rooms"]
        ],
        "picture": found["points"]["picture"],
        "tables": [{"label": say(label, language), "url": base + end} for label, end in NUMBERS],
        "table": _points_grid(points, language),
    }
    return render(request, "findings.html", context)


def _points_grid(points: list[dict[str, Any]], language: Language) -> dict[str, Any]:
    """The findings as a table, for those who prefer to read."""
    heads = (
        (WORDS["number"], "number"),
        (WORDS["finding"], "title"),
        (t("Nature"), "kind_label"),
        (t("Domaine"), "room"),
        (WORDS["stake"], "said"),
        (WORDS["confidence"], "confidence"),
    )
    return {
        "title": say(t("Tous les constats, en tableau"), language),
        "columns": [{"label": say(label, language), "kind": "text"} for label, _ in heads],
        "rows": [[point[key] for _, key in heads] for point in points],
    }


@firm_page(Permission.READ)
def room(request: FirmRequest, name: str) -> HttpResponse:
    """One room: what was found, its charts, maps and tables, what it asks."""
    if name not in {known.name for known in ROOMS}:
        raise Http404
    base = request.base
    found = page(f"room:{name}", request.language)
    if found is None:
        return render(request, "nothing_yet.html", {"data_url": f"{base}data/"})
    found["points"] = linked(found["points"], base)
    for question in found["questions"]:
        question["url"] = f"{base}questions/{question['key']}/"
    context = {
        "room": found,
        "findings_url": f"{base}findings/",
        "who": who_link(base, WHO[name], request.language) if name in WHO else None,
        "goods_url": f"{base}goods/" if name in {"chain.suppliers", "chain.stock"} else "",
    }
    return render(request, "room.html", context)


@firm_page(Permission.READ)
def finding(request: FirmRequest, code: str) -> HttpResponse:
    """One finding: the sentence, the stake, how it was computed, from which numbers."""
    base = request.base
    found = some_pages([f"point:{code}", "roadmap", "rooms"], request.language)
    point = found.get(f"point:{code}")
    if point is None:
        raise Http404
    proven = set(StudyProof.objects.filter(key__startswith=code).values_list("key", flat=True))
    point["proof_url"] = f"{base}proofs/{code}/" if code in proven else ""
    for item in point["worth"]["inputs"] if point["worth"] else ():
        key = f"{code}.{item['name']}"
        item["proof_url"] = f"{base}proofs/{key}/" if key in proven else ""
    steps = [
        {"title": stage["title"], "url": f"{base}roadmap/{stage['code']}/", "when": stage["when"]}
        for window in found["roadmap"]["windows"]
        for stage in window["stages"]
        if any(ref["code"] == code for ref in stage["answers"])
    ]
    place = next((r for r in found["rooms"]["rooms"] if r["label"] == point["room"]), None)
    context = {
        "point": point,
        "steps": steps,
        "room_url": f"{base}rooms/{place['name']}/" if place else f"{base}findings/",
    }
    return render(request, "finding.html", context)


@firm_page(Permission.READ)
def proof(request: FirmRequest, key: str) -> HttpResponse:
    """The lines whose sum is an amount."""
    language, base = request.language, request.base
    voice = Voice(language)
    found = proofs.pieces(key)
    proved = _proved(key, base, request)
    if not found or proved is None:
        raise Http404
    total = sum(piece.amount_cents for piece in found)
    count = sum(piece.count for piece in found)
    shown = pager(request, -(-count // proofs.ROWS) or 1)
    lines = proofs.rows(
        list(StudyProof.objects.filter(key=key).order_by("position")),
        (shown["page"] - 1) * proofs.ROWS,
    )
    context = {
        "title": proved.title,
        "amount": {
            "said": voice.figure(total / 100, "eur").said,
            "exact": voice.figure(total / 100, "eur").exact,
        }
        if proved.summed
        else None,
        "hows": proved.hows,
        "formula_said": say(
            t("Somme des montants de ces lignes.")
            if all(piece.table != "ledger" for piece in found)
            else t("Somme de débit moins crédit de ces lignes.")
            if found[0].sign == 1
            else t("Somme de crédit moins débit de ces lignes."),
            language,
        ),
        "pieces": [
            {
                "file": piece.file,
                "counted": say(tn("{count} ligne", "{count} lignes", piece.count), language),
                "amount": say(
                    t("{amount}", amount=Euros(piece.amount_cents, exact=True)), language
                ),
                "withdrawn": piece.source_id is None,
            }
            for piece in found
        ],
        "grid": _grid(lines, voice),
        "pager": shown,
        "back_url": proved.back,
    }
    return render(request, "proof.html", context)


@dataclass(frozen=True, slots=True)
class Proved:
    """What lines prove, in words; where to go back to; how figures are made of them, where it is not their sum."""

    title: str
    back: str
    hows: Sequence[str] = ()
    summed: bool = True


def _proved(key: str, base: str, request: FirmRequest) -> Proved | None:
    code, _, name = key.partition(".")
    if code in {"supplier", "customer"}:
        table = "suppliers" if code == "supplier" else "customers"
        label = (
            t("Achats et charges de ce fournisseur")
            if code == "supplier"
            else t("Ventes à ce client")
        )
        return Proved(say(label, request.language), f"{base}tables/{table}/")
    if code == "figure":
        figure = (page("figures", request.language) or {"rules": {}})["rules"].get(
            name.split(".")[0]
        )
        return Proved(f"{figure['label']}. {figure['rule']}", f"{base}figures/") if figure else None
    if code in {"table", "chart"}:
        told = (page("exhibits", request.language) or {}).get(key)
        if told is None:
            return None
        return Proved(told["title"], f"{base}rooms/{told['room']}/", told["hows"], told["summed"])
    point = page(f"point:{code}", request.language)
    if point is None:
        return None
    back = f"{base}findings/{code}/"
    if not name:
        return Proved(point["title"], back)
    items = point["worth"]["inputs"] if point["worth"] else ()
    label_of = {item["name"]: item["label"] for item in items}
    return Proved(label_of[name], back) if name in label_of else None


def _grid(lines: list[proofs.Line], voice: Voice) -> dict[str, Any]:
    heads: tuple[tuple[Text, CellKind], ...] = (
        (t("Fichier"), "text"),
        (WORDS["line"], "count"),
        (WORDS["date"], "date"),
        (WORDS["account"], "text"),
        (t("Tiers"), "text"),
        (WORDS["label"], "text"),
        (WORDS["debit"], "eur"),
        (WORDS["credit"], "eur"),
    )

    def cents(amount: int) -> str:
        return voice.say(t("{n}", n=Number(amount / 100, 2))) if amount else ""

    return {
        "title": voice.say(t("Les lignes")),
        "columns": [
            {"label": voice.heading(label, kind).label, "kind": kind} for label, kind in heads
        ],
        "rows": [
            [
                line.file,
                str(line.line),
                voice.short_day(line.day) if line.day else "",
                f"{voice.say(line.account)} {line.account_label}".strip(),
                line.party,
                line.label,
                cents(line.debit),
                cents(line.credit),
            ]
            for line in lines
        ],
    }


@firm_page(Permission.READ)
def figures(request: FirmRequest) -> HttpResponse:
    """The management figures and the boxes of the tax return by year, each opening on its lines."""
    base = request.base
    found = page("figures", request.language)
    if found is None:
        return render(request, "nothing_yet.html", {"data_url": f"{base}data/"})
    return render(
        request,
        "table.html",
        {"grid": found["grid"], "back_url": f"{base}findings/", "pager": None},
    )


@firm_page(Permission.READ)
def table(request: FirmRequest, name: str) -> HttpResponse:
    """A long table, fifty rows a page."""
    if name not in TABLES:
        raise Http404
    base = request.base
    first = page(f"table:{name}:1", request.language)
    if first is None:
        return render(request, "nothing_yet.html", {"data_url": f"{base}data/"})
    shown = pager(request, first["pages"])
    found = first if shown["page"] == 1 else page(f"table:{name}:{shown['page']}", request.language)
    if found is None:
        raise Http404
    context = {
        "grid": found["grid"],
        "pager": shown,
        "said": say(tn("{count} ligne", "{count} lignes", found["count"]), request.language),
        "csv_url": f"{base}tables/{name}.csv",
        "who": who_link(base, WHO[name], request.language) if name in WHO else None,
        "back_url": f"{base}data/" if name == "problems" else f"{base}findings/",
    }
    return render(request, "table.html", context)


@firm_page(Permission.READ)
def table_csv(request: FirmRequest, name: str) -> HttpResponse:
    """The same table as a file for a spreadsheet, on one sheet."""
    first = page(f"table:{name}:1", request.language) if name in TABLES else None
    if first is None:
        raise Http404
    keys = [f"table:{name}:{number}" for number in range(1, first["pages"] + 1)]
    found = some_pages(keys, request.language)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([safe_cell(column["label"]) for column in first["grid"]["columns"]])
    for key in keys:
        for row in found[key]["grid"]["rows"]:
            writer.writerow(
                [safe_cell(cell if isinstance(cell, str) else cell["said"]) for cell in row]
            )
    # The mark tells spreadsheets that the text is UTF-8.
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"ancrage-{name}.csv")
    return response


@firm_page(Permission.BRING, "POST")
def refresh(request: FirmRequest) -> HttpResponse:
    """Study the firm again."""
    study_again(request.user.pk)
    return redirect(request.base)
