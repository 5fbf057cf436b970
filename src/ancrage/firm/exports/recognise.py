"""Which known export a sheet is, by its columns: never by the name of the file."""

from __future__ import annotations

from collections.abc import Sequence

from ancrage.firm.exports.headers import matched, present
from ancrage.firm.exports.importer import Importer
from ancrage.firm.extract import Confidence
from ancrage.firm.sheets import Grid
from ancrage.text import Text, t


def recognised(
    grid: Grid, importers: Sequence[Importer]
) -> tuple[Importer, Confidence, Text] | None:
    """The importer of a sheet, how sure it is, and why; None where none fits or two fit as well.

    "low" means that the columns needed are there but that too few of those of this software alone are: a person must
    be asked.
    """
    fitting = [
        (present(grid.columns, importer.signs), importer)
        for importer in importers
        if set(importer.must) <= set(matched(grid.columns, importer.fields))
        and not present(grid.columns, importer.never)
    ]
    sure = [(signs, importer) for signs, importer in fitting if signs >= importer.enough]
    if sure:
        best = max(signs for signs, _ in sure)
        first = [importer for signs, importer in sure if signs == best]
        if len(first) > 1:
            return None
        reason = t(
            "Ses colonnes sont celles de « {label} » : {count} ne se trouvent guère ailleurs.",
            label=first[0].label,
            count=best,
        )
        return first[0], "high", reason
    doubtful = [importer for signs, importer in fitting if signs]
    if len(doubtful) != 1:
        return None
    reason = t(
        "Ses colonnes ressemblent à celles de « {label} », sans en être sûr.",
        label=doubtful[0].label,
    )
    return doubtful[0], "low", reason
