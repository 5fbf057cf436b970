"""Publishers asked on loopback: what they give is kept, what goes wrong is said and leaves what was there."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from ancrage.cli.client import client, sheets
from ancrage.cli.main import main
from ancrage.world.signals.fetch import NoAnswer, Outcome, fetch_into
from ancrage.world.signals.fetch.portwatch import ports
from ancrage.world.signals.kept import kept_in
from publishers import (
    DAYS,
    START,
    body,
    cut,
    ecb,
    endless,
    gscpi,
    portwatch,
    publishers,
    ships,
    slow,
)

TODAY = START + timedelta(days=DAYS + 3)


def fetched(folder: Path, address: str, *wanted: str, **limits: float) -> dict[str, Outcome]:
    get = client(
        address, seconds=limits.get("seconds", 20), largest=int(limits.get("largest", 1 << 20))
    )
    return {o.source.code: o for o in fetch_into(folder, get, sheets, TODAY, wanted)}


@pytest.mark.parametrize("epoch", [False, True], ids=["days as text", "days as milliseconds"])
def test_passages_page_after_page(epoch: bool, tmp_path: Path) -> None:  # noqa: FBT001
    with publishers(epoch=epoch) as address:
        found = fetched(tmp_path, address, "passages")["passages"]
    assert found.problem is None
    assert found.kept is not None
    table = found.kept.table
    assert len(table) == 2 * DAYS
    suez = table.filter(pl.col("portid") == "chokepoint1")
    assert suez["n_total"].to_list() == [ships("chokepoint1", day) for day in range(DAYS)]
    assert suez["date"][0] == START


def test_each_source_as_it_is_published(tmp_path: Path) -> None:
    with publishers() as address:
        found = fetched(tmp_path, address)
    assert [o.problem for o in found.values()] == [None] * 4
    tables = {kept.source.code: kept.table for kept in kept_in(tmp_path)}
    assert set(tables) == {"passages", "gscpi", "gpr", "ecb"}
    assert tables["gscpi"].select("date", "gscpi").row(0) == (date(2016, 1, 31), 0.0)
    assert tables["gscpi"].select("date", "gscpi").row(1) == (date(2016, 2, 29), 0.8415)
    assert len(tables["gscpi"]) == 120
    assert tables["gpr"].select("date", "GPR", "GPRC_TUN").row(0) == (date(2005, 1, 1), 100.0, 0.01)
    assert set(tables["gpr"].columns) == {
        "date",
        "line",
        "GPR",
        "GPRT",
        "GPRA",
        "GPRC_CHN",
        "GPRC_TUN",
    }
    assert tables["ecb"].select("date", "USD", "TRY").row(0) == (START, 1.1, 20.0)
    assert tables["ecb"]["CYP"].null_count() == len(tables["ecb"])


def test_ports_are_asked_by_name(tmp_path: Path) -> None:
    asked = []

    def get(address: str) -> bytes:
        asked.append(address)
        row = {
            "date": "2024-01-01",
            "portid": "port2027",
            "portname": "Shanghai",
            "ISO3": "CHN",
            "portcalls": 18,
        }
        return json.dumps({"features": [{"attributes": row}]}).encode()

    table = ports(get, ["port2027"])
    assert "portid%20IN%20(%27port2027%27)" in asked[0]
    assert table.select("portid", "ISO3", "portcalls").row(0) == ("port2027", "CHN", 18.0)
    with pytest.raises(ValueError, match="DROP"):
        ports(get, ["x'; DROP"])


HTML = b"<!DOCTYPE html><html><body>Maintenance</body></html>"
TROUBLES = {
    "an error of the server": ("Daily_Chokepoints_Data", body(b"", 500), "no_answer"),
    "a page instead of rows": ("Daily_Chokepoints_Data", body(HTML), "bad_answer"),
    "an error within the answer": (
        "Daily_Chokepoints_Data", body(b'{"error": {"code": 400, "message": "Invalid query"}}'), "bad_answer",
    ),
    "no row": ("Daily_Chokepoints_Data", body(b'{"features": []}'), "bad_answer"),
    "pages without end": (
        "Daily_Chokepoints_Data", body(b'{"features": [], "exceededTransferLimit": true}'), "bad_answer",
    ),
    "rows of another form": ("Daily_Chokepoints_Data", body(b'{"features": [1, "x", {"attributes": 3}]}'), "bad_answer"),
    "half of the rows": (
        "Daily_Chokepoints_Data",
        cut(portwatch({"resultOffset": ["0"], "resultRecordCount": ["1000"]})), "no_answer",
    ),
    "too slow": ("Daily_Chokepoints_Data", slow, "no_answer"),
    "too large": ("Daily_Chokepoints_Data", endless, "no_answer"),
    "a page named as a workbook": ("gscpi", body(HTML), "bad_answer"),
    "half of a workbook": ("gscpi", cut(gscpi()), "no_answer"),
    "a workbook that is damaged": ("gscpi", body(gscpi()[:3000]), "bad_answer"),
    "another workbook": ("gpr", body(gscpi()), "bad_answer"),
    "half of a zip": ("eurofxref", body(ecb()[: len(ecb()) // 2]), "bad_answer"),
    "no zip": ("eurofxref", body(b"Date,USD\n2024-01-02,1.1\n"), "bad_answer"),
}  # fmt: skip


@pytest.mark.parametrize("trouble", TROUBLES)
def test_trouble_is_said_and_what_was_kept_stays(trouble: str, tmp_path: Path) -> None:
    part, answer, code = TROUBLES[trouble]
    source = {"Daily_Chokepoints_Data": "passages", "eurofxref": "ecb"}.get(part, part)
    limits = {"seconds": 1.0} if trouble == "too slow" else {}
    with publishers({part: answer}) as address:
        nothing = fetched(tmp_path / "new", address, source, **limits)[source]
    assert nothing.problem is not None
    assert nothing.problem.code == code
    assert nothing.kept is None
    with publishers() as address:
        fetched(tmp_path, address, source)
    before = (tmp_path / f"{source}.csv").read_bytes()
    with publishers({part: answer}) as address:
        found = fetched(tmp_path, address, source, **limits)[source]
    assert found.problem is not None
    assert found.problem.code == code
    assert found.kept is not None
    assert (tmp_path / f"{source}.csv").read_bytes() == before


def test_a_publisher_that_is_not_there(tmp_path: Path) -> None:
    with publishers() as address:
        pass  # it has left
    found = fetched(tmp_path, address, "ecb")["ecb"]
    assert found.problem is not None
    assert found.problem.code == "no_answer"


def test_an_answer_with_fewer_rows_is_not_believed(tmp_path: Path) -> None:
    with publishers() as address:
        fetched(tmp_path, address, "passages")
    short = json.loads(portwatch({"resultOffset": ["0"], "resultRecordCount": ["700"]}))
    del short["exceededTransferLimit"]
    with publishers({"Daily_Chokepoints_Data": body(json.dumps(short).encode())}) as address:
        found = fetched(tmp_path, address, "passages")["passages"]
    assert found.problem is not None
    assert found.problem.code == "answer_poorer"
    assert found.kept is not None
    assert len(found.kept.table) == 2 * DAYS


def test_the_command_keeps_files_that_the_other_command_reads(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "series"
    with publishers({"gscpi": body(b"", 500)}) as address:
        status = main(
            ["signals", "fetch", "--to", str(folder), "--mirror", address, "--lang", "fr"]
        )
    said = capsys.readouterr().out
    assert status == 0
    assert "Trafic quotidien des détroits et canaux (IMF PortWatch) : 1400 lignes" in said.replace(
        "\u202f", ""
    ).replace("\xa0", " ")
    assert "erreur (500)" in said
    assert main(["signals", "world", str(folder / "passages.csv"), "--json"]) == 0
    series = json.loads(capsys.readouterr().out)["series"]
    assert series["Dover Strait"]["alarms"] == []
    (alarm,) = series["Suez Canal"]["alarms"]
    assert alarm["onset"] == (START + timedelta(days=600)).isoformat()


def test_without_any_answer_it_leaves_with_3(tmp_path: Path) -> None:
    with publishers() as address:
        pass
    assert (
        main(["signals", "fetch", "--to", str(tmp_path), "--only", "ecb", "--mirror", address]) == 3
    )
    assert list(tmp_path.iterdir()) == []


def test_addresses_without_tls_are_not_asked() -> None:
    with pytest.raises(NoAnswer):
        client()("http://127.0.0.1:9/")
