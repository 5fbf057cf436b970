"""A stock list as people keep one, dropped and read: for the pages of what is no accounting file."""

from __future__ import annotations

import io
from typing import Any

from ancrage.firm.blocks import pack_extract
from ancrage.firm.bytestream import Payload
from ancrage.firm.recognise import read_other
from ancrage.web.compute.previewed import trade_source
from ancrage.web.ids import new_id
from ancrage.web.imports.models import Import, Source, State
from ancrage.web.people.models import Firm
from ancrage.web.scope import firm_scope

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


def stock_list(firm: Firm, state: str = State.READY) -> Import:
    """The list as its reading leaves it, without a worker: for tests whose rows are never committed."""
    content = STOCK.encode()
    found = read_other(Payload("stock.csv", lambda: io.BytesIO(content)), {})
    assert found is not None
    source = trade_source(0, found)
    del source["read_problems"]
    with firm_scope(firm.pk):
        made: Import = Import.objects.create(
            firm=firm, batch=new_id(), name="stock.csv", size=len(content), sha256="0", state=state,
            preview={"sources": [source], "siren": "", "named": True},
        )  # fmt: skip
        Source.objects.create(
            firm=firm, of=made, position=0, name="stock.csv", kind=found.kind, rows=3,
            block=pack_extract(found),
        )  # fmt: skip
    return made


def values_of(dropped: Import) -> dict[str, Any]:
    """What the addresses of its rows and columns ask for."""
    return {"import_id": dropped.pk, "position": 0, "number": 0, "table": "stock"}
