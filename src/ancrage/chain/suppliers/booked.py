"""Electronic invoices beside the books: those that have their entry, those that have none, those that are not sure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Literal

import polars as pl

from ancrage.chain.suppliers.questions import ROOM
from ancrage.exhibits import Column, Table
from ancrage.findings import Action, Confidence, Finding, evidence_cents
from ancrage.firm import Firm
from ancrage.firm.currency import BOOKS
from ancrage.firm.invoices.booked import booked_parts
from ancrage.firm.invoices.received import ways
from ancrage.firm.invoices.tie import tie
from ancrage.money import Euros
from ancrage.text import Text, t, tn

BEFORE, AFTER = 5, 124  # days around an invoice within which its entry is looked for
LATE = 45  # last days of the books: such invoices are often booked in the year that follows
CENTS = 2
SIGNS = 4  # of a number, from which it hardly stands in the books by chance
ENOUGH = 5  # invoices, from which it is worth saying that all are booked
SHOWN = 50
PROVEN = 200  # invoices, each a file: beyond, the proof of a strength shows the largest
State = Literal["booked", "twice", "other_amount", "nowhere", "alike", "late", "currency"]
DOUBTFUL: tuple[State, ...] = ("nowhere", "twice", "other_amount", "alike", "currency", "late")
_SIGNS = r"[^A-Z0-9]"


@dataclass(frozen=True, eq=False)
class Booked:
    """Invoices received within the years of the books.

    Args:
        rows: rows of INVOICES, with `state`, `entry` and `difference` (cents: booked less invoiced).
        copies: how many files hold an invoice that another file holds too.
    """

    rows: pl.DataFrame
    copies: int

    def of(self, *states: State) -> pl.DataFrame:
        """Invoices in these states, the oldest first."""
        return self.rows.filter(pl.col("state").is_in(states)).sort("date", "number")


def booked(firm: Firm) -> Booked:
    """What became of each electronic invoice that the firm received."""
    invoices = firm.table("invoices")
    received = ways(invoices, firm.siren).filter(pl.col("way") == "received")
    within = pl.any_horizontal(
        pl.col("date").is_between(year.start, year.covered_until) for year in firm.years
    )
    received = received.filter(within)
    found = tie(invoices, firm.ledger, firm.parties, firm.party_keys, siren=firm.siren)
    known = received.join(
        found.select(pl.col("invoice").alias("row"), "entry", "party", "how", "difference"),
        on="row",
        how="left",
        maintain_order="left",
    )
    again = known["how"].eq_missing("duplicate")
    known = known.filter(~again)
    untied = known.filter(pl.col("entry").is_null())
    alike = _alike(
        firm,
        untied,
        found.join(invoices.with_row_index("invoice"), on="invoice", maintain_order="left"),
    )
    twice = _twice(firm, known)
    state = (
        pl.when(pl.col("row").is_in(twice.implode()))
        .then(pl.lit("twice"))
        .when(pl.col("entry").is_not_null() & (pl.col("difference").fill_null(0).abs() <= CENTS))
        .then(pl.lit("booked"))
        .when(pl.col("entry").is_not_null())
        .then(pl.lit("other_amount"))
        .when(pl.col("currency") != BOOKS)
        .then(pl.lit("currency"))
        .when(pl.col("row").is_in(alike.implode()))
        .then(pl.lit("alike"))
        .when(pl.col("date") > pl.lit(firm.year.covered_until).dt.offset_by(f"-{LATE}d"))
        .then(pl.lit("late"))
        .otherwise(pl.lit("nowhere"))
    )
    copies = invoices.filter((pl.col("status") == "ok") & pl.col("copy").fill_null(value=False))
    return Booked(known.with_columns(state.alias("state")), copies.height + int(again.sum()))


def _twice(firm: Firm, known: pl.DataFrame) -> pl.Series:
    """`row` of invoices whose number and total stand in two entries of their supplier, none of which undoes the other."""
    parts = booked_parts(firm.ledger, firm.party_keys).filter(
        (pl.col("side") == "supplier") & (pl.col("parts").list.len() == 1)
    )
    by_number = parts.group_by("party", "reference", maintain_order=True).agg(
        pl.col("entry").n_unique().alias("entries"),
        pl.col("amount").sum(),
        pl.col("amount").n_unique().alias("amounts"),
    )
    told = known.filter(pl.col("entry").is_not_null() & (pl.col("currency") == BOOKS)).select(
        "row", "party", "gross", _bare("number").alias("reference")
    )
    return (
        told.filter(pl.col("reference").str.len_chars() >= SIGNS)
        .join(by_number, on=["party", "reference"], maintain_order="left")
        .filter(
            (pl.col("entries") > 1)
            & (pl.col("amounts") == 1)
            & (pl.col("amount") == pl.col("gross") * pl.col("entries"))
        )["row"]
    )


def _alike(firm: Firm, untied: pl.DataFrame, tied: pl.DataFrame) -> pl.Series:
    """`row` of invoices whose number or one of whose totals stands in some line that is not the entry of another."""
    if untied.is_empty():
        return pl.Series(dtype=pl.UInt32)
    totals = pl.concat(
        [
            untied.select("row", "date", (pl.col(name).abs() + cents).alias("cents"))
            for name in ("gross", "net", "due")
            for cents in range(-CENTS, CENTS + 1)
        ]
    ).filter(pl.col("cents") > CENTS)
    amount = (pl.col("debit") - pl.col("credit")).abs()
    taken = tied.filter(pl.col("entry").is_not_null()).select(
        "entry", pl.col("gross").abs().alias("cents")
    )
    same_total = (
        firm.ledger.filter((pl.col("phase") == "flow") & amount.is_in(totals["cents"].unique(maintain_order=True).implode()))
        .select("entry", pl.col("date").alias("day"), amount.alias("cents"))
        .join(taken, on=["entry", "cents"], how="anti")
        .join(totals, on="cents", maintain_order="left")
        .filter((pl.col("day") - pl.col("date")).dt.total_days().is_between(-BEFORE, AFTER))
    )  # fmt: skip
    numbers = untied.select("row", _bare("number").alias("number")).filter(
        pl.col("number").str.len_chars() >= SIGNS
    )
    said = firm.ledger.select(
        pl.concat_list("piece", "label").explode().unique(maintain_order=True).alias("said")
    )
    hits = said.select(
        _bare("said").str.extract_many(numbers["number"].unique(maintain_order=True).implode()).explode().unique(maintain_order=True).alias("number")
    ).drop_nulls()  # fmt: skip
    by_number = numbers.join(hits, on="number", how="semi")
    return pl.concat([same_total["row"], by_number["row"]]).unique(maintain_order=True)


def _bare(name: str) -> pl.Expr:
    return pl.col(name).fill_null("").str.to_uppercase().str.replace_all(_SIGNS, "")


def invoices_not_booked(firm: Firm, of: Booked) -> Finding | None:
    """Invoices without an entry (or whose entry is not sure); or the strength of having them all in the books."""
    if of.rows.is_empty():
        return None
    nowhere, doubtful = of.of("nowhere"), of.of(*DOUBTFUL)
    if doubtful.is_empty():
        return _all_booked(firm, of)
    evidence = firm.prove_rows("invoices", _largest(nowhere if nowhere.height else doubtful))
    if nowhere.height > PROVEN:
        title = t(
            "{count} factures électroniques reçues n’ont aucune écriture qui leur ressemble dans vos comptes ; en preuve, les "
            "{shown} plus grandes ({amount} hors taxes)",
            count=nowhere.height,
            shown=PROVEN,
            amount=Euros(evidence_cents(evidence)),
        )
    elif nowhere.height:
        title = tn(
            "{count} facture électronique reçue ({amount} hors taxes) n’a aucune écriture qui lui ressemble dans vos comptes",
            "{count} factures électroniques reçues ({amount} hors taxes) n’ont aucune écriture qui leur ressemble dans vos comptes",
            nowhere.height,
            amount=Euros(evidence_cents(evidence)),
        )
    else:
        title = tn(
            "{count} facture électronique reçue est à vérifier : aucune écriture n’est sûrement la sienne",
            "{count} factures électroniques reçues sont à vérifier : aucune écriture n’est sûrement la leur",
            doubtful.height,
        )
    return Finding(
        code="invoices_not_booked",
        room=ROOM,
        kind="risk",
        title=title,
        reason=t(
            "Une facture restée hors des comptes peut être payée en retard, et sa TVA n’est pas déduite ; une facture "
            "comptabilisée deux fois, ou pour un autre montant, fausse la marge."
        ),
        stake=None,
        confidence=Confidence(
            "medium",
            t(
                "{booked} factures sur {all} ont été retrouvées par leur numéro, leur montant, leur date et leur "
                "fournisseur ; une facture payée sans passer par un compte de fournisseur, ou regroupée avec d’autres, "
                "peut échapper à ce rapprochement.",
                booked=of.of("booked").height,
                all=of.rows.height,
            ),
        ),
        evidence=evidence,
        actions=(_CHECK,),
    )


def _largest(rows: pl.DataFrame) -> pl.DataFrame:
    """The largest invoices: each is a file of its own, and thousands of them prove no better than the first ones."""
    return rows.sort(pl.col("net").abs(), "number", descending=[True, False], nulls_last=True).head(
        PROVEN
    )


def _all_booked(firm: Firm, of: Booked) -> Finding | None:
    ours = of.rows.filter(pl.col("currency") == BOOKS)
    if of.rows.height < ENOUGH or ours.height < of.rows.height:
        return None
    evidence = firm.prove_rows("invoices", _largest(ours))
    return Finding(
        code="invoices_all_booked",
        room=ROOM,
        kind="strength",
        title=t(
            "Vos {count} factures électroniques reçues sont toutes dans vos comptes ({amount} hors taxes)",
            count=of.rows.height,
            amount=Euros(evidence_cents(evidence)),
        )
        if ours.height <= PROVEN
        else t(
            "Vos {count} factures électroniques reçues sont toutes dans vos comptes ; en preuve, les {shown} plus grandes "
            "({amount} hors taxes)",
            count=of.rows.height,
            shown=PROVEN,
            amount=Euros(evidence_cents(evidence)),
        ),
        reason=t(
            "Ce que vous devez et la TVA que vous déduisez reposent sur des pièces complètes."
        ),
        stake=None,
        confidence=Confidence(
            "high",
            t("Chaque facture a été rapprochée d’une écriture, au centime près.")
            if not of.copies
            else tn(
                "Chaque facture a été rapprochée d’une écriture, au centime près ; {count} fichier en double n’a pas compté.",
                "Chaque facture a été rapprochée d’une écriture, au centime près ; {count} fichiers en double n’ont pas "
                "compté.",
                of.copies,
            ),
        ),
        evidence=evidence,
    )


def not_booked_table(firm: Firm, of: Booked) -> Table | None:
    """Invoices to look at: those without entry first."""
    rows = pl.concat(of.of(state) for state in DOUBTFUL)
    if rows.is_empty():
        return None
    shown = rows.head(SHOWN)
    return Table(
        "invoices_to_check",
        t("Factures électroniques à vérifier dans vos comptes"),
        (
            Column("name", t("Fournisseur"), "text"),
            Column("number", t("Numéro"), "text"),
            Column("date", t("Date"), "date"),
            Column("net", t("Total HT"), "eur"),
            Column(
                "gap",
                t("Écart avec les comptes"),
                "eur",
                t("le total TTC de l’écriture moins celui de la facture"),
            ),
            Column("state", t("Ce que disent vos comptes"), "text"),
        ),
        tuple(
            (
                row["seller"] or "",
                row["number"] or "",
                row["date"],
                # Euros are shown only where the invoice is in euros.
                row["net"] / 100 if row["net"] is not None and row["currency"] == BOOKS else None,
                row["difference"] / 100 if row["state"] == "other_amount" else None,
                _said(row["state"], row["currency"]),
            )
            for row in shown.iter_rows(named=True)
        ),
        tuple(
            {"": partial(firm.prove_rows, "invoices", shown[place])} for place in range(shown.height)
        ),
    )  # fmt: skip


def _said(state: State, currency: str) -> Text:
    match state:
        case "other_amount":
            return t("À vérifier : son numéro y est, pour un autre montant")
        case "twice":
            return t("À vérifier : comptabilisée deux fois sous ce numéro")
        case "alike":
            return t("À vérifier : un même montant ou un même numéro y est, sans certitude")
        case "currency":
            return t("À vérifier : facture en {currency}", currency=currency)
        case "late":
            return t("À vérifier : peut-être comptabilisée à l’exercice suivant")
        case _:
            return t("Ni ce montant ni ce numéro n’y sont")


_CHECK = Action(
    "suppliers_book_invoices",
    t(
        "Remettez à votre comptable la liste des factures à vérifier : chacune est à comptabiliser, ou à écarter avec sa "
        "raison"
    ),
    "measure",
    "accountant",
    hours=2,
    cost_eur=0,
    delay_days=15,
    gain_share=0.0,
    success=t("Chaque facture de la liste a son écriture, ou la raison de ne pas en avoir"),
)
