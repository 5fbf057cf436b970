"""What is wrong with lists of orders and receipts: said once each, with the first line and what was done about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import polars as pl

from ancrage.firm.leadtimes.lognormal import LONGEST
from ancrage.firm.model import Firm
from ancrage.firm.supply.repeated import Once
from ancrage.problems import Problem, Severity
from ancrage.text import Text, t, tn

# Pieces in a carton, as makers pack: more of one means nothing else than a count of another thing.
_CARTONS = (
    5,
    6,
    8,
    10,
    12,
    15,
    16,
    18,
    20,
    24,
    25,
    30,
    36,
    40,
    48,
    50,
    60,
    72,
    96,
    100,
    120,
    144,
    200,
    250,
    500,
    1000,
)
_NEAR = 0.02
_SOLD_FASTER = 3  # times as many sold as received: the two do not count the same thing
_FEWEST = 2  # orders of an item that agree on how many pieces make what was ordered


def cartons(orders: pl.DataFrame, receipts: pl.DataFrame) -> list[str]:
    """Items that are ordered by the carton and received by the piece, or the other way round.

    Each order of the item came in as the same round multiple of what was ordered: one such order may be a mistake, and
    several are a unit.

    Args:
        orders: order, item, quantity.
        receipts: the same.
    """
    keys = ["order", "item"]
    asked = (
        orders.drop_nulls(keys).group_by(keys, maintain_order=True).agg(pl.col("quantity").sum())
    )
    came = (
        receipts.drop_nulls(keys)
        .group_by(keys, maintain_order=True)
        .agg(pl.col("quantity").sum().alias("came"))
    )
    ratio = pl.col("came") / pl.col("quantity")
    both = asked.join(came, on=keys, maintain_order="left").with_columns(
        ratio=pl.max_horizontal(ratio, 1 / ratio)
    )
    by_item = both.group_by("item", maintain_order=True).agg(
        pl.col("ratio").median(), pl.len().alias("orders"),
        ((pl.col("ratio") / pl.col("ratio").median() - 1).abs() <= _NEAR).mean().alias("agree"),
    )  # fmt: skip
    round_ = pl.any_horizontal((pl.col("ratio") / n - 1).abs() <= _NEAR for n in _CARTONS)
    found = by_item.filter(round_ & (pl.col("orders") >= _FEWEST) & (pl.col("agree") >= 0.8))
    return sorted(found["item"].to_list())


def packed_apart(packed: frozenset[str], used: pl.DataFrame) -> list[str]:
    """Items received by the carton and sold by the piece: several times as many are sold as come in.

    Args:
        packed: items received by the carton, of which nobody says how much a carton holds.
        used: item, sold, sold_days, came, came_days (`usage.USAGE`).
    """
    sold, came = pl.col("sold") / pl.col("sold_days"), pl.col("came") / pl.col("came_days")
    found = used.filter(pl.col("item").is_in(list(packed)) & (sold >= _SOLD_FASTER * came))
    return sorted(found["item"].to_list())


def problem_of_packs(firm: Firm, lines: pl.DataFrame) -> Problem | None:
    """What is said of lines of orders of items of `packed_apart`."""
    return said_of(firm, "packs_sold_by_piece", "warning", lines.unique("item", keep="first", maintain_order=True),
                 lambda n: tn("{count} article arrive par cartons et se vend à la pièce, sans que le nombre de pièces par carton soit dit.",
                              "{count} articles arrivent par cartons et se vendent à la pièce, sans que le nombre de pièces par carton soit dit.", n),
                 t("Leurs délais comptent, leurs quantités non. Dites leur colisage dans la liste des articles, ou écrivez « carton de 24 »."))  # fmt: skip


def problems_of(
    firm: Firm,
    orders: pl.DataFrame,
    receipts: pl.DataFrame,
    lines: pl.DataFrame,
    other_unit: list[str],
) -> tuple[Problem, ...]:
    """Problems of the lists of orders and receipts.

    Args:
        firm: whose files they are.
        orders: rows of orders, usable or not.
        receipts: rows of receipts, usable or not.
        lines: usable orders with their state and `took`, days from order to receipt.
        other_unit: items of `cartons`.
    """
    known = lines.select("order").drop_nulls().unique(maintain_order=True)
    lost = receipts.filter(pl.col("order").is_not_null()).join(known, on="order", how="anti")
    bare = receipts.filter(pl.col("order").is_null() & (pl.col("quantity") > 0))
    of_nobody = pl.concat(
        [lost, bare.join(lines.select("supplier", "item"), on=["supplier", "item"], how="anti")]
    )
    undated = lines.filter(pl.col("ordered").is_null())
    found = [
        said_of(firm, "order_without_units", "warning", orders.filter(~(pl.col("quantity") > 0).fill_null(value=False)),
              lambda n: tn("{count} ligne de commande fournisseur est sans quantité, ou négative.",
                           "{count} lignes de commande fournisseur sont sans quantité, ou négatives.", n),
              t("Mises de côté.")),
        said_of(firm, "order_undated", "warning", undated,
              lambda n: tn("{count} ligne de commande fournisseur n’a pas de date de commande.",
                           "{count} lignes de commande fournisseur n’ont pas de date de commande.", n),
              t("Elles comptent dans ce qui est reçu, pas dans les délais.")),
        said_of(firm, "received_before_order", "warning", lines.filter(pl.col("took") < 0),
              lambda n: tn("{count} ligne est reçue avant d’avoir été commandée.",
                           "{count} lignes sont reçues avant d’avoir été commandées.", n),
              t("Une des deux dates est fausse : ces lignes ne comptent pas dans les délais.")),
        said_of(firm, "received_years_later", "warning", lines.filter(pl.col("took") > LONGEST),
              lambda n: tn("{count} ligne serait reçue plus de quatre ans après avoir été commandée.",
                           "{count} lignes seraient reçues plus de quatre ans après avoir été commandées.", n),
              t("Une des deux dates est sans doute fausse : ces lignes ne comptent pas dans les délais.")),
        said_of(firm, "receipt_given_back", "info", receipts.filter(pl.col("quantity") < 0),
              lambda n: tn("{count} réception est négative : sans doute un retour au fournisseur.",
                           "{count} réceptions sont négatives : sans doute des retours au fournisseur.", n),
              t("Laissées de côté : elles ne disent rien des délais.")),
        said_of(firm, "receipt_undated", "warning",
              receipts.filter(pl.col("received").is_null() & (pl.col("quantity") > 0)),
              lambda n: tn("{count} réception n’a pas de date.", "{count} réceptions n’ont pas de date.", n),
              t("Laissées de côté.")),
        said_of(firm, "receipt_of_no_order", "info", of_nobody,
              lambda n: tn("{count} réception ne correspond à aucune commande connue.",
                           "{count} réceptions ne correspondent à aucune commande connue.", n),
              t("Elles comptent dans ce que vous consommez, pas dans les délais.")),
        said_of(firm, "order_forgotten", "warning", lines.filter(pl.col("state") == "forgotten"),
              lambda n: tn("{count} ligne commandée n’est jamais arrivée, plus d’un an après la date prévue.",
                           "{count} lignes commandées ne sont jamais arrivées, plus d’un an après la date prévue.", n),
              t("Elles ne sont plus attendues ici. Si l’une l’est encore, relancez le fournisseur.")),
        said_of(firm, "order_state_unknown", "info", lines.filter(pl.col("state") == "unknown"),
              lambda n: tn("{count} ligne commandée : aucun fichier ne dit ce qui a été reçu de ce fournisseur.",
                           "{count} lignes commandées : aucun fichier ne dit ce qui a été reçu de ces fournisseurs.", n),
              t("Ni leur délai ni ce qui reste à venir ne sont connus. La liste des réceptions le dirait.")),
        said_of(firm, "units_differ", "warning", lines.filter(pl.col("item").is_in(other_unit)).unique("item", keep="first", maintain_order=True),
              lambda n: tn("{count} article est commandé dans une unité et reçu dans une autre (cartons et pièces).",
                           "{count} articles sont commandés dans une unité et reçus dans une autre (cartons et pièces).", n),
              t("Leurs délais comptent, leurs quantités non. Dites la même unité dans les deux listes.")),
    ]  # fmt: skip
    return tuple(one for one in found if one is not None)


def problems_of_standing(
    firm: Firm, void: pl.DataFrame, lines: pl.DataFrame
) -> tuple[Problem, ...]:
    """What the list of orders says of its own lines.

    Args:
        firm: whose files they are.
        void: lines that were not asked for: `standing` "draft" or "cancelled".
        lines: the others, with their state.
    """
    found = [
        said_of(firm, "order_cancelled", "info", void.filter(pl.col("standing") == "cancelled"),
              lambda n: tn("{count} ligne de commande fournisseur est annulée.",
                           "{count} lignes de commande fournisseur sont annulées.", n),
              t("Laissées de côté : elles ne sont ni attendues, ni comptées comme achetées.")),
        said_of(firm, "order_draft", "info", void.filter(pl.col("standing") == "draft"),
              lambda n: tn("{count} ligne de commande fournisseur est un brouillon ou un devis.",
                           "{count} lignes de commande fournisseur sont des brouillons ou des devis.", n),
              t("Laissées de côté : elles ne sont pas encore commandées.")),
        said_of(firm, "order_closed_unseen", "info", lines.filter(pl.col("state") == "closed"),
              lambda n: tn("{count} ligne est soldée ou reçue d’après la liste des commandes, et aucune réception ne la montre.",
                           "{count} lignes sont soldées ou reçues d’après la liste des commandes, et aucune réception ne les montre.", n),
              t("Plus attendues. Le jour où elles sont arrivées manque : leur délai n’est pas connu.")),
    ]  # fmt: skip
    return tuple(one for one in found if one is not None)


def problems_of_writing(
    firm: Firm,
    written: Once,
    ahead: pl.DataFrame,
    came_ahead: pl.DataFrame,
    other_unit: list[str],
    known_until: date,
) -> tuple[Problem, ...]:
    """Lines written twice, dated after the day of the study, or that got more than they asked for.

    Args:
        firm: whose files they are.
        written: what counts and what repeats.
        ahead: rows of orders dated after the last day known.
        came_ahead: rows of receipts dated after it.
        other_unit: items of which orders and receipts do not count the same thing.
        known_until: that day.
    """
    found = [
        said_of(firm, "order_repeated", "warning", written.orders_again,
              lambda n: tn("{count} ligne répète une ligne de la même commande : même article, mêmes dates, même quantité.",
                           "{count} lignes répètent une ligne de la même commande : même article, mêmes dates, même quantité.", n),
              t("Comptées une fois : rien n’est arrivé pour la seconde.")),
        said_of(firm, "receipt_repeated", "warning", written.receipts_again,
              lambda n: tn("{count} réception en répète une autre : même commande, même article, même jour, même quantité.",
                           "{count} réceptions en répètent une autre : même commande, même article, même jour, même quantité.", n),
              t("Comptées une fois : la commande n’en demandait pas tant.")),
        said_of(firm, "received_more", "info", _more(written, other_unit),
              lambda n: tn("{count} ligne a reçu au moins un dixième de plus que commandé.",
                           "{count} lignes ont reçu au moins un dixième de plus que commandé.", n),
              t("Le surplus compte dans le stock et dans ce que vous consommez. Vérifiez ces quantités.")),
        said_of(firm, "order_ahead", "warning", ahead,
              lambda n: tn("{count} ligne de commande fournisseur est datée après le {day}.",
                           "{count} lignes de commande fournisseur sont datées après le {day}.", n, day=known_until),
              t("Laissées de côté : rien de plus récent n’est connu. Vérifiez leur date.")),
        said_of(firm, "receipt_ahead", "warning", came_ahead,
              lambda n: tn("{count} réception est datée après le {day}.", "{count} réceptions sont datées après le {day}.",
                           n, day=known_until),
              t("Laissées de côté : ce qui n’est pas encore arrivé n’est pas en stock.")),
    ]  # fmt: skip
    return tuple(one for one in found if one is not None)


def _more(written: Once, other_unit: list[str]) -> pl.DataFrame:
    """First line of each order and item that got a tenth more than it asked, items of two units left out."""
    keys = ["order", "item"]
    came = (
        written.receipts.drop_nulls(keys)
        .group_by(keys, maintain_order=True)
        .agg(pl.col("quantity").sum().alias("came"))
    )
    asked = written.orders.filter(~pl.col("item").is_in(other_unit)).drop_nulls(keys)
    return (
        asked.group_by(keys, maintain_order=True)
        .agg(pl.col("quantity").sum(), pl.col("source").first(), pl.col("line").first())
        .join(came, on=keys, maintain_order="left")
        .filter(pl.col("came") >= pl.col("quantity") * 1.1)
    )


def said_of(
    firm: Firm,
    code: str,
    severity: Severity,
    rows: pl.DataFrame,
    message: Callable[[int], Text],
    repair: Text,
) -> Problem | None:
    """One problem for rows that carry `source` and `line`; None for no row."""
    if rows.is_empty():
        return None
    first = rows.sort("source", "line").row(0, named=True)
    file = firm.files[first["source"]].path
    return Problem(code, severity, file, first["line"], message(rows.height), repair, rows.height)
