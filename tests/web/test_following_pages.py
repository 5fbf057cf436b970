"""Answering, deciding, inviting: what a person does on a page, and what is there afterwards."""

from __future__ import annotations

import re
from typing import Any

import pytest
from cast import Cast

from ancrage.web.models import Answer, Event, Invitation, Job, Membership, StepState, Study
from ancrage.web.scope import firm_scope

pytestmark = pytest.mark.django_db
QUESTION = "stock_tracking"


def post(cast: Cast, person: str, end: str, /, **fields: str) -> Any:
    return cast.browser(person).post(f"/f/{cast.firm.pk}/{end}", fields)


def actions(cast: Cast) -> list[str]:
    with firm_scope(cast.firm.pk):
        return list(Event.objects.order_by("pk").values_list("action", flat=True))


def test_an_answer_is_kept_then_the_next_question_comes(studied: Cast) -> None:
    answer = post(studied, "member", f"questions/{QUESTION}/save/", action="save", value="counts")
    assert re.fullmatch(
        rf"/f/{studied.firm.pk}/questions/(?!{QUESTION})\w+/", answer.headers["Location"]
    )
    with firm_scope(studied.firm.pk):
        assert Answer.objects.get(question=QUESTION).value == "counts"
        assert Job.objects.filter(kind="study", state="waiting").count() == 1
    post(studied, "member", f"questions/{QUESTION}/save/", action="clear")
    with firm_scope(studied.firm.pk):
        assert not Answer.objects.exists()
    assert actions(studied)[-2:] == ["answer.given", "answer.cleared"]


def test_a_wrong_answer_is_said_and_nothing_is_kept(studied: Cast) -> None:
    answer = post(
        studied, "owner", "questions/stock_value_now/save/", action="save", value="beaucoup"
    )
    assert answer.status_code == 400
    assert "beaucoup" in answer.content.decode()
    with firm_scope(studied.firm.pk):
        assert not Answer.objects.exists()


def test_french_numbers_are_understood(studied: Cast) -> None:
    post(studied, "owner", "questions/stock_value_now/save/", action="save", value="12 500,50")
    with firm_scope(studied.firm.pk):
        assert Answer.objects.get().value == 12500.5


def test_a_step_done_keeps_what_it_promised(studied: Cast) -> None:
    with firm_scope(studied.firm.pk):
        study = Study.objects.latest()
    code, planned = max(study.summary["steps"].items(), key=lambda step: step[1]["gain"][1])
    fields = {"status": "done", "person": "Anne", "due": "2026-12-01", "note": "fait au salon"}
    answer = post(studied, "member", f"roadmap/{code}/save/", **fields)
    assert answer.headers["Location"] == f"/f/{studied.firm.pk}/roadmap/"
    with firm_scope(studied.firm.pk):
        state = StepState.objects.get(code=code)
    assert (state.status, state.person, state.note) == ("done", "Anne", "fait au salon")
    assert state.promise["gain"] == planned["gain"]
    assert set(state.promise["stakes"]) <= set(planned["findings"])
    assert actions(studied)[-1] == "step.done"
    page = studied.browser("reader").get(f"/f/{studied.firm.pk}/roadmap/{code}/").content.decode()
    assert "À mesurer quand vos comptes iront trois mois au-delà" in page


def test_a_date_that_does_not_exist_changes_nothing(studied: Cast) -> None:
    with firm_scope(studied.firm.pk):
        code = next(iter(Study.objects.latest().summary["steps"]))
    answer = post(
        studied, "owner", f"roadmap/{code}/save/", status="doing", due="2026-02-31", note="n"
    )
    assert answer.status_code == 400
    with firm_scope(studied.firm.pk):
        assert not StepState.objects.exists()


def test_an_invitation_makes_a_member_once(plain: Cast) -> None:
    answer = post(plain, "owner", "people/invite/", email="Neuf@exemple.test", role="adviser")
    link = re.search(r"https?://[^\s\"<]+(/invitation/[^\s\"<]+)", answer.content.decode())
    assert link is not None
    guest = plain.browser("stranger")
    assert "Atelier Martin" in guest.get(link[1]).content.decode()
    assert guest.post(link[1]).headers["Location"] == f"/f/{plain.firm.pk}/"
    with firm_scope(plain.firm.pk):
        assert Membership.objects.get(user=plain.stranger).role == "adviser"
        assert not Invitation.objects.exists()
    assert guest.post(link[1]).status_code == 410


def test_a_firm_keeps_an_owner(plain: Cast) -> None:
    for role in ("member", "none"):
        post(plain, "owner", f"people/{plain.owner.pk}/", role=role)
        with firm_scope(plain.firm.pk):
            assert Membership.objects.get(user=plain.owner).role == "owner"


def test_means_make_a_new_plan(studied: Cast) -> None:
    post(studied, "owner", "settings/save/", name="Atelier", hours="8", budget="1 200,50")
    with firm_scope(studied.firm.pk):
        firm = studied.firm.__class__.objects.get()
        assert (firm.name, firm.hours_per_month, firm.budget_eur) == ("Atelier", 8.0, 1200.5)
        assert Job.objects.filter(kind="study", state="waiting").count() == 1


def test_monday_opens_down_to_the_line_in_three_clicks(studied: Cast) -> None:
    seen = studied.browser("reader")
    base = f"/f/{studied.firm.pk}/"
    first = re.search(rf'href="({base}findings/\w+/)"', seen.get(base).content.decode())
    assert first is not None
    proof = re.search(rf'href="({base}proofs/[\w.]+/)"', seen.get(first[1]).content.decode())
    assert proof is not None
    assert seen.get(proof[1]).content.decode().count("<tr>") > 5


def test_the_language_is_that_of_the_person(plain: Cast) -> None:
    seen = plain.browser("reader")
    seen.post("/language/", {"language": "en", "next": "/firms/"})
    page = seen.get(f"/f/{plain.firm.pk}/").content.decode()
    assert '<html lang="en"' in page
    assert "Monday" in page


def test_names_in_the_tables_of_a_room_open_on_their_lines(studied: Cast) -> None:
    base = f"/f/{studied.firm.pk}/"
    seen = studied.browser("reader")
    for room, side in (("chain.suppliers", "supplier"), ("local.clients", "customer")):
        page = seen.get(f"{base}rooms/{room}/").content.decode()
        link = re.search(rf'href="({base}proofs/{side}\.\d+/)"', page)
        assert link is not None, room
        assert seen.get(link[1]).status_code == 200
