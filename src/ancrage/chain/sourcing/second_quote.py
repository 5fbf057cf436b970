"""Where all is bought at home: a second quote on the first nature of goods."""

from __future__ import annotations

import polars as pl

from ancrage.chain.sourcing.goods import of_year, proven
from ancrage.chain.sourcing.questions import ROOM, ZONE
from ancrage.chain.sourcing.trade import Trade
from ancrage.dates import FiscalYear
from ancrage.findings import Action, Confidence, Finding
from ancrage.firm import Firm
from ancrage.money import Euros, Percent
from ancrage.text import t

# Most of a nature with one supplier, for a sum that pays the hours of a comparison, in cents a year.
MOST, WORTH_CENTS = 0.5, 5_000_00
REGULAR = 3  # entries: a single purchase has no next quote


def sourcing_second_quote(firm: Firm, year: FiscalYear, of: Trade) -> Finding | None:
    """The opportunity of comparing, when no import shows; no stake: nothing says what a quote would give."""
    if of.bought(year).height or firm.answers.get(ZONE) not in (None, "none"):
        return None
    rows = of_year(of.goods, year).filter(~pl.col("account").cast(pl.String).str.starts_with("609"))
    by = (
        rows.group_by(pl.col("account").cast(pl.String), "party", maintain_order=True)
        .agg(pl.col("amount").sum(), pl.col("entry").n_unique().alias("entries"))
        .with_columns(pl.col("amount").sum().over("account").alias("total"))
        .filter(
            (pl.col("amount") >= MOST * pl.col("total"))
            & (pl.col("entries") >= REGULAR)
            & (pl.col("amount") >= WORTH_CENTS / year.per_year(1.0))
        )
        .sort("amount", "account", descending=[True, False])
    )
    if by.height == 0:
        return None
    account, party = str(by["account"][0]), int(by["party"][0])
    chosen = rows.filter((pl.col("account") == account) & (pl.col("party") == party))
    evidence, cents = proven(firm, chosen)
    told = firm.answers.get(ZONE) == "none"
    return Finding(
        code="sourcing_second_quote",
        room=ROOM,
        kind="opportunity",
        title=t(
            "« {nature} » : {share} vient de {name} ({amount}), et tous vos fournisseurs semblent français",
            nature=firm.chart.label(account),
            share=Percent(int(by["amount"][0]) / int(by["total"][0])),
            name=firm.name_of(party),
            amount=Euros(cents),
        ),
        reason=t(
            "Un second prix, pris en France ou chez un voisin européen, dit en quelques heures si vous payez le juste "
            "prix ; il ne coûte rien à demander."
        ),
        stake=None,
        confidence=Confidence(
            "medium" if told else "low",
            t("Aucun indice d’achat à l’étranger dans vos comptes, ce qui n’est pas une preuve."),
        ),
        evidence=evidence,
        actions=(
            Action(
                "sourcing_compare_first_nature",
                t(
                    "Demandez deux devis, un en France et un chez un voisin européen, pour les articles de cette nature"
                ),
                "measure",
                "purchasing",
                hours=5,
                cost_eur=0,
                delay_days=30,
                gain_share=0.0,
                success=t("Trois prix rendus comparés, le vôtre compris"),
            ),
        ),
        questions=(ZONE,),
    )
