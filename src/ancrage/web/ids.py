"""Public names of rows: random, so that they tell nothing and cannot be counted through."""

from __future__ import annotations

import secrets

ALPHABET = "23456789abcdefghijkmnpqrstuvwxyz"
LENGTH = 12  # 59 bits


def new_id() -> str:
    """A name such as "k3m9x2c7p4wd", without letters that are read one for another."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
