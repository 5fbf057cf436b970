"""List of suppliers, as the purchasing program exports it."""

from __future__ import annotations

from collections.abc import Iterator

from ancrage.demo.cast.references import iban, siren, vat_number
from ancrage.demo.cast.suppliers import LEAD_DAYS, SUPPLIERS
from ancrage.demo.files.cells import Row

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
)


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
        )
