"""Small tools of those who write supplier bills: numbers, dates, labels."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import MappingProxyType

from ancrage.demo.draws import stream

_FORMS: MappingProxyType[str, str] = MappingProxyType(
    {
        "FTECEL": "FT {y}/{n:04d}",
        "FNINGB": "NB{yy}-{n:04d}",
        "FLINEN": "{y}-{n:05d}",
        "FCERAM": "{n}/FE",
        "FPELLE": "{n}/{yy}",
        "FTRANS": "TK{yy}{n:05d}",
        "FKERVA": "{yy}{m:02d}{n:04d}",
        "FSARLK": "{yy}{m:02d}{n:04d}",
        "FCOLIP": "CP{yy}{m:02d}-{n:05d}",
        "FBAZAR": "BZ-{y}-{n:06d}",
        "FLUMIA": "LUM{n:08d}",
    }
)


def numberer(seed: int, supplier: str) -> Callable[[date], str]:
    """Function that gives the next number on the supplier's own bills."""
    rng = stream(seed, "numbers", supplier)
    form = _FORMS.get(supplier, "F{yy}{n:05d}")
    last = int(rng.integers(200, 3000))

    def following(day: date) -> str:
        nonlocal last
        last += int(rng.integers(1, 40))
        return form.format(y=day.year, yy=f"{day:%y}", m=day.month, n=last)

    return following


def month_label(label: str, day: date) -> str:
    """A label with its month, quarter and year."""
    return label.format(month=f"{day:%m}", quarter=(day.month + 2) // 3, year=day.year)
