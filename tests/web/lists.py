"""A stock list as people keep one, dropped and read: for the pages of what is no accounting file."""

from __future__ import annotations

from typing import Any

from books import drop

from ancrage.web.imports.models import Import
from ancrage.web.people.models import Firm, User

STOCK = """Référence;Désignation;Quantité;Coût unitaire;Valeur
00012;Tasse bleue;10;2,50;25,00
00013;Bol blanc;4;5,00;20,00
00014;Théière;3;12,40;37,20
"""
# Nothing says what the columns are, nor whether 1.234 is a thousand or one.
UNSAID = """Colonne A;Colonne B;Colonne C
00012;1.234;rouge
00013;2.500;bleu
"""


def stock_list(firm: Firm, person: User, content: str = STOCK, name: str = "stock.csv") -> Import:
    """The list dropped and read."""
    return drop(firm, person, content.encode(), name)


def values_of(dropped: Import) -> dict[str, Any]:
    """What the addresses of its rows and columns ask for."""
    return {"import_id": dropped.pk, "position": 0, "number": 0, "table": "stock"}
