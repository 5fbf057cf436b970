"""Numba's compiler, as the kernels use it: machine code is kept where a folder can be written, and made anew elsewhere.

Numba keeps the code of a function until its file changes, and does not look at what the function calls in other files: the
digest of all of them is therefore part of the name under which the code is kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

from numba import njit

Given = ParamSpec("Given")
Back = TypeVar("Back")


def _digest() -> str:
    sources = sorted(Path(__file__).parent.rglob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:12]


_SOURCES = _digest()


def compiled(function: Callable[Given, Back]) -> Callable[Given, Back]:
    """A function as machine code, which lets other threads run; kept beside the source or in the user's cache."""
    function.__qualname__ += f"_{_SOURCES}"
    try:
        kept: Callable[Given, Back] = njit(cache=True, nogil=True)(function)
    except RuntimeError:  # neither of them can be written
        kept = njit(nogil=True)(function)
    return kept


def within(function: Callable[Given, Back]) -> Callable[Given, Back]:
    """A function that is only called by compiled ones, and compiled with them."""
    made: Callable[Given, Back] = njit()(function)
    return made
