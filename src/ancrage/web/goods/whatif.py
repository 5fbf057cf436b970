"""Et si: answered in the request itself, by an address that can be sent to somebody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from ancrage.money import Euros, Number
from ancrage.roadmap.report.shapes import CellKind
from ancrage.roadmap.report.voice import Voice
from ancrage.text import Text, t, tn
from ancrage.web.goods.views import nothing
from ancrage.web.people.access import FirmRequest, firm_page
from ancrage.web.people.roles import Permission
from ancrage.web.saying import say
from ancrage.web.studies.pages import page_in_any_language, there

SHOWN = 200  # items listed
DRAWN = 12  # of them, those that cost most
SUPPLIER = t("Fournisseur")
HEADS: tuple[tuple[Text, CellKind], ...] = (
    (t("Article"), "text"),
    (SUPPLIER, "text"),
    (t("En rupture le"), "date"),
    (t("De nouveau là le"), "date"),
    (t("Jours sans stock en plus"), "count"),
    (t("Marge perdue"), "eur"),
)
# What may happen: what it is called, how the amount is called, and with what it begins.
ASKED: Mapping[str, tuple[Text, Text, int]] = {
    "supplier": (t("Un fournisseur s’arrête"), t("Semaines"), 4),
    "passage": (t("Un passage maritime se ferme"), t("Semaines"), 8),
    "leadtimes": (t("Tous les délais s’allongent"), t("Pour cent"), 20),
    "strike": (t("Le port d’arrivée fait grève"), t("Semaines"), 2),
    "currency": (t("Une monnaie devient plus chère"), t("Pour cent"), 10),
}
WHICH: Mapping[str, Text] = {
    "supplier": t("Fournisseur"),
    "passage": t("Passage"),
    "strike": t("Port"),
    "currency": t("Monnaie"),
}


@firm_page(Permission.READ)
def what_if(request: FirmRequest) -> HttpResponse:
    """What would happen, by `kind`, `target` and `amount` of the address; without them, what can be asked."""
    # NumPy, and nothing else that is heavy, only where it is asked for.
    from ancrage.roadmap.stock.answer import NoScenario, answer, scenario_of  # noqa: PLC0415
    from ancrage.roadmap.stock.kept import unpack  # noqa: PLC0415

    data = page_in_any_language("goods:paths")
    if data is None:
        return nothing(request)
    kept = unpack(data)
    language = request.language
    kind, target, amount = (request.GET.get(name, "") for name in ("kind", "target", "amount"))
    error, answered = "", None
    if kind:
        try:
            scenario = scenario_of(kind, target, amount, kept.ties)
            answered = answer(kept, [scenario], language)
            target = scenario.target
        except NoScenario as problem:
            error = say(problem.text, language)
    context = {
        "forms": _forms(kept, request, (kind, target, amount)),
        "answered": _shown(answered, request) if answered else None,
        "error": error,
        "back_url": f"{request.base}goods/",
    }
    return render(request, "goods_what_if.html", context, status=400 if error else 200)


def _forms(kept: Any, request: FirmRequest, asked: tuple[str, str, str]) -> list[dict[str, Any]]:
    """What can be asked of this firm, each with its choices; what makes no sense for it is left out."""
    from ancrage.world.routes import PASSAGES, ports  # noqa: PLC0415

    ties, language = kept.ties.values(), request.language
    crossed = {passage for tie in ties for passage in tie.passages}
    followed = set(map(int, kept.paths.suppliers)) | set(kept.paths.beside)
    choices: dict[str, list[tuple[str, str]]] = {
        "supplier": sorted(
            ((kept.ties[n].slug, kept.ties[n].name) for n in followed), key=lambda one: one[1]
        ),
        "passage": [(c, say(one.label, language)) for c, one in PASSAGES.items() if c in crossed],
        "strike": sorted({(tie.port, ports()[tie.port].name) for tie in ties if tie.port}),
        "currency": sorted({(tie.currency, tie.currency) for tie in ties if tie.currency not in {"", kept.currency}}),
    }  # fmt: skip
    kind, target, amount = asked
    return [
        {
            "kind": name,
            "title": say(title, language),
            "which": say(WHICH[name], language) if name in WHICH else "",
            "choices": choices.get(name, ()),
            "target": target if name == kind else "",
            "amount_label": say(label, language),
            "amount": amount if name == kind else usual,
            "open": name == kind,
        }
        for name, (title, label, usual) in ASKED.items()
        if name not in WHICH or choices[name]
    ]


def _shown(answered: dict[str, Any], request: FirmRequest) -> dict[str, Any]:
    from ancrage.roadmap.stock.terminal_if import sentences, unknowns  # noqa: PLC0415

    voice, base = Voice(request.language), request.base
    items = answered["items"]
    more = len(items) - SHOWN
    return {
        "said": [one["said"] for one in answered["scenarios"]],
        "sentences": [voice.say(text) for text in sentences(answered)],
        "suppliers": [
            {"name": one["name"], "url": f"{base}goods/suppliers/{one['slug']}/", "said": voice.say(_touched(one))}
            for one in answered["suppliers"]
        ],
        "picture": _picture(items, date.fromisoformat(answered["known_until"]), voice) if items else None,
        "grid": _grid(items[:SHOWN], voice, request),
        "more": voice.say(tn("et {count} autre article", "et {count} autres articles", more)) if more > 0 else "",
        "unknowns": [voice.say(text) for text in unknowns(answered)],
        "from": voice.say(t("À partir du {day}, dernier jour connu de vos fichiers.", day=date.fromisoformat(answered["known_until"]))),
    }  # fmt: skip


def _grid(items: Sequence[Mapping[str, Any]], voice: Voice, request: FirmRequest) -> dict[str, Any]:
    """What runs out, each item and supplier leading to its page; a supplier who is alone is not said on each line."""
    paged = there([f"goods:item:{one['slug']}" for one in items], request.language)
    alone = len({one["supplier_slug"] for one in items}) == 1

    def day(iso: str) -> str:
        return voice.short_day(date.fromisoformat(iso))

    def cells(one: Mapping[str, Any]) -> list[Any]:
        name, key = one["name"], one["slug"]
        if f"goods:item:{key}" in paged:
            name = {"said": one["name"], "to": f"goods/items/{key}/"}
        supplier = {"said": one["supplier"], "to": f"goods/suppliers/{one['supplier_slug']}/"}
        return [
            name,
            *(() if alone else (supplier,)),
            day(one["out_on"]),
            day(one["back_on"]),
            voice.cell(float(round(one["lost_days"])), "count").said,
            voice.cell(one["loss_eur"], "eur").said,
        ]

    heads = [one for one in HEADS if not (alone and one[0] is SUPPLIER)]
    columns = [{"label": voice.heading(label, kind).label, "kind": kind} for label, kind in heads]
    return {
        "title": voice.say(t("Ce qui manquerait")),
        "columns": columns,
        "rows": [cells(one) for one in items],
    }


def _picture(items: Sequence[Mapping[str, Any]], known: date, voice: Voice) -> dict[str, Any]:
    """When the items that cost most are missing, along the calendar; the table below it says the same of all."""
    from ancrage.exhibits import Span, Timeline  # noqa: PLC0415
    from ancrage.roadmap.report.light import timeline  # noqa: PLC0415

    first = min(items, key=lambda one: (one["out_on"], one["name"]))
    dearest, day = items[0], date.fromisoformat(first["out_on"])
    if dearest["loss_eur"] is None:
        answer = t("{first} manquerait en premier, vers le {day}.", first=first["name"], day=day)
    else:
        answer = t(
            "{first} manquerait en premier, vers le {day}. Le plus coûteux : {dearest}, environ {loss} de marge.",
            first=first["name"], day=day, dearest=dearest["name"], loss=Euros.of(dearest["loss_eur"]),
        )  # fmt: skip
    spans = tuple(
        Span(one["name"], date.fromisoformat(one["out_on"]), date.fromisoformat(one["back_on"]), one["loss_eur"])
        for one in items[:DRAWN]
    )  # fmt: skip
    question = t("Quand ces articles manqueraient-ils, et que perdriez-vous ?")
    shown = Timeline("what_if", question, answer, known, "eur", spans)
    left = len(items) - len(spans)
    return {
        "question": voice.say(question),
        "answer": voice.say(answer),
        "note": voice.say(tn("Les {shown} articles les plus coûteux ; {count} autre est dans le tableau.", "Les {shown} articles les plus coûteux ; {count} autres sont dans le tableau.", left, shown=Number(len(spans))))
        if left
        else "",
        "svg": timeline(shown, voice),
    }  # fmt: skip


def _touched(one: Mapping[str, Any]) -> Text:
    """What happens to one supplier."""
    if one["stop_days"]:
        return t("n’envoie rien pendant {days} jours", days=Number(round(one["stop_days"])))
    if one["delay_days"]:
        return t("tout arrive {days} jours plus tard", days=Number(round(one["delay_days"])))
    if one["longer_pct"]:
        return t("délais plus longs de {pct} %", pct=Number(round(one["longer_pct"])))
    if one["dearer_pct"]:
        return t("plus cher de {pct} %", pct=Number(round(one["dearer_pct"])))
    return t("rien ne change : le détour ne prend pas un jour")
