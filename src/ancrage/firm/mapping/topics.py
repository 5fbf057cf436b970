"""Which table a file is said to be: by its titles, the name of its sheet, or what its owner called it."""

from __future__ import annotations

from pathlib import PurePosixPath

from ancrage.firm.mapping.names import plain, words
from ancrage.firm.mapping.signs import CALLED, NOT_THE_LIST, TOPICS
from ancrage.firm.sheets.grid import Grid


def topics_of(grid: Grid) -> set[str]:
    """Tables of which the titles above the header, or the name of the sheet, speak; none when they speak of several."""
    said = [plain(cell) for title in grid.titles for cell in title] + [plain(grid.sheet)]
    spoken = {
        table: max(
            (len(topic) for topic in topics for text in said if _speaks(text, topic)), default=0
        )
        for table, topics in TOPICS.items()
    }
    longest = max(spoken.values())  # "commande fournisseur" says more than "commande"
    return {table for table, length in spoken.items() if length and length == longest}


def called_as(name: str) -> frozenset[str]:
    """Tables that the name of a file says it is ("ventes 2025.csv"); none where it says several, or something else too."""
    stem = PurePosixPath(name.replace("\\", "/").replace("!", "/")).name.split(".")[0]
    if (words(stem) | set(plain(stem).split())) & NOT_THE_LIST:
        return frozenset()
    found = {
        table for table, topics in CALLED.items() if any(_speaks(stem, topic) for topic in topics)
    }
    return frozenset(found if len(found) == 1 else ())


def _speaks(text: str, topic: str) -> bool:
    return words(topic) <= words(text)
