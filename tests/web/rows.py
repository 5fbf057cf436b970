"""One row in each table of a firm: a new table must say here how a row of it is made, or the tests of isolation fail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import models

from ancrage.web import models as web
from ancrage.web.people.models import Firm, User
from ancrage.web.scope import firm_scope

DAY = date(2026, 1, 1)
MAKERS: dict[str, Callable[[dict[str, Any], Firm, User], dict[str, Any]]] = {
    "Membership": lambda made, firm, user: {"user": user, "role": "reader"},
    "Invitation": lambda made, firm, user: {"email": "a@b.test", "role": "reader"},
    "ApiToken": lambda made, firm, user: {"user": user, "name": "x", "secret_hash": "0"},
    "Event": lambda made, firm, user: {"user": user, "action": "import.done", "target": "x"},
    "Job": lambda made, firm, user: {"kind": "study", "state": "done"},
    "Import": lambda made, firm, user: {
        "batch": "x", "name": "x.txt", "size": 1, "sha256": "0", "state": "imported",
    },
    "Chunk": lambda made, firm, user: {"of": made["Import"], "position": 0, "deflated": b"x"},
    "Source": lambda made, firm, user: {
        "of": made["Import"], "position": 0, "name": "x.txt", "kind": "fec", "block": b"x",
    },
    "Study": lambda made, firm, user: {"day": DAY, "inputs": "x"},
    "StudyPage": lambda made, firm, user: {
        "study": made["Study"], "language": "fr", "key": "x", "content": {},
    },
    "StudyProof": lambda made, firm, user: {
        "study": made["Study"], "key": "x", "position": 0, "source": made["Source"], "file": "x.txt",
        "sign": 1, "amount_cents": 1, "count": 1, "lines": b"x",
    },
    "Answer": lambda made, firm, user: {"question": "x", "value": True},
    "StepState": lambda made, firm, user: {"code": "x"},
    "Report": lambda made, firm, user: {"language": "fr", "day": DAY, "html": b"x"},
    "Export": lambda made, firm, user: {"position": 0, "part": b"x"},
}  # fmt: skip


def one_of_each(firm: Firm, user: User) -> dict[str, models.Model]:
    """Make a row of the firm in each of its tables, by the name of the model."""
    made: dict[str, Any] = {}
    with firm_scope(firm.pk):
        for name, fields in MAKERS.items():
            model = getattr(web, name)
            made[name] = model.objects.create(firm=firm, **fields(made, firm, user))
    return made
