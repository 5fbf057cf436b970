"""Secrets of second factors: in the database only encrypted, with a key that is not in the database."""

from __future__ import annotations

import base64
from functools import lru_cache

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Encrypts TOTP secrets and the seeds of recovery codes."""

    def encrypt(self, text: str) -> str:
        """What goes into the database."""
        return _cipher(settings.SECRET_KEY).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What came from it."""
        return _cipher(settings.SECRET_KEY).decrypt(encrypted_text.encode()).decode()


@lru_cache(maxsize=2)
def _cipher(secret: str) -> Fernet:
    # A key of its own, so that what signs sessions encrypts nothing.
    key = HKDF(SHA256(), 32, salt=None, info=b"ancrage second factors").derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(key))
