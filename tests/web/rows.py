"""One row in each table of a firm: a new table must get its row here, or the tests of isolation fail."""

from __future__ import annotations

from datetime import date
from typing import Any

from ancrage.web import models as web
from ancrage.web.people.models import Firm, User
from ancrage.web.scope import firm_scope

DAY = date(2026, 1, 1)


def one_of_each(firm: Firm, user: User) -> dict[str, Any]:
    """Make a row of the firm in each of its tables; by the name of the model."""
    made: dict[str, Any] = {}

    def add(model: Any, **fields: Any) -> Any:
        made[model.__name__] = model.objects.create(firm=firm, **fields)
        return made[model.__name__]

    with firm_scope(firm.pk):
        add(web.Membership, user=user, role="reader")
        add(web.Invitation, email="a@b.test", role="reader")
        add(web.ApiToken, user=user, name="x", secret_hash="0")
        add(web.Event, user=user, action="import.done", target="x")
        add(web.Job, kind="study", state="done")
        dropped = add(
            web.Import, batch="x", name="x.txt", size=1, sha256="0", state="imported"
        )  # fmt: skip
        add(web.Chunk, of=dropped, position=0, deflated=b"x")
        source = add(web.Source, of=dropped, position=0, name="x.txt", kind="fec", block=b"x")
        study = add(web.Study, day=DAY)
        add(web.StudyPage, study=study, language="fr", key="x", content={})
        add(
            web.StudyProof, study=study, key="x", position=0, source=source, file="x.txt", sign=1,
            amount_cents=1, count=1, lines=b"x",
        )  # fmt: skip
        add(web.Answer, question="x", value=True)
        add(web.StepState, code="x")
        add(web.SheetRule, shape="x", sheet="x.csv", rule="x")
        add(web.IdentityDecision, a="x", b="y", a_said="x", b_said="y", same=True)
        add(web.AlertMail, user=user)
        add(
            web.Raise, item="x", item_slug="x", name="x", supplier="y", supplier_slug="y", supplier_key="y",
            units=1, advised_on=DAY, advised_last=DAY, until=DAY,
        )  # fmt: skip
        add(web.Report, language="fr", day=DAY, html=b"x")
        add(web.Export, position=0, part=b"x")
    return made
