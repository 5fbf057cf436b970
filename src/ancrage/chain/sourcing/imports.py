"""What comes from abroad: the finding, and the table of suppliers with their score and its reasons."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import polars as pl

from ancrage.chain.sourcing.goods import of_year, proven
from ancrage.chain.sourcing.questions import ROOM, ZONE
from ancrage.chain.sourcing.trade import Foreigner, Trade
from ancrage.dates import FiscalYear
from ancrage.exhibits import Column, Table
from ancrage.findings import Confidence, Finding
from ancrage.firm import Firm
from ancrage.money import Euros, Percent
from ancrage.text import Text, t

MATTERS = 0.05  # of goods: less is a catalogue order now and then
SURE, LIKELY = 0.85, 0.65  # scores: three strong signs, two signs
SHOWN_SIGNS = 4


def import_evidence(firm: Firm, year: FiscalYear, of: Trade) -> Finding | None:
    """Goods from abroad: a risk where they cross a customs border, a strength where they come from the Union alone."""
    total = int(of_year(of.goods, year)["amount"].sum())
    rows, outside = of.bought(year), of.bought(year, "outside")
    if total <= 0 or int(rows["amount"].sum()) < MATTERS * total:
        return None
    evidence, cents = proven(firm, rows)
    if int(outside["amount"].sum()) < MATTERS * total:
        return Finding(
            code="import_near",
            room=ROOM,
            kind="strength",
            title=t(
                "{share} de vos marchandises et matières viennent d’autres pays de l’Union européenne ({amount}), "
                "et presque rien de plus loin",
                share=Percent(cents / total),
                amount=Euros(cents),
            ),
            reason=t(
                "Ni douane, ni change, ni semaines de mer : cette chaîne est courte et se répare vite."
            ),
            stake=None,
            confidence=_confidence(of, rows),
            evidence=evidence,
        )
    all_far = outside.height == rows.height
    far, far_cents = (evidence, cents) if all_far else proven(firm, outside)
    return Finding(
        code="import_evidence",
        room=ROOM,
        kind="risk",
        title=_title(Percent(cents / total), Euros(cents), None if all_far else Euros(far_cents)),
        reason=t(
            "Hors de l’Union, chaque commande passe par la mer ou l’avion, la douane et souvent une devise : plus de "
            "semaines, plus de frais, plus de surprises."
        ),
        stake=None,
        confidence=_confidence(of, rows),
        evidence=evidence if all_far else (*evidence, *far),
        questions=(ZONE,),
    )


def _title(share: Percent, amount: Euros, far: Euros | None) -> Text:
    if far is None:
        return t(
            "{share} de vos marchandises et matières viennent d’en dehors de l’Union européenne ({amount})",
            share=share,
            amount=amount,
        )
    return t(
        "{share} de vos marchandises et matières viennent de l’étranger ({amount}), dont {far} d’en dehors de l’Union "
        "européenne",
        share=share,
        amount=amount,
        far=far,
    )


def _confidence(of: Trade, rows: pl.DataFrame) -> Confidence:
    by = rows.group_by("party", maintain_order=True).agg(pl.col("amount").sum())
    total = sum(max(0, cents) for _, cents in by.iter_rows())
    score = sum(of.foreigners[party].score * max(0, cents) for party, cents in by.iter_rows())
    mean = score / total if total else 0.0
    reason = t(
        "Aucune case ne dit « importation » dans un FEC : plusieurs indices se recoupent, montrés fournisseur par "
        "fournisseur (certitude moyenne {score}).",
        score=Percent(mean, 0),
    )
    return Confidence("high" if mean >= SURE else "medium" if mean >= LIKELY else "low", reason)


def imports_table(firm: Firm, year: FiscalYear, of: Trade) -> Table | None:
    """Suppliers who look foreign and from whom the firm bought in the year, with their reasons."""
    bought = of.bought(year)
    spend = dict(
        bought.group_by("party", maintain_order=True)
        .agg(pl.col("amount").sum())
        .sort("amount", "party", descending=[True, False])
        .iter_rows()
    )
    if not spend:
        return None
    return Table(
        "sourcing_imports",
        t("Fournisseurs qui semblent à l’étranger"),
        (
            Column("name", t("Fournisseur"), "text"),
            Column("spend", t("Achats hors taxes"), "eur"),
            Column("where", t("Origine probable"), "text"),
            Column(
                "score",
                t("Certitude"),
                "ratio",
                t("la force des indices qui se recoupent, de 0 à 100 %"),
            ),
            Column("reasons", t("Indices"), "text"),
        ),
        tuple(
            (
                firm.name_of(party),
                cents / 100,
                _where(of.foreigners[party]),
                of.foreigners[party].score,
                _joined([sign.words for sign in of.foreigners[party].signs[:SHOWN_SIGNS]]),
            )
            for party, cents in spend.items()
        ),
        tuple(
            {"": partial(firm.prove, bought.filter(pl.col("party") == party))} for party in spend
        ),
    )


def _where(one: Foreigner) -> Text:
    match one.eu, one.country:
        case True, None:
            return t("Union européenne")
        case True, str(code):
            return t("Union européenne ({code})", code=code)
        case False, None:
            return t("hors Union européenne")
        case False, str(code):
            return t("hors Union européenne ({code})", code=code)
        case _:
            return t("étranger, pays inconnu")


def _joined(reasons: Sequence[Text]) -> Text:
    text = reasons[0]
    for reason in reasons[1:]:
        text = t("{first} ; {second}", first=text, second=reason)
    return text
