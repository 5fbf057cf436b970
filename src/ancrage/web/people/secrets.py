"""Secrets that people or programs hold: given once, kept as a hash."""

from __future__ import annotations

import hashlib
import secrets


def new_secret() -> str:
    """256 random bits."""
    return secrets.token_urlsafe(32)


def hashed(secret: str) -> str:
    """What is kept of a secret. A plain hash is enough for one that nobody can guess."""
    return hashlib.sha256(secret.encode()).hexdigest()
