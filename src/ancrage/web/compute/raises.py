"""What a study knows of raises of stock: those that it advises, and what became of those that are followed.

`raises` of `in.json`, the followed ones: [{id, item_slug, supplier_slug, supplier_key, slow, since}]. Result: {advised: purchases that raise a stock,
followed: by id}. Items and suppliers are told by their slugs, which stay the same from one study to the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import polars as pl

from ancrage.chain.stock.advice import Card
from ancrage.chain.stock.decide.case import Kind
from ancrage.roadmap.stock.slugs import slug
from ancrage.web.compute.goods import Goods


def raises(goods: Goods, followed: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Raises to order now, and what the study says of the followed ones: reason still there (null: unknown), level, orders."""
    of = goods.view.supply
    cards = {slug(card.told.row["item"]): card for card in goods.view.advice.cards}
    numbers = {name: number for number, name in goods.slugs.items()}
    advised = []
    for one in goods.view.advice.purchases:
        if one.until is None:
            continue
        card = cards[slug(one.item)]
        advised.append(
            {
                "item": one.item,
                "item_slug": slug(one.item),
                "name": one.name,
                "supplier": of.partners[one.supplier].name,
                "supplier_slug": goods.slugs[one.supplier],
                "supplier_key": of.who.keys[one.supplier],
                "units": one.units,
                "by": one.by.isoformat(),
                "until": one.until.isoformat(),
                # Nothing of what is known ends it: it comes back to be looked at.
                "review": card.decision.order.until_day is None,
                "slow": _slower(card),
                "level": card.reorder.units,
            }
        )
    told = []
    for each in followed:
        number = numbers.get(each["supplier_slug"], of.who.numbers.get(each["supplier_key"]))
        found = cards.get(each["item_slug"])
        told.append(
            {
                "id": each["id"],
                "holds": _holds(found, number, slow=each["slow"]),
                "level": found.reorder.units if found else None,
                "orders": _orders(goods, each, number),
            }
        )
    return {"advised": advised, "followed": told}


def _holds(card: Card | None, supplier: int | None, *, slow: bool) -> bool | None:
    """Whether the reason of a raise is still there; None where this study cannot tell.

    Once the raise is ordered, a study may see nothing more to raise because it is there already: that is no reason gone. A raise for
    a supplier that slows down, or whose way is closed, holds as long as it is so; of another, nothing is said until the stock is back at its usual level.
    """
    if card is None or card.told.row["supplier"] != supplier:
        return None
    if card.advised is Kind.STOCK_MORE:
        return True
    if slow:
        return _slower(card)
    row = card.told.row
    return None if row["on_hand"] + row["on_order"] > card.told.habit.up_to else False


def _slower(card: Card) -> bool:
    """Whether the supplier slows down, or a passage of its way is closed."""
    return card.told.lead.stretch > 1 or any(one.signal for one in card.told.causes)


def _orders(goods: Goods, each: Mapping[str, Any], supplier: int | None) -> list[list[Any]]:
    """Days and units of what was ordered of that item from that supplier, from the day `since`."""
    if supplier is None:
        return []
    lines = goods.view.supply.followed.lines.filter(
        pl.col("supplier") == supplier,
        pl.col("ordered") >= date.fromisoformat(each["since"]),
        pl.col("item").is_not_null(),
    )
    ours = [
        item
        for item in lines["item"].unique(maintain_order=True)
        if slug(item) == each["item_slug"]
    ]
    summed = lines.filter(pl.col("item").is_in(ours)).group_by("ordered", maintain_order=True).agg(pl.col("quantity").sum()).sort("ordered")  # fmt: skip
    return [[day.isoformat(), units] for day, units in summed.iter_rows()]
