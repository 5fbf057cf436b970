"""A fictional firm, told once and written into the files that a real firm would have.

`truth` tells three years of its life from a seed; `write` writes them as its accountant would export
them: one FEC a fiscal year. `write_all` adds what the firm keeps itself: shop, customers, purchases,
sales, stock, electronic invoices. What the story hides, for an audit to find, is in `hidden`; what comes after the last
day of the files is in `replay`.
"""

from __future__ import annotations

from pathlib import Path

from ancrage.demo.records import Truth

SEED = 2025
"""Seed of the demonstration that everybody sees."""


def truth(seed: int = SEED) -> Truth:
    """Everything that happened to the firm; the same seed tells the same story."""
    from ancrage.demo.life.story import imagine  # noqa: PLC0415 (heavy: only when it is told)

    return imagine(seed)


def write(folder: Path, seed: int = SEED) -> tuple[Path, ...]:
    """Books of the firm, written into `folder`, made where it is missing; their paths, oldest first."""
    from ancrage.demo.books.fec import write_fec  # noqa: PLC0415 (heavy: only when it is written)

    folder.mkdir(parents=True, exist_ok=True)
    return write_fec(truth(seed), folder)


def write_all(folder: Path, seed: int = SEED) -> tuple[Path, ...]:
    """Books and every other file of the firm, these in folders below `folder`; their paths, the books first."""
    from ancrage.demo.books.fec import write_fec  # noqa: PLC0415 (heavy: only when it is written)
    from ancrage.demo.files.writer import write_other_files  # noqa: PLC0415

    folder.mkdir(parents=True, exist_ok=True)
    told = truth(seed)
    return (*write_fec(told, folder), *write_other_files(told, folder))
