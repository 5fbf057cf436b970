"""Suppliers and stock as pages: signals, suppliers, items, purchases, and what "et si" needs.

Pages by key: `goods`, `goods:supplier:<slug>`, `goods:items:<page>` (ITEMS a page), `goods:item:<slug>` (the PAGED that matter
most), `goods:purchases`, `goods:choices`; and for programs `goods:data`, the answer of `ancrage stock --json` without its
items. Once for all languages: `goods:paths` (`roadmap.stock.kept`) and `goods:data:items:<page>` (LINES a page).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from babel import Locale

from ancrage.chain.stock.following import paths
from ancrage.chain.stock.whatif import short_anyway
from ancrage.chain.suppliers.slower import lead_times_of, slower, slower_said, sureness, watched
from ancrage.exhibits import Chart
from ancrage.firm.leadtimes.laws import WATCHED
from ancrage.firm.supply.transport import MODES
from ancrage.money import Euros, Number
from ancrage.roadmap.report.voice import Voice
from ancrage.roadmap.stock.contract import stock_data
from ancrage.roadmap.stock.kept import Kept, pack
from ancrage.roadmap.stock.slugs import slug
from ancrage.roadmap.stock.ties import ties
from ancrage.roadmap.stock.view import StockView
from ancrage.text import Language, show, t, tn
from ancrage.web.compute.drawn import Page, Shown, grid
from ancrage.web.compute.goods_item import CHOICES, item_page
from ancrage.web.compute.goods_supplier import supplier_page
from ancrage.web.compute.goods_ways import MODES_SAID
from ancrage.web.compute.goods_words import lasting, problem_said, unknown_counted
from ancrage.web.compute.goods_world import countries_said, signal_said, ways_map
from ancrage.world import World
from ancrage.world.routes import ports

ITEMS, PAGED, LINES, MAPPED, SHOWN, PROBLEMS = 50, 200, 500, 6, 8, 20


@dataclass(frozen=True, eq=False)
class Goods:
    """What the pages of all languages share; `books`: whether the firm has books too, whose pages then draw the map."""

    view: StockView
    world: World
    books: bool = True

    @cached_property
    def kept(self) -> Kept:
        """What "et si" needs."""
        of = self.view.supply
        return Kept(paths(of), ties(self.view, self.world), of.known_until, of.currency)

    @cached_property
    def charts(self) -> dict[int, Chart]:
        """Lead times of each supplier that has enough orders, by number."""
        of = self.view.supply
        found = ((number, lead_times_of(self.view.firm, of, number)) for number in of.partners)
        return {number: chart for number, chart in found if chart is not None}

    @cached_property
    def mapped(self) -> frozenset[int]:
        """Suppliers whose page has a map: each costs a tenth of a second a language."""
        slow = [number for number, _ in slower(self.view.supply)]
        at_risk = [risk.supplier for risk in self.view.risks]
        return frozenset(list(dict.fromkeys([*slow, *at_risk]))[:MAPPED])

    @cached_property
    def slugs(self) -> dict[int, str]:
        """By number of the supplier."""
        return {number: tie.slug for number, tie in self.kept.ties.items()}


def once(goods: Goods) -> Iterator[tuple[str, Page]]:
    """Pages that say the same in each language."""
    yield "goods:paths", pack(goods.kept)
    items = stock_data(goods.view, Language.FR)["items"]
    pages = max(1, -(-len(items) // LINES))
    for page in range(1, pages + 1):
        shown = items[(page - 1) * LINES : page * LINES]
        yield f"goods:data:items:{page}", {"items": shown, "pages": pages, "count": len(items)}


def alarms(goods: Goods) -> list[dict[str, Any]]:
    """What a member who asked for it is told by mail, once: suppliers that slow down, items to order."""
    of = goods.view.supply
    found: list[dict[str, Any]] = [
        {
            "key": f"slower:{goods.slugs[number]}",
            "name": of.partners[number].name,
            "now": round(law.now_days),
            "usual": round(law.usual_days),
            "path": f"goods/suppliers/{goods.slugs[number]}/",
        }
        for number, law in slower(of)
    ]
    found += [
        {
            "key": f"order:{slug(line['item'])}",
            "name": line["name"],
            "supplier": line["supplier"],
            "units": line["units"],
            "by": line["order_by"],
            "path": "goods/purchases/",
        }
        for line in stock_data(goods.view, Language.FR)["purchases"]
    ]
    return found


def pages(goods: Goods, voice: Voice) -> Iterator[tuple[str, Page]]:
    """The pages in one language."""
    view, of = goods.view, goods.view.supply
    data = stock_data(view, voice.language)
    decisions = {one["item"]: one for one in data["decisions"]}
    bought = {one["item"]: one for one in data["purchases"]}
    by_key = {one["key"]: one for one in data["suppliers"]}
    paged = _that_matter(goods, decisions)
    yield "goods", _overview(goods, data, paged, voice)
    for number in of.partners:
        told = by_key[of.who.keys[number]]
        page = supplier_page(
            view, goods.world, number, told, paged, voice,
            chart=goods.charts.get(number), mapped=number in goods.mapped,
        )  # fmt: skip
        yield f"goods:supplier:{goods.slugs[number]}", page
    yield from _items(data["items"], paged, voice)
    for row in data["items"]:
        if row["item"] in paged:
            item = row["item"]
            page = item_page(row, decisions.get(item), of.known_until, voice, bought.get(item))
            yield f"goods:item:{slug(item)}", page
    yield "goods:purchases", purchases_page(data, paged, voice)
    yield "goods:choices", _choices(voice)
    yield "goods:data", {name: value for name, value in data.items() if name != "items"}


def _that_matter(goods: Goods, decisions: Mapping[str, Any]) -> frozenset[str]:
    """Items with a page of their own: those to decide on, at risk, then the most used by value."""
    at_risk = [item for risk in goods.view.risks for item in risk.items["item"]]
    ranked = dict.fromkeys([*decisions, *at_risk, *goods.view.supply.positions["item"]])
    return frozenset(list(ranked)[:PAGED])


def _overview(goods: Goods, data: Page, paged: frozenset[str], voice: Voice) -> Page:
    view, of, say = goods.view, goods.view.supply, voice.say
    slow = slower(of)
    followed = watched(of)
    soon = short_anyway(goods.kept.paths)
    raised = [one for one in data["decisions"] if one["saving_eur_year"] > 0]
    saved = data["saving_eur_year"]
    return {
        "decide_said": say(
            tn("{count} article à mieux stocker", "{count} articles à mieux stocker", len(raised))
            if raised
            else t("Rien à changer dans ce que vous stockez.")
            if data["decisions"] or not data["undecided"]
            else t("Aucun article n’a encore pu être étudié : ce qui manque est dit plus bas.")
        ),
        "saving": say(
            t(
                "{amount} par an en jeu, entre {low} et {high}",
                amount=Euros.of(saved["central"]),
                low=Euros.of(saved["low"]),
                high=Euros.of(saved["high"]),
            )
        )
        if raised
        else "",
        "undecided": say(
            tn(
                "{count} article en usage n’a pas pu être étudié.",
                "{count} articles en usage n’ont pas pu être étudiés.",
                data["undecided"],
            )
        )
        if data["undecided"]
        else "",
        "decide": [
            {
                "name": one["name"],
                "slug": slug(one["item"]) if one["item"] in paged else "",
                "said": say(
                    t(
                        "{choice} : {amount} par an de moins",
                        choice=CHOICES[one["advised"]],
                        amount=Euros.of(one["saving_eur_year"]),
                    )
                ),
            }
            for one in raised[:SHOWN]
        ],
        "known_until": data["known_said"],
        "slow_said": say(slower_said(of)),
        "watched_said": say(
            tn(
                "{count} fournisseur a assez de commandes pour être suivi.",
                "{count} fournisseurs ont assez de commandes pour être suivis.",
                followed,
            )
            if followed
            else t("Il en faut {n}, sur plus d’un an, avec le jour où elles sont arrivées.", n=WATCHED)
        ),
        "slow": [
            {
                "name": of.partners[number].name,
                "slug": goods.slugs[number],
                "said": say(
                    t(
                        "Environ {now} jours au lieu de {usual}, depuis les commandes du {since}.",
                        now=Number(round(law.now_days)),
                        usual=Number(round(law.usual_days)),
                        since=law.since or of.known_until,
                    )
                ),
                "sure": say(sureness(law).reason),
                "alarm_day": date.fromordinal(law.alarm.day).isoformat() if law.alarm else None,
            }
            for number, law in slow
        ],
        "world_said": say(
            tn(
                "{count} signal du monde touche vos fournisseurs.",
                "{count} signaux du monde touchent vos fournisseurs.",
                len(view.abroad),
            )
            if view.abroad
            else t("Aucun signal du monde ne touche vos fournisseurs.")
            if goods.world.series
            else t("Les signaux du monde ne sont pas encore lus.")
        ),
        "world": [signal_said(one, view, voice) for one in view.abroad[:SHOWN]],
        "countries": countries_said(view, voice) if view.indicators else None,
        "soon_said": say(
            tn(
                "{count} article manquera au rythme d’aujourd’hui, sans même un imprévu.",
                "{count} articles manqueront au rythme d’aujourd’hui, sans même un imprévu.",
                len(soon),
            )
            if soon
            else t("Aucun article suivi ne manquera au rythme d’aujourd’hui.")
            if goods.kept.paths.items
            else t("Aucun article n’a encore assez de données pour être suivi jour par jour.")
        ),
        "soon": [
            {
                "name": lack.name,
                "slug": slug(lack.item) if lack.item in paged else "",
                "said": say(lasting(lack, of.known_until)),
            }
            for lack in soon[:SHOWN]
        ],
        "followed_said": say(
            tn(
                "{count} article est suivi jour par jour.",
                "{count} articles sont suivis jour par jour.",
                len(goods.kept.paths.items),
            )
        )
        if goods.kept.paths.items
        else "",
        "unknown": [say(text) for text in unknown_counted(data["items"])],
        "grid": _suppliers(data["suppliers"], voice),
        "problems": len(view.problems),
        "problems_said": [] if goods.books else [problem_said(one, voice) for one in data["problems"][:PROBLEMS]],
        "picture": None if goods.books else ways_map(view, voice),
    }  # fmt: skip


def _suppliers(told: list[Page], voice: Voice) -> Page:
    def cells(one: Page) -> list[Shown]:
        law, done, stop = one["lead_time"], one["delivery"], one["stop"]
        promised = done and done["promised"]
        return [
            {"said": one["name"], "to": f"goods/suppliers/{slug(one['key'])}/"},
            voice.cell(stop and stop["loss_eur"], "eur").said,
            voice.cell(stop and float(round(stop["score"])), "count").said,
            voice.cell(law and round(law["now_days"]), "days").said,
            _usual(law, voice),
            voice.cell(done["otif"] / promised if promised else None, "ratio").said,
        ]

    heads = (
        (t("Fournisseur"), "text"),
        (t("Marge perdue s’il s’arrête"), "eur"),
        (t("Note de risque sur 100"), "count"),
        (t("Délai aujourd’hui"), "days"),
        (t("Délai habituel"), "days"),
        (t("À l’heure et complet"), "ratio"),
    )
    ranked = sorted(told, key=_at_risk, reverse=True)
    return grid(t("Vos fournisseurs, du plus risqué au moins risqué"), heads, [cells(one) for one in ranked], voice)  # type: ignore[arg-type]  # fmt: skip


def _usual(law: Page | None, voice: Voice) -> Shown:
    said = voice.cell(round(law["usual_days"]) if law else None, "days").said
    return voice.say(t("{days} (annoncé)", days=said)) if law and law["announced"] else said


def _at_risk(one: Page) -> tuple[float, float]:
    stop = one["stop"]
    return (stop["loss_eur"] or 0.0, stop["score"]) if stop else (-1.0, 0.0)


def _items(items: list[Page], paged: frozenset[str], voice: Voice) -> Iterator[tuple[str, Page]]:
    def cells(one: Page) -> list[Shown]:
        known, daily = one["on_hand"], one["per_day"]
        days = known / daily if known is not None and daily else None
        name: Shown = one["name"]
        if one["item"] in paged:
            name = {"said": one["name"], "to": f"goods/items/{slug(one['item'])}/"}
        reorder = one["reorder"]
        return [
            name,
            one["supplier"] or voice.cell(None, "text").said,
            voice.cell(known and float(round(known)), "count").said,
            voice.cell(float(round(one["on_order"])), "count").said,
            voice.cell(days and float(round(days)), "days").said,
            voice.cell(reorder and float(reorder["units"]), "count").said,
        ]

    heads = (
        (t("Article"), "text"),
        (t("Fournisseur"), "text"),
        (t("En stock"), "count"),
        (t("Commandé"), "count"),
        (t("Tient encore"), "days"),
        (t("Commander quand il en reste"), "count"),
    )
    count = max(1, -(-len(items) // ITEMS))
    for page in range(1, count + 1):
        rows = [cells(one) for one in items[(page - 1) * ITEMS : page * ITEMS]]
        shown = grid(t("Vos articles, du plus gros achat au plus petit"), heads, rows, voice)  # type: ignore[arg-type]
        yield (
            f"goods:items:{page}",
            {"grid": shown, "page": page, "pages": count, "count": len(items)},
        )


def purchases_page(data: Page, paged: frozenset[str], voice: Voice) -> Page:
    """What to order, by supplier, the most urgent first; values as they are, for files."""
    slugs = {one["name"]: slug(one["key"]) for one in data["suppliers"]}
    groups: dict[str, list[Page]] = {}
    for line in data["purchases"]:
        groups.setdefault(line["supplier"], []).append(line)
    return {
        "known": data["known_said"],
        "suppliers": [
            {
                "name": name,
                "slug": slugs.get(name) or slug(name),
                "said": voice.say(
                    tn(
                        "{count} article, {amount}",
                        "{count} articles, {amount}",
                        len(lines),
                        amount=Euros.of(sum(line["amount_eur"] or 0.0 for line in lines)),
                    )
                ),
                "lines": [
                    line
                    | {
                        "page": slug(line["item"]) if line["item"] in paged else "",
                        "units_said": voice.say(tn("{n} unité", "{n} unités", line["units"], n=Number(line["units"]))),
                        "amount_said": show(Euros.of(line["amount_eur"]), voice.language) if line["amount_eur"] is not None else "",
                        "by_said": voice.say(t("avant le {day}", day=date.fromisoformat(line["order_by"]))),
                        "until_said": voice.say(
                            t("Stock relevé pour un temps : à revoir ou à terminer le {day}.", day=date.fromisoformat(line["until"]))
                        )
                        if line["until"]
                        else "",
                    }
                    for line in lines
                ],
            }
            for name, lines in sorted(
                groups.items(), key=lambda one: (min(line["order_by"] for line in one[1]), one[0])
            )
        ],
        "count": sum(map(len, groups.values())),
    }  # fmt: skip


def _choices(voice: Voice) -> Page:
    """What may be chosen in the form of a supplier: countries, means of transport, ports."""
    names = Locale.parse(voice.language.locale).territories
    countries = sorted(
        ((code, name) for code, name in names.items() if len(code) == 2 and code not in {"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO"}),
        key=lambda one: one[1],
    )  # fmt: skip
    return {
        "countries": [list(one) for one in countries],
        "modes": [[mode, voice.say(MODES_SAID[mode])] for mode in MODES],
        "ports": sorted({port.name for port in ports().values()}),
    }
