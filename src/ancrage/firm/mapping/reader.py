"""A file of any list to what it gives: by the mapping remembered for its shape, else by the one that is proposed."""

from __future__ import annotations

from collections.abc import Mapping as Dict
from dataclasses import replace

from ancrage.firm.bytestream import Payload
from ancrage.firm.extract import Extract
from ancrage.firm.mapping.apply import CustomerKey, apply
from ancrage.firm.mapping.guess import propose
from ancrage.firm.mapping.names import signature
from ancrage.firm.mapping.rules import Mapping
from ancrage.firm.sheets.grid import Grid
from ancrage.firm.sheets.oddities import Grids, Oddities
from ancrage.firm.sheets.reading import read_grids
from ancrage.text import t


def read_spreadsheet(
    payload: Payload, known: Dict[str, Mapping], *, customer_key: CustomerKey
) -> tuple[Extract, ...] | None:
    """What each sheet of a file gives; None when the file is no spreadsheet.

    Args:
        payload: the file.
        known: mappings that a person confirmed, by shape (`names.signature`).
        customer_key: makes of a customer's name or address a key that says nothing of the person.

    Raises:
        UnreadableFile: as `read_grids`.
    """
    found = read_grids(payload)
    return (
        None if found is None else extracts(payload.name, found, known, customer_key=customer_key)
    )


def extracts(
    name: str, found: Grids, known: Dict[str, Mapping], *, customer_key: CustomerKey
) -> tuple[Extract, ...]:
    """The same for grids already read. The problems of the file are those of its first extract."""
    if not found.grids:
        reason = t("Le fichier n’a pas pu être lu comme un tableau.")
        return (
            Extract(name, "spreadsheet", "high", reason, "refused", 0, problems=found.problems),
        )
    first, *others = [_extract(name, grid, known, customer_key) for grid in found.grids]
    severe = any(problem.severity == "error" for problem in found.problems)
    odd = any(problem.severity == "warning" for problem in found.problems)
    status = first.status
    if status in {"ok", "warning"}:
        status = "partial" if severe else "warning" if odd else status
    return (replace(first, status=status, problems=(*found.problems, *first.problems)), *others)


def _extract(
    name: str, grid: Grid, known: Dict[str, Mapping], customer_key: CustomerKey
) -> Extract:
    remembered = known.get(signature(grid))
    if remembered is not None:
        reason = t("Un tableau de même forme a déjà été expliqué.")
        return apply(grid, remembered, name=name, customer_key=customer_key, reason=reason)
    proposal = propose(grid)
    if proposal.confidence == "low":
        log = Oddities(name)
        log.add("unsure_list", grid.header_line)
        return Extract(
            name,
            "spreadsheet",
            "low",
            proposal.reason,
            "refused",
            grid.cells.height,
            problems=tuple(log.problems),
        )
    return apply(
        grid,
        proposal.mapping,
        name=name,
        customer_key=customer_key,
        confidence=proposal.confidence,
        reason=proposal.reason,
    )
