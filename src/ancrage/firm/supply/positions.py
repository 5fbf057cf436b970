"""One row an item: on hand, on order, used a day, cost, price, margin, supplier; what is not known is null, and said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

import polars as pl

from ancrage.firm.items.bought import bought
from ancrage.firm.items.sold import sold, told_again
from ancrage.firm.items.together import item_table
from ancrage.firm.items.units import sold_by
from ancrage.firm.items.who import Suppliers, suppliers
from ancrage.firm.leadtimes.laws import Key, LeadLaw, announced, lead_laws, order_lead_orders
from ancrage.firm.leadtimes.lognormal import LONGEST
from ancrage.firm.leadtimes.routes import FEWEST, Route, route_laws
from ancrage.firm.model import Firm
from ancrage.firm.supply.days import known_until
from ancrage.firm.supply.matching import Followed, follow, item_key
from ancrage.firm.supply.oddities import packed_apart, problem_of_packs, said_of
from ancrage.firm.supply.partners import Partner, partners
from ancrage.firm.supply.transport import modes
from ancrage.firm.supply.usage import SEEN, Usage, usage
from ancrage.problems import Problem
from ancrage.text import t, tn

SOURCING_DAYS = 730  # days of orders that say who supplies an item
POSITIONS = {
    "item": pl.String, "name": pl.String, "category": pl.String, "supplier": pl.UInt32, "sources": pl.UInt32,
    "on_hand": pl.Float64, "counted": pl.Date, "on_order": pl.Float64, "per_day": pl.Float64, "usage_from": pl.String,
    "cost": pl.Float64, "price": pl.Float64, "margin": pl.Float64, "pack": pl.Float64, "orders": pl.UInt32,
    "unknown": pl.List(pl.String),
}  # fmt: skip
# What can be unknown of an item, in the order in which it matters.
UNKNOWNS = ("usage", "stock", "cost", "price", "supplier", "lead_time", "units")


@dataclass(frozen=True, eq=False)
class Supply:
    """What a firm is supplied with.

    Args:
        known_until: last day whose events are known.
        currency: ISO 4217 code of its amounts, that of the firm: read "euros" below as that.
        who: who is who among suppliers.
        partners: suppliers of orders, lists and items, by number.
        followed: orders, each line with what came of it.
        laws: lead times by supplier and means of transport; announced ones, by its usual means, where no order tells.
        routes: the same by destination, of suppliers that send to several by one means.
        usage: units that leave.
        positions: columns POSITIONS, one row an item: key; main supplier, and how many supplied it in the last two
            years; units on hand as of `counted`, brought forward to `known_until` by what came in and left since; units
            still to come; units a day; cost, price and margin of a unit in euros before tax; orders it was in; what is not
            known of it (UNKNOWNS).
        problems: what is wrong with the files, for this use.
    """

    known_until: date
    currency: str
    who: Suppliers
    partners: dict[int, Partner]
    followed: Followed
    laws: dict[Key, LeadLaw]
    routes: dict[Route, LeadLaw]
    usage: Usage
    positions: pl.DataFrame
    problems: tuple[Problem, ...]

    def law_of(self, supplier: int | None) -> LeadLaw | None:
        """The lead times of a supplier by its usual means of transport; None where nothing tells them."""
        partner = self.partners.get(supplier) if supplier is not None else None
        if partner is None:
            return None
        return self.laws.get((partner.number, partner.mode or ""))

    def laws_by_way(self, supplier: int) -> list[tuple[str, str | None, LeadLaw]]:
        """Means of transport, destination (None for all of them) and law of a supplier: by means, then by most orders."""
        whole = [
            (mode, None, law) for (number, mode), law in self.laws.items() if number == supplier
        ]
        routes = [
            (mode, place, law)
            for (number, mode, place), law in self.routes.items()
            if number == supplier
        ]
        order = sorted(whole, key=lambda one: -one[2].orders)
        return [
            each
            for way in order
            for each in (way, *sorted((r for r in routes if r[0] == way[0]), key=lambda one: (-one[2].orders, one[1])))
        ]  # fmt: skip

    def law_for(self, item: str, supplier: int | None) -> LeadLaw | None:
        """The lead times of an item: those of the means and route by which all of it came in two years, else of its supplier."""
        usual = self.law_of(supplier)
        if usual is None or supplier is None or (item, supplier) not in self._only_way:
            return usual
        mode, place, lines = self._only_way[item, supplier]
        # One order in a hurry is no habit.
        by_mode = self.laws.get((supplier, mode), usual) if lines >= FEWEST else usual
        return self.routes.get((supplier, mode, place), by_mode)

    @cached_property
    def _only_way(self) -> dict[tuple[str, int], tuple[str, str, int]]:
        """Means, destination ("" where several, or unsaid) and lines of the items that all came by one means in two years."""
        usual = {number: one.mode or "" for number, one in self.partners.items()}
        recent = pl.col("ordered").fill_null(self.known_until) > self.known_until - timedelta(days=SOURCING_DAYS)  # fmt: skip
        mode = pl.coalesce("mode", pl.col("supplier").replace_strict(usual, default="", return_dtype=pl.String))  # fmt: skip
        place = pl.col("destination").fill_null("")
        ways = (
            self.followed.lines.filter(recent).drop_nulls(["item", "supplier"])
            .with_columns(mode=mode, place=place)
            .group_by("item", "supplier", maintain_order=True)
            .agg(
                pl.col("mode").n_unique().alias("modes"), pl.col("mode").first(),
                pl.when(pl.col("place").n_unique() == 1).then(pl.col("place").first()).otherwise(pl.lit("")).alias("place"),
                pl.len().alias("lines"),
            )
            .filter(pl.col("modes") == 1)
        )  # fmt: skip
        rows = ways.select("item", "supplier", "mode", "place", "lines").iter_rows()
        return {(item, supplier): (mode, place, lines) for item, supplier, mode, place, lines in rows}  # fmt: skip

    @cached_property
    def sourced(self) -> pl.DataFrame:
        """item, supplier, quantity, ordered: who supplied each item in the last two years, the most units first."""
        return _sourced(self.followed.lines, self.known_until)

    @cached_property
    def open_lines(self) -> pl.DataFrame:
        """Lines of orders still to come."""
        return self.followed.lines.filter(pl.col("state") == "open")


def supply(firm: Firm, today: date) -> Supply | None:
    """What the firm is supplied with; None where no file tells of orders, receipts, stock or items sold."""
    until = known_until(firm, today)
    if until is None:
        return None
    who = suppliers(firm)
    followed = follow(firm, who, until)
    lines = followed.lines.with_columns(
        mode=modes(followed.lines["mode"]), destination=_places(followed.lines)
    )
    followed = replace(followed, lines=lines)
    sales = sold(firm)
    year = sales.filter(pl.col("date") > until - timedelta(days=365))
    items = item_table(firm, who, year, bought(firm, who)).rename({"product": "item"})
    used = _used(followed, sales, items, until)
    apart = packed_apart(followed.packed - followed.cartons, used.table)
    if apart:
        told = problem_of_packs(firm, lines.filter(pl.col("item").is_in(apart)))
        followed = replace(
            followed,
            cartons=followed.cartons | set(apart),
            problems=(*followed.problems, *([told] if told else [])),
        )
        used = _used(followed, sales, items, until)
    found = partners(firm, who, lines, until)
    usual_modes = {one.number: one.mode or "" for one in found.values()}
    laws = lead_laws(order_lead_orders(lines, usual_modes), until)
    routes = route_laws(order_lead_orders(lines, usual_modes, by_destination=True), laws, until)
    laws |= _announced(found, laws)
    positions = _positions(firm, items, followed, used, laws, found, until)
    problems = (*followed.problems, *_problems(firm, positions, used))
    return Supply(
        until, firm.currency, who, found, followed, laws, routes, used, positions, problems
    )


def _announced(found: dict[int, Partner], laws: dict[Key, LeadLaw]) -> dict[Key, LeadLaw]:
    """Laws of the suppliers whose lead time no order measures, and a list or the owner says; not what nobody would wait for."""
    return {
        key: announced(one.lead_days)
        for number, one in found.items()
        if (key := (number, one.mode or "")) not in laws
        and one.lead_days is not None
        and 0 < one.lead_days <= LONGEST
    }


def _places(lines: pl.DataFrame) -> pl.Series:
    """Destinations, each as its first line writes it, capitals and spaces aside."""
    written = pl.col("destination").str.strip_chars().replace("", None)
    return lines.select(
        pl.when(written.is_not_null()).then(written.first().over(written.str.to_lowercase()))
    ).to_series()


def _used(followed: Followed, sales: pl.DataFrame, items: pl.DataFrame, until: date) -> Usage:
    pieces = followed.receipts.filter(~pl.col("item").is_in(list(followed.cartons)))
    return usage(sales, pieces, items.select("item", "cost"), until)


def _positions(
    firm: Firm, items: pl.DataFrame, followed: Followed, used: Usage, laws: dict[Key, LeadLaw],
    found: dict[int, Partner], until: date,
) -> pl.DataFrame:  # fmt: skip
    lines = followed.lines
    by_supplier = _sourced(lines, until)
    sources = by_supplier.group_by("item", maintain_order=True).agg(
        pl.col("supplier").first().alias("bought_from"), pl.len().alias("sources")
    )
    asked = (
        lines.drop_nulls("item")
        .group_by("item", maintain_order=True)
        .agg(
            pl.col("left").sum().alias("on_order"),
            pl.col("order").n_unique().alias("orders"),
            pl.col("name").drop_nulls().last().alias("name_ordered"),
        )
    )
    counted = _counted(firm)
    known = [number for number, mode in laws if mode == (found[number].mode or "")]
    table = (
        items.join(sources, on="item", how="full", coalesce=True, maintain_order="left_right")
        .join(asked, on="item", how="full", coalesce=True, maintain_order="left_right")
        .join(used.table, on="item", how="full", coalesce=True, maintain_order="left_right")
        .join(counted, on="item", how="left")
        .join(sold_by(firm), on="item", how="left")
        .filter(pl.col("item").is_not_null())
        .with_columns(
            name=pl.coalesce("name", "name_ordered", "item"),
            supplier=_partner(pl.coalesce("bought_from", "supplier"), found),
            on_order=pl.col("on_order").fill_null(0.0),
            price=pl.coalesce("price", "listed"),
        )
    )
    table = _brought_forward(table, followed, used, until)
    other_unit = pl.col("item").is_in(list(followed.cartons))
    missing = {
        "usage": pl.col("per_day").is_null(), "stock": pl.col("on_hand").is_null(), "cost": pl.col("cost").is_null(),
        "price": pl.col("price").is_null(), "supplier": pl.col("supplier").is_null(),
        "lead_time": ~pl.col("supplier").is_in(known).fill_null(value=False), "units": other_unit,
    }  # fmt: skip
    unknown = pl.concat_list(
        pl.when(missing[name]).then(pl.lit(name)) for name in UNKNOWNS
    ).list.drop_nulls()
    return (
        table.with_columns(
            margin=pl.col("price") - pl.col("cost"),
            unknown=unknown,
            orders=pl.col("orders").fill_null(0),
        )
        .select(*POSITIONS)
        .cast(POSITIONS)  # type: ignore[arg-type]
        .sort(pl.col("per_day") * pl.col("cost"), "item", descending=[True, False], nulls_last=True)
    )


def _partner(number: pl.Expr, found: dict[int, Partner]) -> pl.Expr:
    """The supplier, where it is one that the firm buys from."""
    return pl.when(number.is_in(list(found))).then(number)


def _sourced(lines: pl.DataFrame, until: date) -> pl.DataFrame:
    """item, supplier, quantity, ordered (last day): who supplied each item in the last two years, the most units first."""
    recent = pl.col("ordered").fill_null(until) > until - timedelta(days=SOURCING_DAYS)
    return (
        lines.filter(recent).drop_nulls(["item", "supplier"])
        .group_by("item", "supplier", maintain_order=True).agg(pl.col("quantity").sum(), pl.col("ordered").max())
        .sort("quantity", "ordered", descending=True)
    )  # fmt: skip


def _counted(firm: Firm) -> pl.DataFrame:
    """item, counted: day of the stock list that says how much is there."""
    return (
        firm.table("stock").with_columns(item=item_key()).drop_nulls("item")
        .group_by("item", maintain_order=True).agg(pl.col("date").max().alias("counted"))
    )  # fmt: skip


def _brought_forward(
    table: pl.DataFrame, followed: Followed, used: Usage, until: date
) -> pl.DataFrame:
    """`on_hand` on the day `until`: what was counted, what came in since, less what left since."""
    days = table.select("item", "counted").drop_nulls()
    came = (
        followed.receipts.join(days, on="item", maintain_order="left").filter(pl.col("received") > pl.col("counted"))
        .filter(~pl.col("item").is_in(list(followed.cartons)))
        .group_by("item", maintain_order=True).agg(pl.col("quantity").sum().alias("in_since"))
    )  # fmt: skip
    left = (
        used.history.join(days, on="item", maintain_order="left").filter(pl.col("date") > pl.col("counted"))
        .group_by("item", maintain_order=True).agg(pl.col("units").sum().alias("out_since"))
    )  # fmt: skip
    since = (pl.lit(until) - pl.col("counted")).dt.total_days().fill_null(0)
    out = (
        # A total of a month does not say what of it left after the count.
        pl.when((pl.col("usage_from") == "sales") & ~pl.col("item").is_in(list(used.monthly)))
        .then(pl.col("out_since").fill_null(0))
        .otherwise(pl.col("per_day").fill_null(0) * since)
    )  # fmt: skip
    on_hand = pl.col("stock") + pl.col("in_since").fill_null(0) - out
    return (
        table.join(came, on="item", how="left").join(left, on="item", how="left")
        # A count below zero is a mistake that is told; what would be left after an estimate is nothing at least.
        .with_columns(on_hand=pl.when(pl.col("stock") < 0).then(None).otherwise(on_hand.clip(lower_bound=0)))
    )  # fmt: skip


def _counted_again(firm: Firm) -> pl.DataFrame:
    """Rows of a list of stock that say of an item the same as another: two shelves, or one written twice."""
    same = ("source", "sheet", "item", "location", "date", "quantity")
    rows = (
        firm.table("stock").with_columns(item=item_key()).drop_nulls("item").sort("source", "line")
    )
    return rows.filter((pl.col("quantity") > 0) & ~pl.struct(same).is_first_distinct())


def _problems(firm: Firm, positions: pl.DataFrame, used: Usage) -> list[Problem]:
    every = [
        said_of(firm, "months_told_twice", "info", told_again(firm.table("order_lines")),
                lambda n: tn("{count} total de mois redit des ventes qu’un autre fichier dit une à une.",
                         "{count} totaux de mois redisent des ventes qu’un autre fichier dit une à une.", n),
                t("Laissés de côté, pour ne rien compter deux fois.")),
        said_of(firm, "stock_below_zero", "warning", firm.table("stock").filter(pl.col("quantity") < 0),
                lambda n: tn("{count} article a un stock négatif.", "{count} articles ont un stock négatif.", n),
                t("Leur stock est tenu pour inconnu : comptez-les, ou corrigez une entrée oubliée.")),
        said_of(firm, "stock_repeated", "warning", _counted_again(firm),
                lambda n: tn("{count} ligne de stock en répète une autre : même article, même lieu, même jour, même quantité.",
                         "{count} lignes de stock en répètent une autre : même article, même lieu, même jour, même quantité.", n),
                t("Elles sont additionnées. Si c’est le même stock, supprimez la seconde.")),
    ]  # fmt: skip
    found = [one for one in every if one is not None]
    by_receipts = (positions["usage_from"] == "receipts").any()
    if used.seen is not None and used.seen < SEEN and by_receipts:
        sales = firm.files[firm.table("order_lines")["source"][0]].path
        found.append(
            Problem(
                "sales_partly_seen", "info", sales, None,
                t("Les ventes lues ne font qu’une partie de ce que vous consommez : d’autres ventes ne sont pas dans ces fichiers."),
                t("La consommation de ces articles est tirée de ce que vous recevez. Ajoutez les ventes de la caisse ou des factures pour être précis."),
            )
        )  # fmt: skip
    return found
