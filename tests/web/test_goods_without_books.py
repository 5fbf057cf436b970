"""Suppliers and stock of a firm that dropped lists and no books: read, imported and studied by a real worker."""

from __future__ import annotations

import re
import secrets
from html import unescape
from pathlib import Path
from typing import Any

import cast
from books import accept, drop, work

import goods_lists
from ancrage.web.people.firms import new_firm


def test_its_pages_are_there(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> None:
    with django_db_blocker.unblock():
        place = cast.gather(
            f"lists-{secrets.token_hex(4)}", lambda owner: new_firm("Mercerie", owner)
        )
        for path in goods_lists.write(tmp_path):
            dropped = drop(place.firm, place.owner, path.read_bytes(), path.name)
            accept(place.firm, place.owner, dropped)
        work()

        def show(end: str) -> str:
            answer = place.browser("reader").get(f"/f/{place.firm.pk}/{end}")
            assert answer.status_code == 200
            return unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))

        assert "Filature du Ponant" in show("goods/")
        assert "Achats plus chers" in show("goods/what-if/?kind=currency&target=usd&amount=10")
        assert "Pelote" in show("goods/items/")
        assert "Il manque un FEC" in show("")
