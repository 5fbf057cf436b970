"""`ancrage signals leadtimes`: any file of orders in, alarms or a clear problem out, never a traceback."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from test_command import run

HEADER = "series,order_day,receipt_day\n"


def rows(slow_from: int = 10_000, name: str = "Alpha") -> str:
    """An order a week, received after 9 to 12 days, and after 30 from a day on; known up to day 600."""
    lines = []
    for rank, day in enumerate(range(0, 600, 7)):
        came = day + (30 if day >= slow_from else 9 + rank % 4)
        lines.append(f"{name},{day},{came if came <= 600 else ''}\n")
    return "".join(lines)


def signals(folder: Path, content: str | bytes, *more: str) -> dict[str, Any]:
    file = folder / "orders.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    result = run("signals", "leadtimes", file, "--baseline-days", "365", "--json", *more)
    assert result.returncode == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_the_contract(tmp_path: Path) -> None:
    found = signals(tmp_path, HEADER + rows() + rows(420, "Bêta"))
    assert set(found["series"]) == {"Alpha", "Bêta"}
    assert found["series"]["Alpha"]["alarms"] == []
    alarm = found["series"]["Bêta"]["alarms"][0]
    assert 420 < alarm["day"] < 450
    assert 9.5 < alarm["baseline_days"] < 11.5 < alarm["estimate_days"]
    assert 0 < found["series"]["Bêta"]["false_alarms_per_year"] <= 0.1
    assert found["problems"] == []


@pytest.mark.parametrize(
    "change",
    [
        lambda text: gzip.compress(text.encode()),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.replace(",", ";").replace("\n", "\r\n").encode("utf-16"),
        lambda text: text.replace("series", "Series").replace(",", "\t").encode(),
    ],
    ids=["gzip", "byte order mark", "UTF-16 with semicolons", "tabs and a capital"],
)
def test_files_as_programs_write_them(change, tmp_path: Path) -> None:
    text = HEADER + rows(420)
    assert signals(tmp_path, change(text))["series"] == signals(tmp_path, text)["series"]


def test_numbers_with_a_decimal_part_are_whole_days(tmp_path: Path) -> None:
    text = HEADER + rows(420)
    floats = "".join(
        line if line.startswith("series") or line.endswith(",\n") else line[:-1] + ".0\n"
        for line in text.splitlines(keepends=True)
    )
    assert signals(tmp_path, floats) == signals(tmp_path, text)


@pytest.mark.parametrize("none", ["NA", "NaN", "null", "None", "-"])
def test_what_programs_write_for_no_day_is_an_open_order(none: str, tmp_path: Path) -> None:
    text = HEADER + rows(420)
    assert ",\n" in text
    assert signals(tmp_path, text.replace(",\n", f",{none}\n")) == signals(tmp_path, text)


def test_part_of_a_day_is_within_that_day(tmp_path: Path) -> None:
    text = HEADER + rows(420)
    parts = "".join(
        line
        if line.startswith("series")
        else ",".join(
            [
                line.split(",")[0],
                *(f"{c.strip()}.75" if c.strip() else "" for c in line.split(",")[1:]),
            ]
        )
        + "\n"
        for line in text.splitlines(keepends=True)
    )
    assert signals(tmp_path, parts) == signals(tmp_path, text)
    powers = text.replace("Alpha,350,", "Alpha,3.5e+02,")
    assert powers != text
    assert signals(tmp_path, powers) == signals(tmp_path, text)


def test_one_absurd_day_does_not_move_the_last_known_day(tmp_path: Path) -> None:
    """An order of 38 years later, and one received 13,000 years later: everything open would look late."""
    clean = HEADER + rows()
    found = signals(tmp_path, clean + "Alpha,14400,14410\n" + "Alpha,590,5000000\n")
    assert found["last_day"] == signals(tmp_path, clean)["last_day"]
    assert found["series"]["Alpha"]["alarms"] == []
    told = {problem["code"]: problem["line"] for problem in found["problems"]}
    last = len(clean.splitlines())
    assert told == {"order_day_far": last + 1, "receipt_day_far": last + 2}


@pytest.mark.parametrize(
    ("bad", "code", "count"),
    [
        ("Alpha,30,12\nAlpha,40,39\n", "receipt_before_order", 2),
        ("Alpha,7,17\n", "order_repeated", 1),
        ("Alpha,demain,12\n", "order_day_unread", 1),
        ("Alpha,12,2025-01-03\n", "receipt_day_unread", 1),
        (",12,20\n", "no_series", 1),
        ("Bêta,12,20\n", "too_few_orders", 1),
    ],
)
def test_bad_rows_are_said_and_set_aside(bad: str, code: str, count: int, tmp_path: Path) -> None:
    clean = HEADER + rows(420)
    # "Alpha,7,17" repeats the second row of rows(). Days of the bad rows are early: they cannot move what is known of the supplier.
    found = signals(tmp_path, clean + bad)
    told = {problem["code"]: problem for problem in found["problems"]}
    assert list(told) == [code]
    assert told[code]["count"] == count
    assert told[code]["message"]
    if code != "too_few_orders":
        assert told[code]["line"] == len(clean.splitlines()) + 1
        assert found["series"] == signals(tmp_path, clean)["series"]
    else:
        assert found["series"]["Bêta"]["alarms"] == []
        assert found["series"]["Bêta"]["false_alarms_per_year"] is None


@pytest.mark.parametrize(
    "content",
    ["", HEADER, "a,b\n1,2\n", HEADER + "Alpha,x,y\n", b"\x00\x01\x02\xff" * 50],
    ids=["empty", "header alone", "other columns", "no usable row", "not text"],
)
def test_a_file_that_holds_no_order_leaves_with_3(content: str | bytes, tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    result = run("signals", "leadtimes", file, "--json")
    assert result.returncode == 3
    assert result.stdout == ""
    assert "orders.csv" in result.stderr


def test_no_file_leaves_with_3(tmp_path: Path) -> None:
    assert run("signals", "leadtimes", tmp_path / "none.csv").returncode == 3


def test_the_last_known_day_may_be_later_than_the_last_row(tmp_path: Path) -> None:
    text = HEADER + "".join(
        line for line in rows().splitlines(keepends=True) if int(line.split(",")[1]) < 380
    )
    # Orders of days 371 and 378 are open; the file ends on day 378, and only the calendar can say that they are late.
    late = "".join(
        ",".join([*line.split(",")[:2], ""]) + "\n"
        if line[0] == "A" and int(line.split(",")[1]) > 370
        else line
        for line in text.splitlines(keepends=True)
    )
    assert signals(tmp_path, late)["series"]["Alpha"]["alarms"] == []
    assert signals(tmp_path, late, "--last-day", "450")["series"]["Alpha"]["alarms"]


def test_words_for_people(tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_text(HEADER + rows(420), encoding="utf-8")
    result = run("signals", "leadtimes", file, "--lang", "fr")
    assert result.returncode == 0
    assert "une fausse alerte en 11 ans" in result.stdout
    assert "1 fournisseur ralentit, sur 1 suivis." in result.stdout
