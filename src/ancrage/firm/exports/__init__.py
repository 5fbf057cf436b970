"""Exports of shops and business software that are known: which one a sheet is, and its tables.

One small module an importer, which declares how its file is recognised, where its header was seen, and how it is read.
Input: a `Grid`. Output: an `Extract`, or None where the sheet is of no known kind.
"""

from __future__ import annotations

from ancrage.firm.exports.customers import customer_key
from ancrage.firm.exports.importer import Importer
from ancrage.firm.exports.registry import IMPORTERS, read_export, recognise

__all__ = ["IMPORTERS", "Importer", "customer_key", "read_export", "recognise"]
