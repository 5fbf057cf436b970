"""Money: kept as whole cents, so that sums are exact.

A firm counts in one currency, the euro as a rule; amounts of another currency are never added to these, nor converted. Which
it is, is said once for all that is shown of a firm (`shown_in`), not with each amount.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

EURO = "EUR"
_shown: ContextVar[str] = ContextVar("currency", default=EURO)


@contextmanager
def shown_in(currency: str) -> Iterator[None]:
    """Amounts shown inside are those of a firm that counts in this currency (ISO 4217)."""
    before = _shown.set(currency)
    try:
        yield
    finally:
        _shown.reset(before)


def currency_shown() -> str:
    """ISO 4217 code of the currency of amounts shown now."""
    return _shown.get()


@dataclass(frozen=True, slots=True, order=True)
class Euros:
    """An amount of money in cents, in euros or in what `shown_in` says; shown rounded as a person would say it unless `exact`."""

    cents: int
    exact: bool = False

    @classmethod
    def of(cls, euros: float, *, exact: bool = False) -> Euros:
        """Amount from euros, rounded to the cent."""
        return cls(to_cents(euros), exact)

    @property
    def value(self) -> float:
        """The amount in euros."""
        return self.cents / 100


@dataclass(frozen=True, slots=True, order=True)
class Percent:
    """A share: 0.42 is shown as 42 %. `digits` are decimals; None means as a person would say it."""

    ratio: float
    digits: int | None = None


@dataclass(frozen=True, slots=True, order=True)
class Number:
    """A plain number with its decimals."""

    value: float
    digits: int = 0


def to_cents(euros: float) -> int:
    """Cents nearest to an amount in euros, half away from zero as accountants do."""
    return int(math.copysign(math.floor(abs(euros) * 100 + 0.5 + 1e-9), euros))


def rounded(euros: float) -> float:
    """Amount as a person would say it: two significant figures below 1,000, three above.

    12 345.67 -> 12 300; 987 -> 990; 9.4 -> 9.
    """
    size = abs(euros)
    if size < 100:
        return float(round(euros))
    digits = 2 if size < 1000 else 3
    step = 10 ** (math.floor(math.log10(size)) + 1 - digits)
    return float(round(euros / step) * step)
