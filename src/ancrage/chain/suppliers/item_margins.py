"""Margin of each item sold: its price before tax less the last price paid for it, and whose item it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import polars as pl

from ancrage.chain.suppliers.basis import annual_input, unit_price
from ancrage.chain.suppliers.questions import ROOM
from ancrage.exhibits import Column, Proof, Table
from ancrage.findings import Action, Confidence, Evidence, Finding, Input, Stake, evidence_cents
from ancrage.firm import Firm
from ancrage.firm.items.together import Items
from ancrage.money import Percent
from ancrage.text import Text, t, tn

SHOWN = 10
THIN = 0.5  # of the median margin of its family: an item that leaves half as much is not of the same kind of business
FAMILY = 4  # items whose margin is known, from which a family has a median
UNITS, SALES_CENTS = 5, 200_00  # a year, under which an item says nothing
UNSEEN = 0.2  # part of an item's lines without tax beyond which its mean price is not known
WORTH_EUR = 100.0
POOL = "item_margin"


@dataclass(frozen=True, eq=False)
class Thin:
    """Items that leave much less than those of their family.

    Args:
        rows: rows of ITEMS with `median`, the margin of their family as a share of sales; the farthest in euros first.
        compared: items whose margin is known.
    """

    rows: pl.DataFrame
    compared: int


def known_margins(of: Items) -> pl.DataFrame:
    """Rows of ITEMS sold in the year whose margin is known, the largest margin first."""
    return of.table.filter(
        pl.col("margin").is_not_null()
        & (pl.col("net") > 0)
        & (pl.col("units") > 0)
        & (pl.col("unknown") <= UNSEEN)
    ).sort("margin", "product", descending=[True, False])


def thin_margins(of: Items) -> Thin | None:
    """Items sold well under the median margin of their family, or at a loss; None where margins cannot be compared."""
    known = known_margins(of).filter(
        (pl.col("units") >= UNITS) & (pl.col("net") * of.year.per_year(1.0) >= SALES_CENTS)
    )
    if known.height < FAMILY:
        return None
    in_family = pl.col("category").is_not_null() & (pl.len().over("category") >= FAMILY)
    median = (
        pl.when(in_family)
        .then(pl.col("rate").median().over("category"))
        .otherwise(pl.col("rate").median())
    )
    thin = (
        known.with_columns(median.alias("median"))
        .filter((pl.col("median") > 0) & (pl.col("rate") < THIN * pl.col("median")))
        .sort((pl.col("median") - pl.col("rate")) * pl.col("net"), "product", descending=[True, False])
    )  # fmt: skip
    return Thin(thin, known.height) if thin.height else None


def item_margin_thin(firm: Firm, of: Items, found: Thin | None) -> Finding | None:
    """Items sold for little more than they cost, where those of the same family leave twice as much or more."""
    if found is None:
        return None
    evidence = _sales(firm, of, found.rows["product"])
    cents = evidence_cents(evidence)
    net = float(found.rows["net"].sum())
    if cents <= 0 or net <= 0:
        return None
    annual = annual_input(of.year)
    rate = float(found.rows["margin"].sum()) / net
    median = float((found.rows["median"] * found.rows["net"]).sum()) / net
    loss = float(found.rows.filter(pl.col("margin") < 0)["margin"].sum())
    yearly = cents / 100 * annual.value * (net / cents)
    high = yearly * (median - rate)
    low = min(-loss / 100 * annual.value, high / 2)
    if high / 2 < WORTH_EUR:
        return None
    invoiced = bool(found.rows["cost_from"].is_in(["invoice_lines", "purchase_orders"]).all())
    sold = Input(
        "sold",
        t("Ventes de ces articles dans l’exercice, telles que la boutique les écrit"),
        cents / 100,
        "eur",
        "books",
        evidence=evidence,
    )
    inputs = (
        sold,
        Input(
            "net_share",
            t("Part de ces ventes qui reste sans taxe ni remboursement"),
            net / cents,
            "ratio",
            "books",
        ),
        annual,
        Input("margin", t("Leur marge sur prix d’achat, en part des ventes"), rate, "ratio", "books"),
        Input(
            "median",
            t("Marge médiane de leur famille, pondérée par leurs ventes"),
            median,
            "ratio",
            "books",
        ),
    )  # fmt: skip
    first = found.rows.row(0, named=True)
    return Finding(
        code="item_margin_thin",
        room=ROOM,
        kind="weakness" if loss < 0 else "opportunity",
        title=_title(found, of, first, rate, median),
        reason=t(
            "Avant le port, l’emballage et les frais de vente, ces articles laissent moins de la moitié de ce que laissent "
            "ceux de leur famille."
        ),
        stake=Stake(
            low,
            high / 2,
            high,
            t(
                "sold × net_share × annualisation × (median − margin) ÷ 2 : la moitié du chemin vers la marge de leur "
                "famille ; au moins, ne plus vendre à perte (zéro si aucun ne l’est) ; au plus, tout le chemin"
            ),
            inputs,
        ),
        confidence=Confidence(
            "medium",
            t(
                "Prix de vente hors taxes de votre boutique, prix d’achat de vos dernières factures ou commandes ; les "
                "ventes hors boutique n’y sont pas, et un article d’appel peut être vendu ainsi à dessein."
            ),
        )
        if invoiced
        else Confidence(
            "low",
            t(
                "Certains prix d’achat viennent d’une liste d’articles, que rien ne confirme : vérifiez-les d’abord."
            ),
        ),
        evidence=evidence,
        actions=_actions(),
        pool=POOL,
    )


def _title(found: Thin, of: Items, first: dict[str, object], rate: float, median: float) -> Text:
    name, supplier = str(first["name"] or first["product"]), first["supplier"]
    whose = of.supplier_name(supplier if isinstance(supplier, int) else None)
    if whose:
        return tn(
            "« {item} », de {supplier}, laisse {rate} de marge sur son prix d’achat, contre {median} pour sa famille",
            "{count} articles laissent ensemble {rate} de marge sur leur prix d’achat, contre {median} pour leur famille, "
            "d’abord « {item} », de {supplier}",
            found.rows.height,
            item=name,
            supplier=whose,
            rate=Percent(rate),
            median=Percent(median),
        )
    return tn(
        "« {item} » laisse {rate} de marge sur son prix d’achat, contre {median} pour sa famille",
        "{count} articles laissent ensemble {rate} de marge sur leur prix d’achat, contre {median} pour leur famille, "
        "d’abord « {item} »",
        found.rows.height,
        item=name,
        rate=Percent(rate),
        median=Percent(median),
    )


def margin_tables(firm: Firm, of: Items) -> tuple[Table, ...]:
    """The items that leave most, and those that leave least of what they sell."""
    known = known_margins(of)
    if known.is_empty():
        return ()
    first = known.head(SHOWN)
    last = known.tail(-SHOWN).sort("rate", "product").head(SHOWN)
    tables = [
        _table(firm, of, "items_margin_most", t("Vos articles : marge et fournisseur"), first)
    ]
    if last.height:
        title = t("Vos articles qui laissent le moins de ce qu’ils se vendent")
        tables.append(_table(firm, of, "items_margin_least", title, last))
    return tuple(tables)


def _table(firm: Firm, of: Items, code: str, title: Text, rows: pl.DataFrame) -> Table:
    return Table(
        code,
        title,
        (
            Column("name", t("Article"), "text"),
            Column("supplier", t("Fournisseur"), "text"),
            Column("units", t("Vendus dans l’exercice"), "count"),
            Column(
                "price",
                t("Prix de vente moyen hors taxes"),
                "eur",
                t(
                    "les ventes sans taxe, remises ni remboursements, divisées par les quantités ; la taxe est celle de "
                    "chaque commande"
                ),
            ),
            Column("cost", t("Dernier prix d’achat"), "eur", t("le prix d’une unité sur cette ligne, avant taxes")),
            Column(
                "margin",
                t("Marge sur prix d’achat"),
                "eur",
                t("les ventes hors taxes moins les quantités au dernier prix d’achat, avant port et frais"),
            ),
            Column("rate", t("Part des ventes"), "ratio", t("la marge divisée par les ventes hors taxes")),
            Column("stock", t("En stock"), "count"),
        ),
        tuple(
            (
                row["name"] or row["product"],
                of.supplier_name(row["supplier"]),
                round(row["units"]),
                unit_price(row["price"]),
                unit_price(row["cost"]),
                row["margin"] / 100,
                row["rate"],
                None if row["stock"] is None else round(row["stock"]),
            )
            for row in rows.iter_rows(named=True)
        ),
        tuple(_proofs(firm, of, row) for row in rows.iter_rows(named=True)),
    )  # fmt: skip


def _proofs(firm: Firm, of: Items, row: dict[str, object]) -> dict[str, Proof]:
    product = str(row["product"])
    return {
        "": partial(_sales, firm, of, pl.Series([product])),
        "cost": partial(_cost, firm, of, row),
        "stock": partial(_of_product, firm, "stock", product),
    }


def _sales(firm: Firm, of: Items, products: pl.Series) -> tuple[Evidence, ...]:
    rows = of.sold.filter(pl.col("product").is_in(products.implode()) & pl.col("net").is_not_null())
    return firm.prove_rows("order_lines", rows)


def _cost(firm: Firm, of: Items, row: dict[str, object]) -> tuple[Evidence, ...]:
    """The line where the last price stands."""
    product, table = str(row["product"]), str(row["cost_from"])
    if table in {"products", "stock"}:
        return _of_product(firm, table, product)
    rows = of.bought.filter(
        (pl.col("table") == table)
        & (pl.col("product") == product)
        & (pl.col("date") == row["cost_day"])
        & (pl.col("price") == row["cost"])
    )
    return firm.prove_rows(table, rows)


def _of_product(firm: Firm, table: str, product: str) -> tuple[Evidence, ...]:
    return firm.prove_rows(table, firm.table(table).filter(pl.col("product") == product))


def _actions() -> tuple[Action, ...]:
    return (
        Action(
            "suppliers_check_item_costs",
            t(
                "Vérifiez le prix d’achat rendu de ces articles, port et emballage compris, et pourquoi ils se vendent à ce "
                "prix"
            ),
            "measure",
            "owner",
            hours=3,
            cost_eur=0,
            delay_days=7,
            gain_share=0.0,
            success=t("Pour chaque article : prix d’achat rendu, prix de vente, et garder, relever ou arrêter"),
        ),
        Action(
            "suppliers_reprice_items",
            t("Relevez le prix de ces articles, ou cessez ceux que rien ne justifie"),
            "act",
            "sales",
            hours=4,
            cost_eur=0,
            delay_days=30,
            gain_share=0.4,
            success=t("Leur marge du trimestre passe la moitié de celle de leur famille"),
            check_days=90,
            needs=("suppliers_check_item_costs",),
        ),
    )  # fmt: skip
