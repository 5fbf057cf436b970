"""What is put together: suppliers, customers, items; told by the key of a way of writing, which begins with its table."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

Among: TypeAlias = Literal["suppliers", "customers", "items"]
AMONG: tuple[Among, ...] = get_args(Among)
# Tables at the beginning of keys (`firm.identities.keys`); all others are those of suppliers.
STARTS: dict[Among, tuple[str, ...]] = {"customers": ("customers:", "sent:"), "items": ("items:",)}


def among_of(key: str) -> Among:
    """Among what a key is one."""
    return next((one for one, starts in STARTS.items() if key.startswith(starts)), "suppliers")
