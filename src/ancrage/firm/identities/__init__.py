"""Who is who: one supplier, one customer, one item, written several ways in several files."""

from ancrage.firm.identities.model import Decisions, Doubt, Merge, Resolution, Row
from ancrage.firm.identities.resolve import resolve

__all__ = ["Decisions", "Doubt", "Merge", "Resolution", "Row", "resolve"]
