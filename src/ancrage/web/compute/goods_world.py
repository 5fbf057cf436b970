"""What comes from outside, on the page of suppliers and stock: signals of the world, the press index of countries, the map."""

from __future__ import annotations

from collections import Counter

from ancrage.chain.suppliers.abroad import Touched, alarmed_passages, certainty, what
from ancrage.chain.suppliers.ways import suppliers_map
from ancrage.money import Percent
from ancrage.roadmap.report.view import map_picture
from ancrage.roadmap.report.voice import Voice
from ancrage.roadmap.stock.view import StockView
from ancrage.text import Territory, some, t, tn
from ancrage.web.compute.drawn import Page, drawn
from ancrage.web.compute.goods_words import index_said


def signal_said(one: Touched, view: StockView, voice: Voice) -> Page:
    """A signal, whom it concerns, and how sure it is."""
    say, signal, names = (
        voice.say,
        one.signal,
        [view.supply.partners[n].name for n in one.suppliers],
    )
    return {
        "what": say(what(signal)),
        "said": say(
            t(
                "{size} depuis le {onset} ; {names}",
                size=Percent(signal.alarm.size_pct / 100),
                onset=signal.alarm.onset,
                names=some(names, 3),
            )
        ),
        "sure": say(certainty(signal)),
    }


def countries_said(view: StockView, voice: Voice) -> Page:
    """What the press says of the suppliers' countries, beside their own past."""
    say, found = voice.say, view.indicators
    count = Counter(one.country for one in view.supply.partners.values())
    source = next(iter(found.values())).source.publisher
    old = any(one.stale for one in found.values())
    return {
        "title": say(t("Ce que la presse dit des pays de vos fournisseurs")),
        "what": say(t("Part des articles de presse sur un risque géopolitique. Source : {source}. Des chiffres, à vous d’en juger.", source=source)),
        "rows": [
            {
                "name": say(tn("{country}, {count} fournisseur", "{country}, {count} fournisseurs", count[code], country=Territory(code))),
                "said": say(t("{month} : {said}", month=voice.month(one.day), said=index_said(one))),
            }
            for code, one in sorted(found.items(), key=lambda one: (-count[one[0]], one[0]))
        ],
        "old": say(t("Certains de ces chiffres sont à relire : ils datent.")) if old else "",
    }  # fmt: skip


def ways_map(view: StockView, voice: Voice) -> Page | None:
    """The map of all ways, for a firm whose rooms do not draw it; None where it would say nothing."""
    alarmed = alarmed_passages(view.abroad)
    shown = suppliers_map(view.firm, view.supply, view.exposures, alarmed)
    return None if shown is None else drawn(map_picture(shown, voice), "ways", {})
