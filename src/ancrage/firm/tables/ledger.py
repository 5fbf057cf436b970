"""Tables that come from the accounting files.

Amounts are whole cents; every row that comes from a file carries `source` (index in `Firm.files`) and `line` (of the
decoded file, the header being 1).
"""

from __future__ import annotations

import polars as pl

from ancrage.firm.tables.declaration import Column, TableDeclaration
from ancrage.text import t

_SOURCE = (
    Column("source", pl.UInt16, t("Fichier"), "index of the file in Firm.files"),
    Column("line", pl.UInt32, t("Ligne"), "line of the decoded file, the header being 1"),
)
_YEAR = Column("year_end", pl.Date, t("Exercice"), "last day of the fiscal year")
PHASE = pl.Enum(["opening", "flow", "closing"])
ORIGIN = pl.Enum(["party", "split", "accrual", "none"])

LEDGER = TableDeclaration(
    "ledger",
    t("Écritures comptables"),
    "sound lines of the accounting files, all years; an entry is a group of lines that balances",
    (
        _YEAR,
        Column(
            "phase", PHASE, t("Nature"), "opening (brought forward), flow (activity) or closing"
        ),
        Column("entry", pl.UInt32, t("Écriture"), "entry, unique over the firm"),
        Column("journal", pl.Categorical, t("Journal"), "code of the journal"),
        Column("journal_label", pl.Categorical, t("Nom du journal"), "name of the journal"),
        Column("date", pl.Date, t("Date"), "accounting date"),
        Column("account", pl.Categorical, t("Compte"), "account of the firm's chart"),
        Column("account_label", pl.Categorical, t("Nom du compte"), "name of the account"),
        Column(
            "aux", pl.Categorical, t("Compte auxiliaire"), "customer or supplier code, or empty"
        ),
        Column(
            "aux_label",
            pl.Categorical,
            t("Nom de l’auxiliaire"),
            "customer or supplier name, or empty",
        ),
        Column("piece", pl.String, t("Pièce"), "reference of the document, or empty"),
        Column(
            "piece_date", pl.Date, t("Date de la pièce"), "date of the document", required=False
        ),
        Column("label", pl.String, t("Libellé"), "label of the line"),
        Column("debit", pl.Int64, t("Débit"), "debit as written", "cents"),
        Column("credit", pl.Int64, t("Crédit"), "credit as written", "cents"),
        Column(
            "letter", pl.String, t("Lettrage"), "letter that ties invoices and payments, or empty"
        ),
        Column("currency", pl.Categorical, t("Devise"), "foreign currency, or empty"),
        *_SOURCE,
    ),
)

_PARTY_LINES = (
    _YEAR,
    Column(
        "party",
        pl.UInt32,
        t("Tiers"),
        "key in parties; null where the entry names nobody",
        required=False,
    ),
    Column("account", pl.Categorical, t("Compte"), "account of class 6 or 7"),
    Column(
        "amount",
        pl.Int64,
        t("Montant"),
        "euros before tax: debit - credit for purchases, the reverse for sales",
        "cents",
    ),
    Column(
        "origin",
        ORIGIN,
        t("Attribution"),
        "party; split (share of a line of an entry that names several); accrual; none",
    ),
    Column("date", pl.Date, t("Date"), "accounting date"),
    Column("piece_date", pl.Date, t("Date de la pièce"), "date of the document", required=False),
    Column("piece", pl.String, t("Pièce"), "reference of the document"),
    Column("label", pl.String, t("Libellé"), "label of the line"),
    Column("entry", pl.UInt32, t("Écriture"), "entry in the ledger"),
    *_SOURCE,
)
PURCHASES = TableDeclaration(
    "purchases",
    t("Achats et charges"),
    "lines of accounts 60, 61 and 62 (without 603), and every line of class 6 of an entry that names a supplier; opening and closing entries left out",
    _PARTY_LINES,
)
SALES = TableDeclaration(
    "sales",
    t("Ventes"),
    "lines of account 70, opening and closing entries left out, with their customer",
    _PARTY_LINES,
)
PARTIES = TableDeclaration(
    "parties",
    t("Tiers"),
    "suppliers and customers, the same one written several ways being one row",
    (
        Column("party", pl.UInt32, t("Tiers"), "key"),
        Column(
            "side", pl.Enum(["supplier", "customer"]), t("Rôle"), "supplier (40) or customer (41)"
        ),
        Column("name", pl.String, t("Nom"), "name as most often written"),
        Column("code", pl.String, t("Code"), "auxiliary or account most used"),
        Column("codes", pl.List(pl.String), t("Codes"), "all its auxiliaries or accounts"),
        Column(
            "pooled", pl.Boolean, t("Regroupé"), "many people booked as one (counter sales, sundry)"
        ),
    ),
)
SETTLEMENTS = TableDeclaration(
    "settlements",
    t("Règlements lettrés"),
    "groups of lines with the same account, auxiliary and letter: invoices against their payment",
    (
        _YEAR,
        Column("side", pl.Enum(["supplier", "customer"]), t("Rôle"), "supplier or customer"),
        Column("party", pl.UInt32, t("Tiers"), "key in parties"),
        Column("account", pl.String, t("Compte"), "account"),
        Column("aux", pl.String, t("Compte auxiliaire"), "auxiliary, or empty"),
        Column("letter", pl.String, t("Lettrage"), "letter"),
        Column(
            "days",
            pl.Float64,
            t("Délai"),
            "mean payment date less mean invoice date, weighted by amounts",
            "days",
        ),
        Column("amount", pl.Int64, t("Montant"), "amount of the invoices, tax included", "cents"),
        Column(
            "opening",
            pl.Boolean,
            t("Report"),
            "some line is brought forward: the invoice date is not sure",
        ),
    ),
)
LEDGER_TABLES = (LEDGER, PURCHASES, SALES, PARTIES, SETTLEMENTS)
