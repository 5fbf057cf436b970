"""How lines of orders to suppliers stand, as people and software write it, in four words.

A draft and a cancelled line ask for nothing; a closed one waits for nothing more. What is written otherwise ("confirmée",
"en cours", "ferme") is an order like any other, and so is what is only in part, or not yet.
"""

from __future__ import annotations

from typing import Literal

import polars as pl

from ancrage.firm.mapping.names import plain

Standing = Literal["draft", "open", "closed", "cancelled"]
VOID: tuple[Standing, ...] = ("draft", "cancelled")
# Beginnings of words, in plain form.
_CANCELLED = (
    "annul", "cancel", "storn", "anulad", "abandon", "refus", "reject", "rejet", "declin", "supprim", "rechaz",
)  # fmt: skip
_DRAFT = ("brouillon", "draft", "devis", "rfq", "quotation", "entwurf", "borrador")
_CLOSED = frozenset([
    "solde", "soldee", "soldes", "soldees", "cloture", "cloturee", "clos", "close", "closed", "fermee", "termine",
    "terminee", "complet", "complete", "completee", "completed", "receptionne", "receptionnee", "recu", "recue",
    "recus", "recues", "received", "livre", "livree", "livres", "livrees", "delivered", "done", "finished",
    "abgeschlossen", "geliefert", "erledigt", "cerrado", "cerrada", "recibido", "recibida", "archive", "archivee",
])  # fmt: skip
# "Non soldée", "à livrer", "reçue en partie", "not received": not so.
_NOT = frozenset([
    "non", "not", "un", "pas", "jamais", "a", "en", "to", "partie", "partiel", "partielle", "partiellement",
    "partial", "partially", "partly", "teilweise", "nicht", "parcialmente", "reste", "attente", "waiting", "awaiting",
])  # fmt: skip
_DRAFTS = frozenset(["demande de prix", "to approve", "a approuver", "a valider"])


def standings(cells: pl.Series) -> pl.Series:
    """One of `Standing` for each cell; "open" where it is empty or says none of the others."""
    found = {
        cell: _standing(str(cell))
        for cell in cells.unique(maintain_order=True).drop_nulls().to_list()
    }
    return cells.replace_strict(found, default="open", return_dtype=pl.String)


def _standing(written: str) -> Standing:
    text = plain(written)
    told = text.split()
    if text in _DRAFTS or any(word.startswith(_DRAFT) for word in told):
        return "draft"
    if _NOT & set(told):
        return "open"
    if any(word.startswith(_CANCELLED) for word in told):
        return "cancelled"
    return "closed" if _CLOSED & set(told) else "open"
