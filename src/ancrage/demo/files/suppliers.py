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
)

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


def _sourcing(code: str) -> tuple[str, str, str, str]:
    """How the goods of a supplier travel, from which port, days to deliver again after a stop, who else could supply."""
    known = SOURCING.get(code)
    if known is None:
        return "", "", "", ""
    return _MODES[known.mode], known.port, str(known.recover_days), known.second_source
