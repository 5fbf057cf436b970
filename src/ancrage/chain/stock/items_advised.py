"""What deciding item by item gives: a finding, the cards that change something, and what to order now."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import polars as pl

from ancrage.chain.stock.advice import Advice, Card
from ancrage.chain.stock.causes_said import said
from ancrage.chain.stock.decide.case import Kind
from ancrage.chain.stock.questions import ROOM
from ancrage.exhibits import Column, Table
from ancrage.findings import Action, Confidence, Evidence, Finding, Input, Stake
from ancrage.firm import Firm
from ancrage.firm.supply.matching import item_key
from ancrage.firm.supply.positions import SOURCING_DAYS, Supply
from ancrage.money import Euros, Number
from ancrage.text import Text, t, tn

SHOWN = 15
LEAST = 100.0  # euros a year under which nothing is told
NAMES = {
    Kind.ACCEPT: t("continuer ainsi"),
    Kind.STOCK_MORE: t("stocker plus"),
    Kind.SECOND_SOURCE: t("un second fournisseur"),
    Kind.POOL: t("un stock mis en commun"),
    Kind.EMERGENCY: t("un envoi en urgence"),
}
ORDER = Action(
    "stock_order_advised",
    t("Passez les commandes conseillées, et notez la date à laquelle revenir au niveau habituel"),
    "act",
    "purchasing",
    hours=2,
    cost_eur=0,
    delay_days=30,
    gain_share=0.8,
    success=t("Aucun article de la liste n’a manqué, et le stock est revenu à son niveau à la date notée"),
    check_days=90,
)  # fmt: skip


def stock_raise(firm: Firm, of: Supply, advice: Advice) -> Finding | None:
    """Items for which another way to run the stock costs less than today's, stops and delays included."""
    changed = [card for card in advice.cards if card.advised is not Kind.ACCEPT]
    if advice.saving < LEAST or not changed:
        return None
    first = changed[0]
    # Of a firm whose orders do not tell how it orders: compared with ordering in time.
    supposed = all(card.told.habit.read_from == "default" for card in changed)
    beside = t("de commander à temps, sans plus") if supposed else t("la façon d’aujourd’hui")
    today = (
        t("Coût d’un an en commandant à temps, sans plus, simulé")
        if supposed
        else t("Coût d’un an avec la façon d’aujourd’hui, simulé")
    )
    return Finding(
        code="stock_raise",
        room=ROOM,
        kind="opportunity",
        title=tn(
            "« {item} » : {way} coûterait {saving} de moins par an que {beside}",
            "Pour {count} articles, d’abord « {item} » ({way}), une autre façon de stocker coûterait {saving} de moins par an",
            len(changed),
            item=first.told.row["name"],
            way=NAMES[first.advised],
            saving=Euros.of(advice.saving),
            beside=beside,
        ),
        reason=_reason(of, first),
        stake=Stake(
            advice.low, advice.saving, advice.high,
            t("today − advised, par an : stock gardé, marge perdue quand l’article manque, surcoûts. La fourchette couvre neuf années simulées sur dix."),
            (
                Input("today", today, _cost(changed, today=True), "eur_year", "books", evidence=_proof(firm, of, changed)),
                Input("advised", t("Coût d’un an avec la façon conseillée, simulé"), _cost(changed, today=False), "eur_year", "books", evidence=_proof(firm, of, changed)),
            ),
        ),
        confidence=_confidence(changed),
        evidence=_proof(firm, of, changed),
        actions=(ORDER,),
        pool="stock_items",
    )  # fmt: skip


def _cost(cards: list[Card], *, today: bool) -> float:
    total = 0.0
    for card in cards:
        total += (card.accepted if today else card.decision.best).outcome.euros.total
    return total


def _reason(of: Supply, card: Card) -> Text:
    law = card.told.lead
    closed = next((one for one in card.told.causes if one.signal is not None), None)
    if closed is not None:
        return said(closed, of)
    if law.stretch > 1:
        return t(
            "{name} livre maintenant en {now} jours au lieu de {usual} : au rythme d’aujourd’hui, des ventes seraient perdues avant "
            "la prochaine livraison.",
            name=of.partners[card.told.row["supplier"]].name,
            now=Number(round(law.now_days)),
            usual=Number(round(law.usual_days)),
        )
    return t("Ce que coûterait un arrêt du fournisseur dépasse ce que coûte ce stock en plus.")


def _confidence(cards: list[Card]) -> Confidence:
    if any(card.told.assumptions for card in cards):
        return Confidence("medium", t("Ventes, stock et délais viennent de vos fichiers ; la fréquence des arrêts et ce qui n’est pas dit sont des valeurs par défaut."))  # fmt: skip
    return Confidence("medium", t("Ventes, stock et délais viennent de vos fichiers ; la fréquence des arrêts est celle d’une grande enquête."))  # fmt: skip


def _proof(firm: Firm, of: Supply, cards: list[Card]) -> tuple[Evidence, ...]:
    """Orders of these items over the last two years: their lead times and pace; where none is kept, their sales."""
    items = [card.told.row["item"] for card in cards]
    lines = (
        of.followed.lines.filter(pl.col("item").is_in(items))
        .select("source", "sheet", "line")
        .unique(maintain_order=True)
    )
    table = firm.table("purchase_orders")
    rows = table.join(lines, on=["source", "sheet", "line"], how="semi", nulls_equal=True)
    if rows.is_empty():
        recent = pl.col("date") > of.known_until - timedelta(days=SOURCING_DAYS)
        sales = firm.table("order_lines").filter(item_key().is_in(items) & recent)
        return firm.prove_rows("order_lines", sales)
    return firm.prove_rows("purchase_orders", rows)


def decisions_table(firm: Firm, of: Supply, advice: Advice) -> Table | None:
    """The items that matter: what is there, when to order, what is advised and what it saves."""
    shown = advice.cards[:SHOWN]
    if not shown:
        return None
    return Table(
        "stock_decisions",
        t("Articles qui comptent : quand commander, que changer"),
        (
            Column("item", t("Article"), "text"),
            Column("on_hand", t("En stock"), "count"),
            Column("on_order", t("En commande"), "count"),
            Column("today", t("Vous commandez à"), "count", t("niveau médian de vos dernières commandes, stock et commandes en cours compris")),
            Column("reorder", t("Il faudrait commander à"), "count", t("niveau qui couvre le délai dans 95 cas sur 100")),
            Column("usual", t("La formule habituelle dirait"), "count", t("moyenne × délai + 1,64 × écart type × racine du délai")),
            Column("advised", t("Conseil"), "text"),
            Column("saving", t("Gain par an"), "eur", t("coût d’un an de la façon d’aujourd’hui moins celui de la façon conseillée, simulés")),
        ),
        tuple(
            (
                card.told.row["name"], round(card.told.row["on_hand"]), round(card.told.row["on_order"]),
                round(card.told.habit.reorder) if card.told.habit.read_from == "orders" else None,
                card.reorder.units,
                round(card.reorder.usual_units) if card.reorder.usual_units is not None else None,
                NAMES[card.advised], round(card.saving),
            )
            for card in shown
        ),
        tuple({"": partial(_proof, firm, of, [card])} for card in shown),
    )  # fmt: skip


def purchases_table(firm: Firm, of: Supply, advice: Advice) -> Table | None:
    """What to order within the month."""
    cards = {card.told.row["item"]: card for card in advice.cards}
    shown = advice.purchases[:SHOWN]
    if not shown:
        return None
    return Table(
        "stock_purchases",
        t("À commander dans le mois"),
        (
            Column("supplier", t("Fournisseur"), "text"),
            Column("item", t("Article"), "text"),
            Column("units", t("Unités"), "count"),
            Column("amount", t("Montant"), "eur", t("unités × dernier prix payé")),
            Column("by", t("Avant le"), "date"),
            Column("until", t("Hausse à revoir le"), "text"),
        ),
        tuple(
            (of.partners[one.supplier].name, one.name, one.units, round(one.units * one.unit_cost, 2), one.by, one.until or "–")
            for one in shown
        ),
        tuple({"": partial(_proof, firm, of, [cards[one.item]])} for one in shown),
    )  # fmt: skip
