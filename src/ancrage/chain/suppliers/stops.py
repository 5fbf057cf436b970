"""If a supplier stops: finding, table of suppliers with their score, and table of the items that would lack, A, B, C."""

from __future__ import annotations

from functools import partial

import polars as pl

from ancrage.chain.suppliers.actions import CONTINUITY, SECOND_SOURCE
from ancrage.chain.suppliers.basis import reference_input
from ancrage.chain.suppliers.delivery import proof_of_orders
from ancrage.chain.suppliers.questions import ROOM
from ancrage.chain.suppliers.risk import Risk
from ancrage.exhibits import Column, Table
from ancrage.findings import Confidence, Evidence, Finding, Input, Stake
from ancrage.firm import Firm
from ancrage.firm.supply.positions import Supply
from ancrage.money import Euros, Number
from ancrage.text import Text, t, tn
from ancrage.world import World

POOL = "interruption"  # the same stop, seen by the books and by the items
INTERVAL = "supply_disruption_interval_years"
SMALLEST = 300.0  # euros lost in a stop under which it is no risk to tell
SHOWN = 12
A_SHARE, B_SHARE = 0.8, 0.95  # of the margin at risk: class A, then B


def supplier_stop(firm: Firm, of: Supply, world: World, found: tuple[Risk, ...]) -> Finding | None:
    """The supplier whose stop would cost most, where its items do not last until it delivers again."""
    if not found or found[0].loss < SMALLEST:
        return None
    risk = found[0]
    name = of.partners[risk.supplier].name
    out = risk.items.filter(pl.col("lost_days") > 0)
    first = out.sort("survive_days", "item").row(0, named=True)
    return Finding(
        code="supplier_stop",
        room=ROOM,
        kind="risk",
        title=tn(
            "Si {name} s’arrêtait, {count} article manquerait avant qu’il reprenne : {loss} de marge perdue",
            "Si {name} s’arrêtait, {count} articles manqueraient avant qu’il reprenne : {loss} de marge perdue",
            out.height,
            name=name,
            loss=Euros.of(risk.loss),
        ),
        reason=t(
            "« {item} » tiendrait {survive} jours, et il faudrait environ {recover} jours pour être livré de nouveau. Après cela, "
            "chaque jour coûte jusqu’à {day} de marge.",
            item=first["name"],
            survive=Number(round(first["survive_days"])),
            recover=Number(round(risk.recovery.central)),
            day=Euros.of(risk.margin_day),
        ),
        stake=_stake(firm, of, world, risk, found),
        confidence=_confidence(risk),
        evidence=_proof(firm, of, risk.supplier),
        actions=(SECOND_SOURCE, CONTINUITY),
        pool=POOL,
    )


def _stake(firm: Firm, of: Supply, world: World, risk: Risk, found: tuple[Risk, ...]) -> Stake:
    interval = reference_input(
        "interval_years",
        t("Années entre deux interruptions d’un mois ou plus, pour une entreprise"),
        world, INTERVAL, "count",
    )  # fmt: skip
    # Interruptions strike suppliers in proportion to the margin that passes through them.
    whole = sum(max(one.margin_day, 0.0) for one in found)
    share = risk.margin_day / whole if whole else 0.0
    yearly = share / interval.value
    inputs = (
        Input("loss", t("Marge perdue pendant un arrêt : articles épuisés, jour par jour"), risk.loss, "eur", "books", evidence=_proof(firm, of, risk.supplier)),
        Input("share", t("Part de ce fournisseur dans la marge de vos articles"), share, "ratio", "books"),
        interval,
    )  # fmt: skip
    return Stake(
        min(risk.low, risk.loss) * yearly, risk.loss * yearly, max(risk.high, risk.loss) * yearly,
        t("loss × share ÷ interval_years. La fourchette prend un arrêt d’un mois et de deux mois ; share est la part des "
          "interruptions qui touchent ce fournisseur."),
        inputs,
    )  # fmt: skip


def _confidence(risk: Risk) -> Confidence:
    if risk.recovery.origin == "list":
        told: Text = t("Stock, ventes et délai de reprise viennent de vos fichiers.")
        return Confidence("high" if not risk.unknown else "medium", told)
    if risk.unknown:
        return Confidence(
            "low",
            tn(
                "Le délai de reprise est une valeur par défaut, et {count} article n’a pas pu être compté.",
                "Le délai de reprise est une valeur par défaut, et {count} articles n’ont pas pu être comptés.",
                risk.unknown,
            ),
        )
    return Confidence("medium", t("Stock et ventes viennent de vos fichiers ; le délai de reprise est une valeur par défaut."))  # fmt: skip


def risk_table(firm: Firm, of: Supply, found: tuple[Risk, ...]) -> Table | None:
    """Suppliers by what hangs on them, with their score."""
    shown = found[:SHOWN]
    if not shown:
        return None
    return Table(
        "suppliers_risk",
        t("Ce qui tient à chaque fournisseur"),
        (
            Column("supplier", t("Fournisseur"), "text"),
            Column("survive", t("Le premier article tient"), "days", t("stock, commandes en route et autres fournisseurs, divisés par la consommation d’un jour")),
            Column("recover", t("Il faut pour être livré de nouveau"), "days", t("délai de reprise")),
            Column("margin_day", t("Marge perdue par jour, tout épuisé"), "eur"),
            Column("loss", t("Marge perdue pendant un arrêt"), "eur", t("pour chaque article : marge d’un jour × jours entre l’épuisement et la reprise")),
            Column("exposure", t("Indice d’exposition"), "ratio", t("marge perdue, rapportée à celle du fournisseur le plus exposé")),
            Column("signals", t("Signaux, sur 35"), "count"),
            Column("vulnerability", t("Fragilité, sur 35"), "count"),
            Column("impact", t("Effet, sur 30"), "count"),
            Column("score", t("Note, sur 100"), "count", t("somme des trois ; elle classe, ce n’est pas une probabilité")),
        ),
        tuple(
            (
                of.partners[one.supplier].name,
                round(one.survive_days) if one.survive_days is not None else None,
                round(one.recovery.central),
                round(one.margin_day),
                round(one.loss),
                one.exposure,
                round(one.of_part("signals")), round(one.of_part("vulnerability")), round(one.of_part("impact")),
                round(one.score),
            )
            for one in shown
        ),
        tuple({"": partial(_proof, firm, of, one.supplier)} for one in shown),
    )  # fmt: skip


def _proof(firm: Firm, of: Supply, supplier: int) -> tuple[Evidence, ...]:
    """Orders to the supplier of the last two years."""
    items = of.sourced.filter(pl.col("supplier") == supplier)["item"]
    lines = of.followed.lines.filter(
        (pl.col("supplier") == supplier) & pl.col("item").is_in(items.implode())
    )
    return proof_of_orders(firm, lines)


def classes(found: tuple[Risk, ...]) -> pl.DataFrame:
    """Items of all suppliers by margin at risk, with `class`: A up to 80 % of it, B up to 95 %, C the rest; unknown last."""
    items = pl.concat([one.items for one in found])
    ordered = items.sort("loss", "item", descending=[True, False], nulls_last=True)
    total = float(ordered["loss"].sum())
    before = pl.col("loss").cum_sum() - pl.col("loss")
    return ordered.with_columns(
        pl.when(pl.col("loss").is_null()).then(None)
        .when((pl.col("loss") > 0) & (before < A_SHARE * total)).then(pl.lit("A"))
        .when((pl.col("loss") > 0) & (before < B_SHARE * total)).then(pl.lit("B"))
        .otherwise(pl.lit("C")).alias("class")
    )  # fmt: skip


def items_table(firm: Firm, of: Supply, found: tuple[Risk, ...]) -> Table | None:
    """Items that would lack if their supplier stopped, by margin at risk."""
    if not found:
        return None
    shown = classes(found).filter(pl.col("loss") > 0).head(SHOWN)
    if shown.is_empty():
        return None
    return Table(
        "suppliers_items_at_risk",
        t("Articles qui manqueraient si leur fournisseur s’arrêtait"),
        (
            Column("item", t("Article"), "text"),
            Column("supplier", t("Fournisseur"), "text"),
            Column("class", t("Classe"), "text", t("A : 80 % de la marge menacée, B : jusqu’à 95 %, C : le reste")),
            Column("survive", t("Tient"), "days", t("stock et arrivées, divisés par la consommation d’un jour")),
            Column("recover", t("Reprise"), "days", t("délai avant d’être livré de nouveau, par lui ou par un autre")),
            Column("margin_day", t("Marge d’un jour"), "eur", t("(prix de vente − coût) × unités par jour")),
            Column("loss", t("Marge menacée"), "eur", t("marge d’un jour × jours sans stock")),
        ),
        tuple(
            (
                row["name"], of.partners[row["supplier"]].name, row["class"], round(row["survive_days"]),
                round(row["recover_days"]), round(row["margin_day"], 2), round(row["loss"]),
            )
            for row in shown.iter_rows(named=True)
        ),
        tuple({"": partial(_item_proof, firm, of, str(item))} for item in shown["item"]),
    )  # fmt: skip


def _item_proof(firm: Firm, of: Supply, item: str) -> tuple[Evidence, ...]:
    return proof_of_orders(firm, of.followed.lines.filter(pl.col("item") == item))
