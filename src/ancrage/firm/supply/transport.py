"""Means of transport as people write them, to five words."""

from __future__ import annotations

from typing import Literal, get_args

import polars as pl

from ancrage.firm.mapping.names import plain

Mode = Literal["sea", "air", "road", "rail", "post"]
MODES: tuple[Mode, ...] = get_args(Mode)
_WORDS: dict[str, Mode] = {
    **dict.fromkeys(("sea", "ocean", "mer", "maritime", "bateau", "boat", "ship", "fcl", "lcl", "conteneur", "container", "vessel", "seefracht"), "sea"),
    **dict.fromkeys(("air", "avion", "aerien", "plane", "air charter", "airfreight", "fret aerien", "express", "luftfracht"), "air"),
    **dict.fromkeys(("road", "truck", "route", "routier", "camion", "camionnage", "lkw", "messagerie", "affretement", "transporteur"), "road"),
    **dict.fromkeys(("rail", "train", "ferroviaire"), "rail"),
    **dict.fromkeys(("post", "poste", "colis", "parcel", "courier", "courrier", "colissimo", "chronopost", "ups", "dhl", "fedex", "tnt", "dpd", "gls"), "post"),
}  # fmt: skip


def modes(cells: pl.Series) -> pl.Series:
    """One of MODES for each cell, null where it says none of them."""
    found = {
        cell: _mode(str(cell)) for cell in cells.unique(maintain_order=True).drop_nulls().to_list()
    }
    return cells.replace_strict(found, default=None, return_dtype=pl.String)


def _mode(written: str) -> Mode | None:
    words = plain(written)
    told = _WORDS.get(words)
    if told:
        return told
    met = {_WORDS[word] for word in words.split() if word in _WORDS}
    return met.pop() if len(met) == 1 else None
