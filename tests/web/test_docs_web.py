"""docs/web.md describes every address, and every folder of the web face."""

from __future__ import annotations

import re
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "web.md").read_text(encoding="utf-8")


def addresses(patterns: list[URLPattern | URLResolver], before: str = "/") -> set[str]:
    found: set[str] = set()
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found |= addresses(pattern.url_patterns, here)
        elif hasattr(pattern.callback, "asks") and not here.startswith("/api/"):
            found.add(here)
    return found


def test_every_address_is_described_and_no_other() -> None:
    described = set(re.findall(r"^\| `(/[^`]*)` \|", PAGE, re.MULTILINE))
    assert described == addresses(get_resolver().url_patterns)


def test_every_folder_is_described() -> None:
    web = ROOT / "src" / "ancrage" / "web"
    folders = {p.name for p in web.iterdir() if (p / "__init__.py").exists()} - {
        "migrations",
        "templatetags",
    }
    assert not [name for name in folders if f"| `{name}/` |" not in PAGE]
