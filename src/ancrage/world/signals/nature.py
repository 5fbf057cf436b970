"""What kinds of series there are, and which of their movements are worth an alarm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["traffic", "freight", "gscpi", "gpr", "fx", "other"]


@dataclass(frozen=True, slots=True)
class Nature:
    """How a kind of series is watched.

    Args:
        kind: stable name.
        signs: -1 where falls matter, 1 where rises do.
        ratio: changes are shares of the level; else differences, for indices that may be nil or negative.
        least: least change that is worth an alarm, in logarithm of the ratio, or in units.
        offset: what is added before ratios, as a share of the median of the first observations: an index near nil may
            be multiplied by ten without anything having happened.
        seasons: whether a movement of every year (holidays, the Lunar New Year) is no news.
        caution: share of the rhythm's rate of false alarms that is aimed at: less for a series of which nothing is known.
    """

    kind: Kind
    signs: tuple[int, ...]
    ratio: bool = True
    least: float = 0.12
    offset: float = 0.0
    seasons: bool = False
    caution: float = 1.0


NATURES: dict[Kind, Nature] = {
    "traffic": Nature("traffic", (-1,), seasons=True),
    "freight": Nature("freight", (1,), least=0.15, seasons=True),
    # The index is in standard deviations from its own mean.
    "gscpi": Nature("gscpi", (1,), ratio=False, least=0.75),
    "gpr": Nature("gpr", (1,), least=0.4, offset=0.5),
    "fx": Nature("fx", (-1, 1), least=0.04),
    "other": Nature("other", (-1, 1), seasons=True, caution=0.5),
}
DIFFERENCES = Nature(
    "other", (-1, 1), ratio=False, least=0.0, caution=0.5
)  # a series with values below nil
