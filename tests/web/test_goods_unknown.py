"""What the pages say of suppliers and items of which too little is known: that it is unknown, never that all is well."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import goods_lists
from ancrage.firm.reading import read
from ancrage.roadmap.report.voice import Voice
from ancrage.roadmap.stock.contract import stock_data
from ancrage.roadmap.stock.view import stock_view
from ancrage.text import Language
from ancrage.web.compute.goods import Goods, pages
from ancrage.world import world_on


def test_orders_alone_promise_nothing(tmp_path: Path) -> None:
    orders, receipts, *_ = goods_lists.write(tmp_path)
    firm = read([orders, receipts]).firm_of_goods()
    assert firm is not None
    world = world_on(date(2025, 9, 1))
    view = stock_view(firm, world)
    assert view is not None
    shown = dict(pages(Goods(view, world, books=False), Voice(Language.FR)))
    told = shown["goods"]
    assert told["soon_said"].startswith("Aucun article n’a encore assez de données")
    assert told["followed_said"] == ""
    assert told["decide_said"].startswith("Aucun article n’a encore pu être étudié")
    (supplier,) = told["grid"]["rows"]
    assert supplier[1] == "inconnu"  # the margin that a stop would cost, and not 0
    (one,) = [page for key, page in shown.items() if key.startswith("goods:supplier:")]
    assert one["stop"]["nothing"] == "Ce que cela vous coûterait n’est pas connu."
    assert one["stop"]["day"] == ""
    (stop,) = [one["stop"] for one in stock_data(view, Language.FR)["suppliers"]]
    assert stop["loss_eur"] is None
    assert stop["margin_day_eur"] is None
