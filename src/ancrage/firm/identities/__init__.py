"""Who is who: one supplier, one customer, one item, written several ways in several files.

`resolve` takes firms, `items.resolve_items` items, `persons.resolve_persons` persons; `suppliers.writings`
says how suppliers are written in the tables of trade, `firm.who` puts them together with the books. The books by
themselves (`firm.parties`) take `names` alone, and load nothing else of this.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ancrage.firm.identities.model import Decisions, Doubt, Merge, Resolution, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Decisions", "Doubt", "Merge", "Resolution", "Row", "resolve"]


def resolve(rows: Sequence[Row], decisions: Decisions | None = None) -> Resolution:
    """Suppliers, or customers that are firms, among rows of whatever files; in a result that depends on what rows say, not on their order."""
    from ancrage.firm.identities.resolving import resolve_firms  # noqa: PLC0415 (see above)

    return resolve_firms(rows, decisions or Decisions())
