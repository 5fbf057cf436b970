"""The page of one supplier: lead times, deliveries, way, what a stop would cost, the score opened, what is said of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from ancrage.chain.suppliers.slower import sureness
from ancrage.chain.suppliers.ways import suppliers_map
from ancrage.exhibits import Chart
from ancrage.facts import FACTS, Fact, answer_key
from ancrage.firm.leadtimes.laws import LeadLaw
from ancrage.firm.supply.partners import Partner
from ancrage.money import Euros, Number, Percent
from ancrage.roadmap.report.view import map_picture
from ancrage.roadmap.report.voice import Voice
from ancrage.roadmap.stock.slugs import slug
from ancrage.roadmap.stock.view import StockView
from ancrage.text import Territory, Text, show, t, tn
from ancrage.web.compute.drawn import Page, Shown, drawn, grid, sketched
from ancrage.web.compute.goods_ways import MODES_SAID, ways_grid
from ancrage.web.compute.goods_words import INDEX, days_said, index_said
from ancrage.world import World
from ancrage.world.countries.indicators import Indicator, indicators
from ancrage.world.exposure import Exposure, extra_days
from ancrage.world.routes import PASSAGES
from ancrage.world.ways import listed

SHOWN = 50  # items on the page of a supplier
PARTS: Mapping[str, Text] = MappingProxyType(
    {"signals": t("Signaux d’aujourd’hui"), "vulnerability": t("Fragilité"), "impact": t("Effet sur vous")}
)  # fmt: skip


def supplier_page(
    view: StockView, world: World, number: int, told: Page, paged: frozenset[str], voice: Voice, *,
    chart: Chart | None, mapped: bool,
) -> Page:  # fmt: skip
    """The page.

    Args:
        view: what is known of its goods.
        world: what is known outside the firm.
        number: of the supplier.
        told: what `stock_data` says of it.
        paged: the items that have a page.
        voice: of the reader.
        chart: its lead times (`lead_times_of`).
        mapped: whether to draw its way.
    """
    of, partner = view.supply, view.supply.partners[number]
    law, way = of.law_of(number), view.exposures.get(number)
    return {
        "name": partner.name,
        "slug": slug(told["key"]),
        "intro": voice.say(_intro(partner, way)),
        "facts": [_fact(name, fact, partner, view, told["key"], voice) for name, fact in FACTS.items()],
        "lead": _lead(law, voice) if law else None,
        "ways": ways_grid(of, number, voice),
        "chart": sketched(chart, "lead-times", voice) if chart else None,
        "map": _map(view, number, voice) if mapped else None,
        "delivery": _delivery(told["delivery"], voice) if told["delivery"] else None,
        "way": _way(way, world, voice) if way else None,
        "country": _country(partner, world, voice) if partner.country else None,
        "stop": _stop(told["stop"], voice) if told["stop"] else None,
        "items": _items(view, number, paged, voice),
    }  # fmt: skip


def _intro(partner: Partner, way: Exposure | None) -> Text:
    mode = partner.mode or (way.mode if way else None)
    orders = tn("{count} commande", "{count} commandes", partner.orders)
    place: Text | Territory = Territory(partner.country) if partner.country else t("pays inconnu")
    if mode is None:
        return t("{place} · {orders}", place=place, orders=orders)
    return t("{place} · {mode} · {orders}", place=place, mode=MODES_SAID[mode], orders=orders)


def _fact(name: str, fact: Fact, partner: Partner, view: StockView, key: str, voice: Voice) -> Page:
    answer = answer_key(name, key)
    value = getattr(partner, name)
    answered = answer in view.firm.answers
    return {
        "name": name,
        "label": voice.say(fact.label),
        "kind": fact.kind,
        "about": voice.say(fact.about),
        "answer": answer,
        # What files say, where nothing was answered: shown beside the empty field.
        "files": "" if answered or value is None else _said(fact, value, voice),
    }


def _said(fact: Fact, value: Any, voice: Voice) -> str:
    if fact.kind == "country":
        return show(Territory(str(value)), voice.language)
    if fact.kind == "mode":
        return voice.say(MODES_SAID[value]) if value in MODES_SAID else str(value)
    if fact.kind == "days":
        return voice.say(days_said(float(value)))
    if fact.kind == "percent":
        return show(Percent(float(value) / 100), voice.language)
    if fact.kind == "euros":
        return show(Euros.of(float(value)), voice.language)
    if fact.kind == "count":
        return show(Number(value), voice.language)
    return str(value)


def _lead(law: LeadLaw, voice: Voice) -> Page:
    say = voice.say
    if law.announced:
        told = say(days_said(law.usual_days))
        return {
            "usual": told, "now": told, "alarm": None, "borrowed": "",
            "rests": say(t("le délai annoncé ; aucune commande reçue ne l’a encore mesuré")),
            "sure": say(t("Non : un délai annoncé n’est pas un délai mesuré. Ajoutez vos commandes et leurs réceptions.")),
        }  # fmt: skip
    rests = tn("d’après {count} commande reçue", "d’après {count} commandes reçues", law.orders)
    waiting = tn("{count} commande en cours", "{count} commandes en cours", len(law.waiting))
    alarm = None
    if law.alarm is not None and law.since is not None:
        alarm = say(t("Ce fournisseur ralentit depuis les commandes du {since}.", since=law.since))
    return {
        "usual": say(days_said(law.usual_days)),
        "now": say(days_said(law.now_days)),
        "rests": say(t("{rests}, {waiting}", rests=rests, waiting=waiting)),
        "alarm": alarm,
        "sure": say(sureness(law).reason)
        if law.watched
        else say(t("Trop peu de commandes pour surveiller ce fournisseur.")),
        "borrowed": say(t("Ses propres commandes sont peu nombreuses : vos autres fournisseurs comptent autant qu’elles dans ces délais."))
        if law.borrowed
        else "",
    }  # fmt: skip


def _map(view: StockView, number: int, voice: Voice) -> Page | None:
    """The way of one supplier's goods: the map of all, asked of this one."""
    way, name = view.exposures.get(number), view.supply.partners[number].name
    shown = suppliers_map(view.firm, view.supply, {number: way}, ()) if way else None
    if way is None or shown is None:
        return None
    asked = replace(
        shown,
        question=t("Sur la carte"),
        answer=t("De {name} jusqu’à {destination}.", name=name, destination=way.destination.name),
    )
    return drawn(map_picture(asked, voice), "way", {})


def _delivery(one: Page, voice: Voice) -> Page:
    def share(good: int, count: int) -> str:
        return voice.say(t("{share} ({good} sur {count})", share=Percent(good / count, 0), good=good, count=count)) if count else voice.cell(None, "ratio").said  # fmt: skip

    between = ""
    if one["promised"]:
        between = voice.say(t("Entre {low} et {high}, à 90 % de confiance.", low=Percent(one["otif_low"], 0), high=Percent(one["otif_high"], 0)))  # fmt: skip
    return {
        "on_time": share(one["on_time"], one["promised"]),
        "in_full": share(one["in_full"], one["closed"]),
        "otif": share(one["otif"], one["promised"]),
        "between": between,
        "late": voice.say(days_said(one["late_days"])) if one["late_days"] is not None else "",
        "partial": voice.say(
            tn("{count} ligne livrée en plusieurs fois ou en partie", "{count} lignes livrées en plusieurs fois ou en partie", one["partial"])
        ) if one["partial"] else "",
    }  # fmt: skip


def _way(one: Exposure, world: World, voice: Voice) -> Page:
    say = voice.say
    mode = say(MODES_SAID[one.mode])
    assumed = []
    if one.mode_assumed:
        assumed.append(say(t("Le moyen de transport est supposé.")))
    if one.port_assumed:
        assumed.append(say(t("Le port de départ est supposé : le premier de son pays.")))
    rows: list[list[Shown]] = []
    for detour in one.detours:
        days = extra_days(detour, world)
        said = say(t("pas d’autre chemin par mer")) if days is None else say(t("{days} de plus", days=days_said(days.central)))  # fmt: skip
        rows.append([say(PASSAGES[detour.passage].label), said])
    return {
        "said": say(t("Par {mode}. Départ : {origin}. Arrivée : {destination}.", mode=mode, origin=one.origin.name if one.origin else Territory(one.country), destination=one.destination.name)),
        "passages": say(t("Passages : {passages}.", passages=listed(one.passages))) if one.passages else "",
        "days": say(t("Trajet : entre {low} et {high}.", low=days_said(one.days.low), high=days_said(one.days.high))) if one.days else "",
        "assumed": assumed,
        "grid": grid(t("Si un passage se ferme"), ((t("Passage fermé"), "text"), (t("Détour"), "text")), rows, voice) if rows else None,
    }  # fmt: skip


def _country(partner: Partner, world: World, voice: Voice) -> Page | None:
    """What is published of the supplier's country, each figure with its year and source; never a verdict."""
    country = partner.country or ""
    known = [one for one in indicators(country) if one.value is not None]
    index = world.indicators.get(country)
    if not known and index is None:
        return None
    heads = (
        (t("Indicateur"), "text"),
        (t("Valeur"), "text"),
        (t("Date"), "text"),
        (t("Source"), "text"),
    )
    rows: list[list[Shown]] = [
        [voice.say(one.label), _valued(one, voice), str(one.year or ""), _publisher(one.source)]
        for one in known
    ]
    if index is not None:
        # Beside the same figure of a whole year, where there is one.
        place = max((at for at, one in enumerate(known, 1) if one.code.startswith("gpr")), default=len(rows))  # fmt: skip
        rows.insert(place, [voice.say(INDEX), voice.say(index_said(index)), voice.month(index.day), index.source.publisher])  # fmt: skip
    old = any(one.is_stale(world.today) for one in known) or (index is not None and index.stale)
    return {
        "grid": grid(t("Ce que l’on publie de ce pays"), heads, rows, voice),  # type: ignore[arg-type]
        "sources": list(dict.fromkeys(one.source for one in known)),
        "old": voice.say(t("Certains de ces chiffres sont à relire : ils datent.")) if old else "",
        "more": "" if world.series else voice.say(t("Le chiffre du dernier mois s’y ajoute quand les séries publiques sont lues, depuis la page « Fournisseurs et stock ».")),
    }  # fmt: skip


def _publisher(source: str) -> str:
    """Who publishes, out of a source that goes on with what and when."""
    return re.split(r"\s?[,:]", source, maxsplit=1)[0]


def _valued(one: Indicator, voice: Voice) -> str:
    value = one.value
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, Text):
        return voice.say(value)
    if one.unit == "ratio":
        return show(Percent(value, 1), voice.language)
    if one.unit == "days":
        return voice.say(days_said(value))
    said = show(Number(value, 0 if one.unit == "rank" else 1), voice.language)
    if one.error is None:
        return said
    return voice.say(t("{value} (± {error})", value=said, error=Number(one.error, 1)))


def _stop(one: Page, voice: Voice) -> Page:
    say = voice.say
    survive, recover = one["survive_days"], one["recover_days"]
    if survive is None:
        lasts = t("Combien de temps votre stock tiendrait : inconnu.")
    else:
        lasts = t("Votre premier article manquerait au bout de {days}.", days=days_said(survive))
    origin = t("d’après vous ou vos listes") if one["recover_from"] == "list" else t("valeur par défaut : durée moyenne d’une interruption, puis son délai")  # fmt: skip
    rows: list[list[Shown]] = [
        [say(PARTS[term["part"]]), term["label"], term["figure"] or voice.cell(None, "text").said, f"{_points(term['points'], voice)} / {_points(term['most'], voice)}"]
        for term in one["terms"]
    ]  # fmt: skip
    heads = ((t("Partie"), "text"), (t("Terme"), "text"), (t("Ce qui est vu"), "text"), (t("Points"), "count"))  # fmt: skip
    return {
        **_lost(one, voice),
        "lasts": say(lasts),
        "recover": say(t("Il vous livrerait de nouveau au bout de {days} ({origin}).", days=days_said(recover), origin=origin)),
        "unknown": say(tn("{count} article n’est pas compté : il manque son stock, sa consommation ou sa marge.", "{count} articles ne sont pas comptés : il manque leur stock, leur consommation ou leur marge.", one["items_not_counted"])) if one["items_not_counted"] else "",
        "score": say(t("{score} sur 100", score=Number(round(one["score"])))),
        "grid": grid(t("La note, terme par terme"), heads, rows, voice),  # type: ignore[arg-type]
    }  # fmt: skip


def _lost(stop: Page, voice: Voice) -> Page:
    """What a stop would cost in margin: an amount, or why there is none."""
    say = voice.say
    if stop["loss_eur"] is None:
        return {"nothing": say(t("Ce que cela vous coûterait n’est pas connu.")), "day": ""}
    low, high = Euros.of(stop["loss_low_eur"]), Euros.of(stop["loss_high_eur"])
    spared = high.cents == 0 and not stop["items_not_counted"]
    return {
        "loss": show(Euros.of(stop["loss_eur"]), voice.language),
        "loss_said": say(
            t("de marge perdue d’ici là, entre {low} et {high}", low=low, high=high)
            if low < high
            else t("de marge perdue d’ici là")
        ),
        "nothing": say(t("Rien ne manquerait d’ici à ce qu’il livre de nouveau.")) if spared else "",
        "day": say(t("Ensuite, jusqu’à {margin} de marge perdue par jour.", margin=Euros.of(stop["margin_day_eur"]))),
    }  # fmt: skip


def _points(points: float, voice: Voice) -> str:
    return voice.cell(float(round(points, 1)), "count").said


def _items(view: StockView, number: int, paged: frozenset[str], voice: Voice) -> Page | None:
    risk = next((one for one in view.risks if one.supplier == number), None)
    if risk is None:
        return None

    def cells(row: Mapping[str, Any]) -> list[Shown]:
        name: Shown = row["name"]
        if row["item"] in paged:
            name = {"said": row["name"], "to": f"goods/items/{slug(row['item'])}/"}
        lasts, loss = row["survive_days"], row["loss"]
        return [
            name,
            voice.cell(None if lasts is None else float(round(lasts)), "days").said,
            voice.cell(loss, "eur").said,
            voice.cell(row["margin_day"], "eur").said,
        ]

    heads = ((t("Article"), "text"), (t("Tient"), "days"), (t("Marge perdue"), "eur"), (t("Marge par jour"), "eur"))  # fmt: skip
    rows = [cells(row) for row in risk.items.head(SHOWN).iter_rows(named=True)]
    more = risk.items.height - SHOWN
    return {
        "grid": grid(t("Ses articles, si ce fournisseur s’arrête"), heads, rows, voice),  # type: ignore[arg-type]
        "more": voice.say(tn("et {count} autre article", "et {count} autres articles", more)) if more > 0 else "",
    }  # fmt: skip
