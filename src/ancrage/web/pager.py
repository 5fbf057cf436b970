"""Which page of a long list is shown, and the ways to the others."""

from __future__ import annotations

from typing import Any

from ancrage.text import t
from ancrage.web.people.access import FirmRequest
from ancrage.web.saying import say


def pager(request: FirmRequest, pages: int) -> dict[str, Any]:
    """Page asked for by `?page=`, held between 1 and the last."""
    asked = request.GET.get("page", "1")
    page = min(max(int(asked) if asked.isdecimal() and len(asked) < 9 else 1, 1), pages)
    return {
        "page": page,
        "pages": pages,
        "previous_url": f"?page={page - 1}" if page > 1 else "",
        "next_url": f"?page={page + 1}" if page < pages else "",
        "said": say(t("Page {page} sur {pages}", page=page, pages=pages), request.language),
    }
