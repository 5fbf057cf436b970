"""Sales to people whom the books do not name: what share, and what would give them a name.

Pooled customers (counter, web shop, sundry) and entries without any customer. They are many people:
not a concentration risk, but nobody can be called back.
"""

from __future__ import annotations

import polars as pl

from ancrage.findings import Action, Confidence, Finding, evidence_cents
from ancrage.local.clients.actions import loyalty_list
from ancrage.local.clients.revenue import Revenue
from ancrage.money import Euros, Percent
from ancrage.text import Text, t

POOLED_AT_LEAST = 0.10  # of sales: less does not change what one knows of one's customers
KNOWN_FACES = 0.50  # half of the people at the counter: the shop knows them, the books do not
FEW_FACES = 0.20


def pooled_lines(revenue: Revenue) -> pl.DataFrame:
    """Lines of the last year that name no one person or firm."""
    return pl.concat([revenue.pooled, revenue.nobody]).filter(
        pl.col("year_end") == revenue.firm.year.end
    )


def pooled_share(revenue: Revenue) -> float:
    """Share of the last year's sales that names no one; 0 without sales."""
    total = revenue.total(revenue.firm.year)
    return int(pooled_lines(revenue)["amount"].sum()) / total if total > 0 else 0.0


def sales_pooled(revenue: Revenue) -> Finding | None:
    """How much is sold to people without a name, and whether a list of the faithful makes up for it."""
    share = pooled_share(revenue)
    if share < POOLED_AT_LEAST:
        return None
    evidence = revenue.evidence(pooled_lines(revenue))
    amount = Euros(evidence_cents(evidence))
    listed = revenue.firm.answers.get("loyalty_list")
    has_list = listed is True
    unnamed = revenue.of_year(revenue.firm.year).is_empty()
    return Finding(
        code="sales_pooled",
        room="local.clients",
        kind="strength" if has_list else "weakness" if listed is False else "opportunity",
        title=_title(Percent(min(share, 1.0)), amount, has_list=has_list),
        reason=t(
            "Connaître le prénom et les goûts de ceux qui reviennent est ce qu’une plateforme ne sait pas faire."
        ),
        stake=None,
        confidence=Confidence(
            "high",
            t("Vos écritures regroupent tous vos clients : le compte 411 n’en nomme aucun.")
            if unnamed
            else t("Lu dans les comptes clients regroupés et les encaissements sans client."),
        ),
        evidence=evidence,
        actions=() if has_list else _actions(unnamed=unnamed),
        questions=("loyalty_list", "walk_in_known_share"),
    )


def _title(share: Percent, amount: Euros, *, has_list: bool) -> Text:
    if has_list:
        return t(
            "{share} de vos ventes ({amount}) vont à des clients sans nom dans les comptes, mais vous tenez une liste de vos fidèles",
            share=share,
            amount=amount,
        )
    return t(
        "{share} de vos ventes ({amount}) vont à des clients que vos comptes ne nomment pas",
        share=share,
        amount=amount,
    )


def _actions(*, unnamed: bool) -> tuple[Action, ...]:
    if not unnamed:
        return (loyalty_list(),)
    accounts = Action(
        code="customers_auxiliary_accounts",
        title=t(
            "Demandez à votre comptable d’ouvrir un compte auxiliaire à chaque client professionnel"
        ),
        nature="measure",
        role="accountant",
        hours=3,
        cost_eur=0,
        delay_days=30,
        gain_share=0.0,
        success=t("Le prochain fichier des écritures nomme vos vingt premiers clients"),
        check_days=120,
    )
    return (loyalty_list(), accounts)


def walk_in_known(revenue: Revenue) -> Finding | None:
    """What the owner says of the faces at the counter, where the books name nobody."""
    answer = revenue.firm.answers.get("walk_in_known_share")
    if not isinstance(answer, int | float) or isinstance(answer, bool):
        return None
    known = answer / 100
    if pooled_share(revenue) < POOLED_AT_LEAST or FEW_FACES < known < KNOWN_FACES:
        return None
    strong = known >= KNOWN_FACES
    return Finding(
        code="walk_in_known",
        room="local.clients",
        kind="strength" if strong else "weakness",
        title=t("Vous dites reconnaître {share} de vos clients de passage", share=Percent(known)),
        reason=t("Un client reconnu revient plus volontiers, et se laisse conseiller."),
        stake=None,
        confidence=Confidence(
            "medium", t("D’après votre réponse ; rien dans les comptes ne le dit.")
        ),
        evidence=(),
        actions=() if strong else (loyalty_list(),),
        questions=("walk_in_known_share",),
    )
