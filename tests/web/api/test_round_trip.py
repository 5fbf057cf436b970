"""A program drops a file, follows its job, accepts it, and reads what the study found; then takes it all back."""

from __future__ import annotations

from books import OTHER_SIREN, fec, name_of, work, year
from cast import Cast
from django.core.files.uploadedfile import SimpleUploadedFile
from programs import Program, program

from ledgers import SIREN


def file(of: int = 2024, siren: str = SIREN, factor: int = 1) -> SimpleUploadedFile:
    return SimpleUploadedFile(name_of(of, siren), fec(year(of, factor=factor)))


def dropped(who: Program, content: SimpleUploadedFile) -> dict:
    """The file once a worker has read it."""
    received = who.ask("POST", "/imports", content, status=202)
    work()
    return who.get(f"/imports/{received['id']}")


def test_from_a_file_to_findings_and_back(fresh: Cast) -> None:
    who = program(fresh.firm, fresh.owner)
    received = who.ask("POST", "/imports", file(), status=202)
    assert received["state"] == "received"
    assert who.get(f"/jobs/{received['job']}")["state"] == "waiting"
    work()
    job = who.get(f"/jobs/{received['job']}")
    assert (job["state"], job["percent"], job["subject"]) == ("done", 100, received["id"])

    # 12 months of 9 lines and 5,040.00 of debits (books.year).
    ready = who.get(f"/imports/{received['id']}")
    (source,) = ready["sources"]
    assert (ready["state"], ready["confirm"], ready["siren"]) == ("ready", None, SIREN)
    assert (source["rows"], source["debit_eur"], source["credit_eur"]) == (108, 60480.0, 60480.0)
    assert (source["period_start"], source["period_end"]) == ("2024-01-01", "2024-12-31")

    accepted = who.ask("POST", f"/imports/{received['id']}/accept", {})
    assert accepted["state"] == "imported"
    assert who.ask("POST", f"/imports/{received['id']}/accept", {}, status=409)["detail"]
    (waiting,) = [job for job in who.get("/jobs")["items"] if job["kind"] == "study"]
    assert who.call("GET", "/findings").status_code == 404
    work()
    assert who.get(f"/jobs/{waiting['id']}")["state"] == "done"
    assert who.get("/firm")["siren"] == SIREN
    assert {finding["room"].split(".")[0] for finding in who.get("/findings")} <= {
        "chain",
        "local",
        "reach",
    }
    (figures,) = who.get("/figures")
    assert figures["figures"]["net_sales_70"] == 36000.0
    assert figures["figures"]["purchases_raw_601"] == 12000.0
    assert figures["figures"]["purchases_goods_607"] == 2400.0

    asked = who.ask("POST", "/reports", {"language": "en"}, status=202)
    path = f"/reports/{asked['id']}/pdf"
    assert (asked["language"], asked["files"]) == ("en", [])
    assert who.call("GET", path).status_code == 404
    work()
    assert who.get(f"/jobs/{asked['job']}")["state"] == "done"
    (report,) = who.get("/reports")
    answer = who.call("GET", path)
    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Disposition"].startswith("attachment")
    (size,) = [file["bytes"] for file in report["files"] if file["kind"] == "pdf"]
    assert size == len(answer.content)

    who.ask("POST", f"/imports/{received['id']}/undo", status=204)
    who.ask("GET", f"/imports/{received['id']}", status=404)
    work()
    assert who.call("GET", "/findings").status_code == 404
    assert who.get("/firm")["siren"] is None


def test_the_same_file_again_is_refused_with_the_reason(fresh: Cast) -> None:
    who = program(fresh.firm, fresh.adviser)
    first = dropped(who, file())
    who.ask("POST", f"/imports/{first['id']}/accept", {})
    again = who.ask("POST", "/imports?language=en", file(), status=202)
    assert (again["state"], again["job"], again["sources"]) == ("refused", None, [])
    assert name_of(2024) in again["reason"]


def test_the_file_of_another_firm_is_refused_and_left(fresh: Cast) -> None:
    who = program(fresh.firm, fresh.owner)
    who.ask("POST", f"/imports/{dropped(who, file())['id']}/accept", {})
    other = dropped(who, file(2025, OTHER_SIREN))
    assert (other["state"], other["job"]) == ("refused", None)
    assert OTHER_SIREN in other["reason"]
    who.ask("POST", f"/imports/{other['id']}/accept", {"confirmed": True}, status=409)
    who.ask("POST", f"/imports/{other['id']}/leave", status=204)
    assert who.get("/imports")["count"] == 1


def test_a_file_that_does_not_say_whose_it_is_must_be_confirmed(fresh: Cast) -> None:
    who = program(fresh.firm, fresh.owner)
    who.ask("POST", f"/imports/{dropped(who, file())['id']}/accept", {})
    nameless = SimpleUploadedFile("ecritures.txt", fec(year(2025)))
    found = dropped(who, nameless)
    assert found["confirm"]
    path = f"/imports/{found['id']}/accept"
    assert who.ask("POST", path, {}, status=409)["detail"] == found["confirm"]
    assert who.ask("POST", path, {"confirmed": True})["state"] == "imported"


def test_a_job_that_waits_can_be_stopped(fresh: Cast) -> None:
    who = program(fresh.firm, fresh.owner)
    received = who.ask("POST", "/imports", file(), status=202)
    assert who.ask("POST", f"/jobs/{received['job']}/cancel")["state"] == "cancelled"


def test_a_file_over_the_limit_is_refused_before_it_is_kept(fresh: Cast, settings) -> None:
    settings.LARGEST_UPLOAD = 1000
    who = program(fresh.firm, fresh.owner)
    assert name_of(2024) in who.ask("POST", "/imports", file(), status=422)["detail"]
    assert who.get("/imports")["count"] == 0


def test_lines_of_a_file_come_with_their_number_page_by_page(fresh: Cast) -> None:
    # Two years of 108 lines would be two files: one file of 324 lines is a year of three bills each month, so drop
    # the same year three times over under one name.
    content = fec([*year(2024), *year(2024, factor=2), *year(2024, factor=3)])
    who = program(fresh.firm, fresh.reader)
    owner = program(fresh.firm, fresh.owner)
    found = dropped(owner, SimpleUploadedFile(name_of(2024), content))
    path = f"/imports/{found['id']}/sources/0/lines"
    first, second = who.get(path), who.get(f"{path}?page=2")
    assert (first["count"], first["pages"]) == (324, 2)
    assert (len(first["items"]), len(second["items"])) == (200, 124)
    lines = first["items"] + second["items"]
    raw = content.decode().split("\r\n")
    for line in lines:
        cells = raw[line["line"] - 1].split("\t")
        assert cells[4] == line["account"]
        assert cells[10] == line["label"]
        assert float(cells[11].replace(",", ".")) == line["debit_eur"]
        assert float(cells[12].replace(",", ".")) == line["credit_eur"]
    assert [line["line"] for line in lines] == list(range(2, 326))
    assert who.call("GET", f"{path}?page=3").status_code == 404
