"""What a client gives, and what goes wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import polars as pl

from ancrage.text import Text

# The body of an address. Raises NoAnswer; sizes and times are limited by the client.
Get: TypeAlias = Callable[[str], bytes]
# Sheets of a workbook, each with its name and its rows as text below their header. Raises BadAnswer.
Sheets: TypeAlias = Callable[[bytes], Sequence[tuple[str, pl.DataFrame]]]


class NoAnswer(Exception):
    """The publisher could not be reached, was too slow, refused, or sent too much; `text` says which."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.message)
        self.text = text


class BadAnswer(Exception):
    """What came is not what the publisher documents; `text` says what is wrong."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.message)
        self.text = text
