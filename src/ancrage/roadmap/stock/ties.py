"""What ties each supplier to the world, from what the firm's files and the routes say."""

from __future__ import annotations

from datetime import timedelta

import polars as pl

from ancrage.firm.supply.positions import SOURCING_DAYS, Supply
from ancrage.roadmap.stock.scenarios import Tie
from ancrage.roadmap.stock.slugs import slug
from ancrage.roadmap.stock.view import StockView
from ancrage.world import World
from ancrage.world.exposure import Exposure, extra_days


def ties(view: StockView, world: World) -> dict[int, Tie]:
    """The tie of each supplier, by number."""
    of, paid = view.supply, _currencies(view.supply)
    return {
        number: Tie(
            slug(of.who.keys[number]),
            partner.name,
            number in view.exposures,
            _detours(view.exposures[number], world) if number in view.exposures else {},
            _port(view.exposures.get(number)),
            paid.get(number, ""),
        )
        for number, partner in of.partners.items()
    }


def _detours(one: Exposure, world: World) -> dict[str, float | None]:
    found = {}
    for detour in one.detours:
        days = extra_days(detour, world)
        found[detour.passage] = days.central if days else None
    return found


def _port(one: Exposure | None) -> str:
    return one.destination.code if one is not None and one.mode == "sea" else ""


def _currencies(of: Supply) -> dict[int, str]:
    """Currency of most lines of the last two years, by number of the supplier."""
    recent = of.known_until - timedelta(days=SOURCING_DAYS)
    told = of.followed.lines.filter(
        (pl.col("ordered") > recent) & (pl.col("currency").fill_null("") != "")
    )
    return dict(
        told.drop_nulls("supplier")
        .group_by("supplier", maintain_order=True)
        .agg(pl.col("currency").mode().sort().first())
        .iter_rows()
    )
