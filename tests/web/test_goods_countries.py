"""What the press says of the countries of suppliers: where it is kept, with its month and its source; else how to have it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import goods_lists
from ancrage.firm.reading import read
from ancrage.roadmap.report.voice import Voice
from ancrage.roadmap.stock.contract import stock_data
from ancrage.roadmap.stock.view import StockView, stock_view
from ancrage.text import Language
from ancrage.web.compute.goods import Goods, pages
from ancrage.world import World, world_on
from ancrage.world.signals.kept import keep
from ancrage.world.signals.sources import SOURCES

TODAY = date(2025, 9, 1)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """The lists of a firm whose only supplier is in China."""
    lists = tmp_path / "lists"
    lists.mkdir()
    paths = goods_lists.write(lists)
    suppliers = lists / "fournisseurs.csv"
    suppliers.write_text("Fournisseur;Pays\nFilature du Ponant;Chine\n", encoding="utf-8")
    return [*paths, suppliers]


def kept(folder: Path) -> Path:
    """Fifteen years of the index, to July 2025: 1, 2, … 7, 1, 2 and so on, then 6.25 %; Tunisia, where nothing is bought, too."""
    months = [date(2010 + m // 12, m % 12 + 1, 1) for m in range(187)]
    values = [1.0 + m % 7 for m in range(186)] + [6.25]
    table = pl.DataFrame({"date": months, "GPR": values, "GPRC_CHN": values, "GPRC_TUN": values})
    keep(folder, SOURCES["gpr"], table, date(2025, 8, 20))
    return folder


def seen(files: list[Path], world: World) -> tuple[StockView, dict[str, Any]]:
    firm = read(files).firm_of_goods()
    assert firm is not None
    view = stock_view(firm, world)
    assert view is not None
    return view, dict(pages(Goods(view, world, books=False), Voice(Language.FR)))


def supplier_of(found: dict[str, Any]) -> Any:
    (key,) = [key for key in found if key.startswith("goods:supplier:")]
    return found[key]


def plain(said: str) -> str:
    return said.replace("\u202f", " ").replace("\u00a0", " ")


def test_the_pages_say_the_index_beside_what_is_published(files: list[Path], tmp_path: Path) -> None:  # fmt: skip
    view, found = seen(files, world_on(TODAY, kept(tmp_path / "series")))
    # 7 % comes every seven months: 17 times in the last 120.
    months = [1.0 + m % 7 for m in range(67, 186)] + [6.25]
    higher = sum(value > 6.25 for value in months)
    assert higher == 17
    rows = supplier_of(found)["country"]["grid"]["rows"]
    (place,) = [at for at, row in enumerate(rows) if "dernier mois publié" in row[0]]
    row = rows[place]
    assert rows[place - 1][0].startswith("Ces articles, par rapport à 2010-2019")
    assert rows[place - 1][3] == "Caldara et Iacoviello"
    assert [plain(cell) for cell in row] == [
        "Part des articles de presse sur un risque géopolitique, dernier mois publié",
        "6,25 % ; en dix ans, 86 % des mois n’étaient pas plus hauts",
        "juillet 2025",
        "Dario Caldara et Matteo Iacoviello",
    ]
    assert supplier_of(found)["country"]["more"] == ""
    shown = found["goods"]["countries"]
    (line,) = shown["rows"]
    assert line["name"] == "Chine, 1 fournisseur"
    assert plain(line["said"]) == "juillet 2025 : 6,25 % ; en dix ans, 86 % des mois n’étaient pas plus hauts"  # fmt: skip
    assert "Dario Caldara" in shown["what"]
    assert shown["old"] == ""
    (told,) = stock_data(view, Language.FR)["countries"]
    assert told == {
        "country": "CN", "gpr_pct": 6.25, "rank": pytest.approx(103 / 120, abs=0.001), "month": "2025-07-01",
        "source": "Dario Caldara et Matteo Iacoviello", "stale": False, "suppliers": ["Filature du Ponant"],
    }  # fmt: skip


def test_an_old_figure_says_that_it_is(files: list[Path], tmp_path: Path) -> None:
    _, found = seen(files, world_on(date(2026, 1, 20), kept(tmp_path / "series")))
    assert "ils datent" in found["goods"]["countries"]["old"]
    assert "ils datent" in supplier_of(found)["country"]["old"]


def test_without_series_it_is_said_how_to_have_them(files: list[Path]) -> None:
    view, found = seen(files, world_on(TODAY))
    assert found["goods"]["countries"] is None
    assert stock_data(view, Language.FR)["countries"] == []
    country = supplier_of(found)["country"]
    assert not any("dernier mois publié" in row[0] for row in country["grid"]["rows"])
    assert "quand les séries publiques sont lues" in country["more"]


def test_other_series_kept_without_this_one_say_nothing_of_it(files: list[Path], tmp_path: Path) -> None:  # fmt: skip
    rates = pl.DataFrame({"date": [date(2025, 8, 1 + n) for n in range(20)], "USD": [1.1] * 20})
    keep(tmp_path / "series", SOURCES["ecb"], rates, date(2025, 8, 28))
    _, found = seen(files, world_on(TODAY, tmp_path / "series"))
    assert found["goods"]["countries"] is None
    assert supplier_of(found)["country"]["more"] == ""


def test_every_supplier_with_enough_orders_has_its_lead_times_drawn(files: list[Path]) -> None:
    _, found = seen(files, world_on(TODAY))
    chart = supplier_of(found)["chart"]
    assert chart["svg"].count("<rect") == 12  # the last twelve months with an order
    assert len(chart["table"]["rows"]) == 12
    assert [row[1] for row in chart["table"]["rows"]] == ["20"] * 12
