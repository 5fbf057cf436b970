"""List of suppliers, as the purchasing program exports it."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from ancrage.demo.cast.references import iban, siren, vat_number
from ancrage.demo.cast.suppliers import LEAD_DAYS, SOURCING, SUPPLIERS
from ancrage.demo.files.cells import Row
from ancrage.demo.records import Mode

COLUMNS = (
    "Code",
    "Nom",
    "Ville",
    "Pays",
    "SIREN",
    "N° TVA",
    "IBAN",
    "Délai de livraison (jours)",
    "Délai de paiement (jours)",
    "Devise",
    "Mode de transport",
    "Port de départ",
    "Délai de reprise (jours)",
    "Autre fournisseur",
    "Délai de l'autre",
    "Surcoût de l'autre",
    "Délai en urgence",
    "Surcoût en urgence",
)
_FACTS = len(COLUMNS) - COLUMNS.index("Mode de transport")

_MODES: MappingProxyType[Mode, str] = MappingProxyType({"road": "Route", "sea": "Bateau"})


def supplier_rows() -> Iterator[Row]:
    """Header and one line a supplier."""
    yield COLUMNS
    for one in SUPPLIERS.values():
        yield (
            one.code,
            one.name,
            one.town,
            one.country,
            siren(one.code) if one.country == "FR" else "",
            vat_number(one),
            iban(one),
            str(LEAD_DAYS.get(one.code, "")),
            str(one.terms_days),
            one.currency,
            *_sourcing(one.code),
        )


def _sourcing(code: str) -> Row:
    """How the goods of a supplier travel, and what could be done without it; nothing of who fills no shelf."""
    known = SOURCING.get(code)
    if known is None:
        return [""] * _FACTS
    other = known.second_source
    return (
        _MODES[known.mode],
        known.port,
        str(known.recover_days),
        SUPPLIERS[other].name if other else "non",
        str(LEAD_DAYS[other]) if other else "",
        str(known.second_pct) if other else "",
        str(known.rush_days or ""),
        str(known.rush_pct or ""),
    )
