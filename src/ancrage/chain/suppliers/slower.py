"""Suppliers that take longer than they used to, seen by the watch over their own orders."""

from __future__ import annotations

from datetime import date
from functools import partial

import polars as pl

from ancrage.chain.suppliers.delivery import proof_of_orders
from ancrage.chain.suppliers.questions import ROOM
from ancrage.exhibits import Chart, Series
from ancrage.findings import Action, Confidence, Evidence, Finding
from ancrage.firm import Firm
from ancrage.firm.leadtimes.laws import LeadLaw
from ancrage.firm.supply.positions import Supply
from ancrage.money import Number, Percent
from ancrage.text import Text, t, tn

WORTH_DAYS = 3  # days longer under which an alarm, however sure, changes nothing
ASK = Action(
    "suppliers_ask_delay",
    t("Appelez ce fournisseur : d’où vient le retard, et jusqu’à quand ?"),
    "measure",
    "purchasing",
    hours=1,
    cost_eur=0,
    delay_days=2,
    gain_share=0.0,
    success=t("Une raison, et une date à laquelle le délai redevient normal, écrites"),
    check_days=30,
)


def slower(of: Supply) -> list[tuple[int, LeadLaw]]:
    """Suppliers whose alarm still lasts, the most delayed first."""
    found = [
        (number, law)
        for number in of.partners
        if (law := of.law_of(number)) is not None
        and law.alarm is not None
        and law.now_days - law.usual_days >= WORTH_DAYS
    ]
    return sorted(found, key=lambda one: (one[1].usual_days - one[1].now_days, one[0]))


def watched(of: Supply) -> int:
    """How many supplier lines have orders enough for the watch."""
    return sum(law.watched is not None for law in of.laws.values())


def slower_said(of: Supply) -> Text:
    """How many suppliers slow down; that none does is said only of those that are followed."""
    slow = len(slower(of))
    if slow:
        return tn("{count} fournisseur ralentit.", "{count} fournisseurs ralentissent.", slow)
    if watched(of):
        return t("Aucun fournisseur suivi ne ralentit.")
    return t("Aucun fournisseur n’a encore assez de commandes pour être suivi.")


def supplier_slower(firm: Firm, of: Supply) -> Finding | None:
    """The risk that a supplier, or several, has become slower."""
    found = slower(of)
    if not found:
        return None
    number, law = found[0]
    if law.alarm is None or law.since is None or law.watched is None:
        return None
    return Finding(
        code="supplier_slower",
        room=ROOM,
        kind="risk",
        title=_title(of.partners[number].name, law, len(found) - 1),
        reason=t(
            "Le ralentissement se voit depuis les commandes du {since} ; l’alerte date du {alarm}, commandes en cours comprises. "
            "Si vous commandez aussi tard qu’avant, les articles de ce fournisseur peuvent manquer.",
            since=law.since,
            alarm=date.fromordinal(law.alarm.day),
        ),
        stake=None,
        confidence=sureness(law),
        evidence=proof_of_orders(firm, _since(of, number, law.since)),
        actions=(ASK,),
    )


def _title(name: str, law: LeadLaw, others: int) -> Text:
    now, usual = Number(round(law.now_days)), Number(round(law.usual_days))
    if not others:
        return t(
            "{name} livre maintenant en {now} jours environ, au lieu de {usual}",
            name=name,
            now=now,
            usual=usual,
        )
    return tn(
        "{name} livre maintenant en {now} jours environ, au lieu de {usual} ; {count} autre ralentit aussi",
        "{name} livre maintenant en {now} jours environ, au lieu de {usual} ; {count} autres ralentissent aussi",
        others, name=name, now=now, usual=usual,
    )  # fmt: skip


def sureness(law: LeadLaw) -> Confidence:
    """How often the alarm of a supplier is wrong, and the usual rule beside it."""
    watched = law.watched
    if watched is None or watched.false_alarms is None:
        return Confidence("low", t("Trop peu de commandes pour dire combien de fois cette alerte se trompe."))  # fmt: skip
    years = Number(round(1 / watched.false_alarms))
    if watched.rule_false_alarms is None:
        return Confidence("medium", t("Pour ce fournisseur, une fausse alerte en {years} ans environ.", years=years))  # fmt: skip
    return Confidence(
        "high",
        t(
            "Pour ce fournisseur, une fausse alerte en {years} ans environ. La règle courante « +15 % en deux mois » a sonné {times} "
            "fois ; elle sonnerait à tort {rule} des années.",
            times=Number(len(watched.rule)),
            years=years,
            rule=Percent(watched.rule_false_alarms),
        ),
    )


def _since(of: Supply, number: int, since: date) -> pl.DataFrame:
    return of.followed.lines.filter((pl.col("supplier") == number) & (pl.col("ordered") >= since))


def lead_times_chart(firm: Firm, of: Supply) -> Chart | None:
    """Lead times of the supplier that slowed most, else of the one most ordered from: by month of order."""
    found = slower(of)
    number = found[0][0] if found else _most_ordered(of)
    return None if number is None else lead_times_of(firm, of, number)


def lead_times_of(firm: Firm, of: Supply, number: int) -> Chart | None:
    """Lead times of one supplier by month of order; None where fewer than three months tell them."""
    lines = of.followed.lines.filter(
        (pl.col("supplier") == number) & pl.col("lead_days").is_not_null()
    )
    months = (
        lines.group_by(pl.col("ordered").dt.strftime("%Y-%m").alias("month"), maintain_order=True)
        .agg(pl.col("lead_days").mean())
        .sort("month")
        .tail(12)
    )
    if months.height < 3:
        return None
    law = of.law_of(number)
    name = of.partners[number].name
    answer = (
        t("{name} : environ {now} jours aujourd’hui, {usual} d’habitude.", name=name,
          now=Number(round(law.now_days)), usual=Number(round(law.usual_days)))
        if law and law.alarm
        else t("{name} livre en {usual} jours environ, sans changement net.", name=name,
               usual=Number(round(law.usual_days)) if law else Number(round(float(str(months["lead_days"].mean())))))
    )  # fmt: skip
    points = tuple((str(month), round(days, 1)) for month, days in months.iter_rows())
    proofs = tuple(partial(_of_month, firm, of, number, str(month)) for month in months["month"])
    return Chart(
        "suppliers_lead_times",
        t("En combien de jours {name} vous livre-t-il ?", name=name),
        answer,
        "columns",
        "days",
        (Series(t("Délai moyen des commandes du mois"), points, proofs),),
        t("jours entre la commande et la dernière réception, en moyenne ; les mois sans commande restent vides"),
    )  # fmt: skip


def _of_month(firm: Firm, of: Supply, number: int, month: str) -> tuple[Evidence, ...]:
    lines = of.followed.lines.filter(
        (pl.col("supplier") == number) & (pl.col("ordered").dt.strftime("%Y-%m") == month)
    )
    return proof_of_orders(firm, lines)


def _most_ordered(of: Supply) -> int | None:
    laws = {number: of.law_of(number) for number in of.partners}
    known = [of.partners[number] for number, law in laws.items() if law and not law.announced]
    return max(known, key=lambda one: (one.orders, -one.number)).number if known else None
