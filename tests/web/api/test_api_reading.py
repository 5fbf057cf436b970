"""What programs read of the demonstration firm, held against the contract and the files themselves."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from cast import Cast
from programs import Program, program

from ancrage import demo
from ancrage.cli.main import main
from raw_fec import amounts

pytestmark = pytest.mark.django_db


@pytest.fixture
def who(studied: Cast) -> Program:
    return program(studied.firm, studied.owner)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that the demonstration firm dropped."""
    folder = tmp_path_factory.mktemp("demo")
    demo.write_all(folder)
    return folder


def as_dropped(path: Path) -> str:
    """The name of a file as the demonstration drops it: each folder as one import."""
    folders = {"achats": 4, "boutique": 2, "ventes": 3, "clients": 1, "stock": 1, "factures": 122}
    return (
        path.name
        if len(path.parts) == 1
        else f"{path.parts[0]}!{path.name}"
        if path.parts[0] in folders
        else path.name
    )


def whole_proof(who: Program, key: str) -> dict:
    """A proof with the lines of all its pages."""
    proof = who.get(f"/proofs/{key}")
    for page in range(2, proof["pages"] + 1):
        proof["lines"] += who.get(f"/proofs/{key}?page={page}")["lines"]
    return proof


def test_findings_and_roadmap_say_what_the_command_line_says(
    who: Program, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", "en", "audit", str(files), "--json", "--quiet"]) == 0
    told = json.loads(capsys.readouterr().out)
    for finding in told["findings"]:
        for evidence in (finding["evidence"], *(item["evidence"] for item in finding["inputs"])):
            for piece in evidence:
                piece["file"] = as_dropped(Path(piece["file"]).relative_to(files))
                piece["lines"] = len(piece["lines"])
    found = who.get("/findings?language=en")
    for finding in found:
        del finding["proof"]
        for item in finding["inputs"]:
            del item["proof"]
    assert found == told["findings"]
    plan = who.get("/roadmap?language=en")
    for step in plan["steps"]:
        following = step.pop("following")
        assert (following["code"], following["status"]) == (step["code"], "todo")
    assert plan.pop("done") == []
    assert plan.pop("questions") == told["questions"]
    assert plan == told["roadmap"]
    figures = {year["end"]: year["figures"] for year in who.get("/figures")}
    assert figures == told["figures"]


def test_the_lines_of_a_proof_add_up_to_the_amount_in_the_files(who: Program, files: Path) -> None:
    written = {path.name: amounts(path) for path in files.iterdir() if path.suffix == ".txt"}
    keys = [f["proof"] for f in who.get("/findings") if f["proof"]]
    keys += [i["proof"] for f in who.get("/findings") for i in f["inputs"] if i["proof"]]
    keys += list(who.get("/figures")[-1]["proofs"].values())[:3]
    keys += [row["proof"] for row in who.get("/tables/suppliers")["rows"][:3] if row["proof"]]
    read = {key: who.get(f"/proofs/{key}") for key in keys}
    small = [
        key
        for key, proof in read.items()
        if proof["count"] <= 300 and all(piece["table"] == "ledger" for piece in proof["pieces"])
    ]
    assert len(small) >= 10
    for key in small:
        proof = whole_proof(who, key)
        total, start = Decimal(0), 0
        for piece in proof["pieces"]:
            lines = proof["lines"][start : start + piece["lines"]]
            start += piece["lines"]
            assert {line["file"] for line in lines} == {piece["file"]}
            added = piece["sign"] * sum(written[piece["file"]][line["line"]] for line in lines)
            assert added == Decimal(str(piece["amount_eur"]))
            total += added
        assert start == proof["count"] == len(proof["lines"])
        assert total == Decimal(str(proof["amount_eur"])), key


def test_a_proof_has_pages_of_fifty_lines_and_none_beyond_the_last(who: Program) -> None:
    keys = who.get("/figures")[-1]["proofs"]
    proof = who.get(f"/proofs/{keys['net_sales_70']}")
    pages = -(-proof["count"] // 50)
    assert proof["pages"] == pages > 1
    assert len(proof["lines"]) == 50
    last = who.get(f"/proofs/{proof['key']}?page={pages}")
    assert len(last["lines"]) == proof["count"] - 50 * (pages - 1)
    assert who.call("GET", f"/proofs/{proof['key']}?page={pages + 1}").status_code == 404


def test_tables_are_whole_when_their_pages_are_put_together(who: Program) -> None:
    for table in who.get("/tables"):
        path = f"/tables/{table['name']}"
        rows = [
            row
            for page in range(1, table["pages"] + 1)
            for row in who.get(f"{path}?page={page}")["rows"]
        ]
        assert len(rows) == table["count"]
        assert {len(row["cells"]) for row in rows} <= {len(table["columns"])}
        assert who.call("GET", f"{path}?page={table['pages'] + 1}").status_code == 404
    assert who.call("GET", "/tables/ledger").status_code == 404


def test_sentences_are_in_the_language_that_is_asked_for(who: Program, studied: Cast) -> None:
    assert studied.owner.language in {"", "fr"}
    asked = {code: who.get(f"/answers?language={code}")[0]["ask"] for code in ("fr", "en")}
    assert asked["fr"] != asked["en"]
    assert who.get("/answers")[0]["ask"] == asked["fr"]
    studied.owner.language = "en"
    studied.owner.save()
    assert who.get("/answers")[0]["ask"] == asked["en"]
    studied.owner.language = ""


def test_a_step_is_followed_field_by_field(who: Program) -> None:
    step = who.get("/roadmap")["steps"][0]
    path = f"/roadmap/{step['code']}"
    kept = who.ask("PATCH", path, {"person": "Ana", "due": "2026-12-01", "status": "doing"})
    assert (kept["person"], kept["due"], kept["status"]) == ("Ana", "2026-12-01", "doing")
    assert kept["title"] == step["title"]
    kept = who.ask("PATCH", path, {"note": "deux devis\u0000\nreçus", "due": None})
    assert (kept["person"], kept["due"], kept["note"]) == ("Ana", None, "deux devis\nreçus")
    kept = who.ask("PATCH", path, {"status": "done"})
    assert kept["done_on"] is not None
    assert kept["measured"]["won_eur_year"] is None  # the books do not reach past today
    assert who.get("/roadmap")["steps"][0]["following"] == kept
    for wrong in ({"status": "never"}, {"due": "2026-02-30"}, {"note": "x" * 2001}, {"notes": ""}):
        who.ask("PATCH", path, wrong, status=422)
    who.ask("PATCH", "/roadmap/no_such_step", {"status": "done"}, status=404)


def test_answers_are_given_cleared_and_checked(who: Program) -> None:
    asked = {answer["kind"]: answer for answer in who.get("/answers")}
    yes, number = asked["yes_no"]["question"], asked["number"]["question"]
    choice = asked["choice"]
    assert who.ask("PUT", f"/answers/{yes}", {"value": False})["value"] is False
    assert who.ask("PUT", f"/answers/{number}", {"value": 12.5})["value"] == 12.5
    first = choice["choices"][0]["value"]
    assert who.ask("PUT", f"/answers/{choice['question']}", {"value": first})["value"] == first
    for question, wrong in ((yes, 1), (number, True), (number, -1), (choice["question"], "x")):
        who.ask("PUT", f"/answers/{question}", {"value": wrong}, status=422)
    who.ask("DELETE", f"/answers/{yes}", status=204)
    who.ask("DELETE", f"/answers/{yes}", status=204)
    assert who.get(f"/answers/{yes}")["value"] is None
    assert who.get(f"/answers/{number}")["value"] == 12.5
