"""Short names of suppliers and items for addresses: the same from one study to the next, and readable."""

from __future__ import annotations

import hashlib
import re
import unicodedata

LONGEST = 32  # signs of the readable part


def slug(key: str) -> str:
    """Small letters, figures and hyphens, then a digest of the key, which alone tells it from others.

    The readable part is what comes last in the key (`firm.identities.keys`): the name.
    """
    plain = unicodedata.normalize("NFKD", key.rpartition(":")[2].casefold())
    words = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    digest = hashlib.blake2b(key.encode("utf-8"), digest_size=4).hexdigest()
    return "-".join(["-".join(words)[:LONGEST].strip("-"), digest]).strip("-")
