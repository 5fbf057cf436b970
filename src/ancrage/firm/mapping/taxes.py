"""Whether the amounts of a list hold the tax: as their header says, else as the columns of tax beside them show."""

from __future__ import annotations

import re
from collections.abc import Mapping as Dict
from collections.abc import Sequence

import polars as pl

from ancrage.firm.mapping.names import plain, words
from ancrage.firm.mapping.signs import TAX_RATES
from ancrage.firm.sheets.columns import cents, numbers
from ancrage.firm.sheets.grid import Grid

TAXED = "yes"  # what a mapping says of amounts, as its constant `taxed`; "no" else
_WITH_TAX = re.compile(r"\b(ttc|toutes taxes|taxe?s? (?:comprises?|incluses?)|incl\w*)\b")
_BEFORE_TAX = re.compile(r"\b(ht|hors taxe?s?|avant taxes?|excl\w*|before tax(?:es)?)\b")
# Rates in percent, with those of the other taxes of the same sale: France (CGI, art. 278 and after), Québec and Canada (Revenu
# Québec, Canada Revenue Agency: TPS 5, TVQ 9.975, harmonised tax by province).
_FRANCE = tuple((rate, 0.0) for rate in (20, 10, 5.5, 2.1))
_HARMONISED = tuple((rate, 0.0) for rate in (13, 14, 15))
_BOTH = ((14.975, 0.0), (5, 0.0), *_HARMONISED)
_FEDERAL, _QUEBEC = ((5, 0.0), (5, 9.975)), ((9.975, 5),)
_RATES: Dict[str, Sequence[tuple[float, float]]] = {
    "tva": _FRANCE, "montant tva": _FRANCE, "vat": _FRANCE, "vat amount": _FRANCE,
    "tps": _FEDERAL, "gst": _FEDERAL, "tvq": _QUEBEC, "qst": _QUEBEC,
    "tvh": _HARMONISED, "hst": _HARMONISED, "tps tvh": _BOTH, "gst hst": _BOTH, "tps tvq": _BOTH, "gst qst": _BOTH,
    "taxes": (*_BOTH, *_FRANCE), "taxe": (*_BOTH, *_FRANCE), "tax": (*_BOTH, *_FRANCE), "total tax": (*_BOTH, *_FRANCE),
}  # fmt: skip
# Taxes of Canada alone: a list that has one counts in its dollars.
_CANADIAN = frozenset(["tvq", "qst", "tvh", "hst"])
# Columns that say a rate in percent, and those of taxes that are told apart.
_RATE = frozenset(["taux tva", "taux de tva", "tva %", "% tva", "taux", "vat rate", "tax rate", "vat %", "tva", "taux taxe"])  # fmt: skip
_APART = frozenset(["tps", "gst", "tvq", "qst", "tvh", "hst", "montant tps", "montant tvq"])
# Taxes that are added to prices where they are called so.
_ON_TOP = frozenset(["sales tax", "taxes de vente", "taxe de vente"])
_PART = frozenset(["sous", "sub", "line", "ligne"])
_WORTH = 1000  # cents under which rounding hides the rate
# Parts of the rows that a reading must explain, and that the other may at most.
_MOST, _FEW = 0.9, 0.5


def canadian(grid: Grid) -> bool:
    """Whether a column of the list is a tax that only Canada has."""
    return any(words(header) & _CANADIAN for header in grid.columns)


def apart_taxes(grid: Grid) -> pl.Series | None:
    """Taxes told apart, as in Canada (TPS and TVQ), added up in cents, an empty one being none; None without such columns."""
    found = [cents(grid.cells[name]).values for name in grid.columns if plain(name) in _APART]
    if not found:
        return None
    rows = pl.DataFrame([values.alias(str(rank)) for rank, values in enumerate(found)])
    some = pl.any_horizontal(pl.all().is_not_null())
    return rows.select(pl.when(some).then(pl.sum_horizontal(pl.all())).alias("tax")).to_series()


def rated_taxes(grid: Grid, header: str) -> pl.Series | None:
    """Taxes within amounts, in cents, by the rate that a column says of each ("Taux TVA": 20 %, 20 or 0.2); None without one."""
    name = next((one for one in grid.columns if plain(one) in _RATE), None)
    if name is None or not header:
        return None
    said = numbers(grid.cells[name])
    part = not said.percent and bool((said.values.drop_nulls().abs() < 1).all())  # 0.2, for 20
    rate = said.values if part else said.values / 100
    known = {round(each / 100, 6) for each in TAX_RATES}
    if not set(rate.drop_nulls().round(6).to_list()) <= known:
        return None
    rows = pl.DataFrame({"amount": cents(grid.cells[header]).values, "rate": rate})
    within = pl.col("amount") * pl.col("rate") / (1 + pl.col("rate"))
    return rows.select(within.round().cast(pl.Int64, strict=False).alias("tax")).to_series()


def taxed(grid: Grid, header: str) -> bool | None:
    """Whether the amounts under a header hold the tax; None where neither the header nor a column of tax tells."""
    name = plain(header)
    within, before = bool(_WITH_TAX.search(name)), bool(_BEFORE_TAX.search(name))
    if within != before:
        return within
    if within or not header:
        return None
    # A total may be of all that was paid, the tax with it.
    paid = "total" in words(header) and not words(header) & _PART
    if not paid and any(plain(beside) in _ON_TOP for beside in grid.columns):
        return False
    amounts = cents(grid.cells[header]).values
    for beside in grid.columns:
        rates = _RATES.get(plain(beside))
        if rates and beside != header:
            told = _by_rates(amounts, cents(grid.cells[beside]).values, rates)
            if told is not None:
                return told
    return None


def _by_rates(
    amounts: pl.Series, taxes: pl.Series, rates: Sequence[tuple[float, float]]
) -> bool | None:
    rows = pl.DataFrame({"amount": amounts, "tax": taxes}).filter(
        (pl.col("amount") >= _WORTH) & (pl.col("tax") > 0)
    )
    if rows.is_empty():
        return None

    def explained(ratios: Sequence[float]) -> float:
        near = [(pl.col("amount") * ratio - pl.col("tax")).abs() <= 1 for ratio in ratios]
        return float(rows.select(pl.any_horizontal(near).mean()).item())

    on_top = explained([rate / 100 for rate, _ in rates])
    inside = explained([rate / (100 + rate + others) for rate, others in rates])
    if on_top >= _MOST and inside <= _FEW:
        return False
    return True if inside >= _MOST and on_top <= _FEW else None
