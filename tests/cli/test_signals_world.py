"""`ancrage signals world`: any dated series in, alarms or a clear problem out."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from test_command import run

from ancrage.cli.main import main

START = date(2020, 1, 6)  # a Monday


def passage(
    fall_from: int = 10_000, fall: float = 0.5, days: int = 800, seed: int = 1
) -> list[int]:
    """Ships a day, sixty in the mean, and fewer from a day on."""
    rng = np.random.default_rng(seed)
    means = np.where(np.arange(days) >= fall_from, 60 * (1 - fall), 60.0)
    return [int(x) for x in rng.poisson(means)]


def passages(*series: tuple[str, list[int]]) -> str:
    """As PortWatch writes them."""
    rows = ["date,portid,portname,n_total\n"]
    for rank, (name, values) in enumerate(series, 1):
        rows += [
            f"{START + timedelta(days=day)},chokepoint{rank},{name},{value}\n"
            for day, value in enumerate(values)
        ]
    return "".join(rows)


def world(folder: Path, content: str | bytes, name: str = "data") -> dict[str, Any]:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        assert main(["signals", "world", str(file), "--json"]) == 0
    found: dict[str, Any] = json.loads(said.getvalue())
    return found


def test_the_contract(tmp_path: Path) -> None:
    text = passages(("Suez Canal", passage(600)), ("Dover Strait", passage(seed=2)))
    found = world(tmp_path, text)
    assert set(found["series"]) == {"Suez Canal", "Dover Strait"}
    assert found["series"]["Dover Strait"]["alarms"] == []
    (alarm,) = found["series"]["Suez Canal"]["alarms"]
    fell = START + timedelta(days=600)
    assert abs((date.fromisoformat(alarm["onset"]) - fell).days) <= 3
    assert 0 <= (date.fromisoformat(alarm["alarm"]) - fell).days <= 7
    assert alarm["end"] is None
    assert alarm["size_pct"] == pytest.approx(-50, abs=4)
    assert alarm["duration"] == pytest.approx(199, abs=2)
    assert 0 < found["series"]["Suez Canal"]["false_alarms_per_year"] <= 0.25
    assert found["problems"] == []


def days_apart(values: list[float], step: int) -> str:
    return "".join(
        f"{START + timedelta(days=step * rank)},{value}\n" for rank, value in enumerate(values)
    )


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("date,scfi\n", "freight"),
        ("Week ending,WCI composite (USD/FEU)\n", "freight"),
        ("date,value\n", "other"),
        ("month,GPRC_CHN\n", "gpr"),
        ("arrival_date,Bulk Carrier\n", "traffic"),
        ("Date,USD\n", "fx"),
        ("date,gscpi\n", "gscpi"),
    ],
)
def test_kinds_are_told_by_content(header: str, kind: str, tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    values = [round(float(x), 3) for x in 100 * np.exp(0.05 * rng.standard_normal(150))]
    found = world(tmp_path, header + days_apart(values, 7), "scfi_gpr_chokepoints.csv")
    (one,) = found["series"].values()
    assert (one["kind"], one["rhythm"]) == (kind, "week")
    assert found["problems"] == []


@pytest.mark.parametrize(
    "change",
    [
        lambda text: gzip.compress(text.encode()),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.replace(",", ";").replace("\n", "\r\n").encode("utf-16"),
        lambda text: "\n".join([text.splitlines()[0], *reversed(text.splitlines()[1:])]).encode(),
        lambda text: "".join(
            line
            if not line[0].isdigit()
            else line[:10].replace("-", "/") + " 00:00:00+00" + line[10:]
            for line in text.splitlines(keepends=True)
        ).encode(),
        lambda text: "".join(
            line
            if not line[0].isdigit()
            else f"{(date.fromisoformat(line[:10]) - date(1970, 1, 1)).days * 86_400_000}{line[10:]}"
            for line in text.splitlines(keepends=True)
        ).encode(),
    ],
    ids=["gzip", "byte order mark", "UTF-16, semicolons", "newest first", "hub's dates", "epoch"],
)
def test_files_as_sources_write_them(change, tmp_path: Path) -> None:
    text = passages(("Suez Canal", passage(600)))
    assert world(tmp_path, change(text))["series"] == world(tmp_path, text)["series"]


@pytest.mark.parametrize(
    ("bad", "code", "count"),
    [
        ("demain,chokepoint1,Suez Canal,55\n", "date_unread", 1),
        ("2030-01-01,chokepoint1,Suez Canal,beaucoup\n", "value_unread", 1),
        ("2020-02-01,chokepoint1,Suez Canal,-4\n", "value_negative", 1),
        ("2020-02-01,chokepoint3,Bosporus,44\n", "series_too_short", 1),
    ],
)
def test_bad_rows_are_said_and_set_aside(bad: str, code: str, count: int, tmp_path: Path) -> None:
    clean = passages(("Suez Canal", passage(600)))
    found = world(tmp_path, clean + bad)
    told = {problem["code"]: problem for problem in found["problems"]}
    assert list(told) == [code]
    assert told[code]["count"] == count
    assert found["series"]["Suez Canal"] == world(tmp_path, clean)["series"]["Suez Canal"]
    if code != "series_too_short":
        assert told[code]["line"] == len(clean.splitlines()) + 1


def test_the_last_of_two_rows_of_a_day_counts(tmp_path: Path) -> None:
    clean = passages(("Suez Canal", passage(600)))
    first, second = clean.splitlines(keepends=True)[1:3]
    found = world(
        tmp_path, clean.replace(second, second.replace(second.split(",")[-1], "3\n") + second)
    )
    assert found["series"] == world(tmp_path, clean)["series"]
    assert [problem["code"] for problem in found["problems"]] == ["date_repeated"]
    assert first in clean


@pytest.mark.parametrize(
    "content",
    ["", "date,n_total\n", "a,b\nx,y\n", "date,name\n2020-01-01,Suez\n", b"\x00\x01\x02\xff" * 50],
    ids=["empty", "header alone", "no date", "no number", "not text"],
)
def test_a_file_without_series_leaves_with_3(
    content: str | bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "none.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert main(["signals", "world", str(file), "--json"]) == 3
    said = capsys.readouterr()
    assert said.out == ""
    assert "none.csv" in said.err


def test_no_file_leaves_with_3(tmp_path: Path) -> None:
    assert run("signals", "world", tmp_path / "none.csv").returncode == 3


def test_words_for_people(tmp_path: Path) -> None:
    file = tmp_path / "data.csv"
    file.write_text(passages(("Suez Canal", passage(600))), encoding="utf-8")
    result = run("signals", "world", file, "--lang", "fr")
    assert result.returncode == 0
    assert "• Suez Canal : " in result.stdout
    assert "et cela dure." in result.stdout
    assert "1 série suivie." in result.stdout


def test_a_slip_in_a_date_does_not_hide_the_series(tmp_path: Path) -> None:
    clean = passages(("Suez Canal", passage(600)))
    found = world(tmp_path, clean + "2035-01-01,chokepoint1,Suez Canal,55\n")
    assert found["series"] == world(tmp_path, clean)["series"]
    (problem,) = found["problems"]
    assert (problem["code"], problem["line"]) == ("date_apart", len(clean.splitlines()) + 1)


def test_a_day_of_publication_is_not_the_day_of_the_value(tmp_path: Path) -> None:
    text = "date,Transit calls\n" + days_apart([float(x) for x in passage(600)], 1)
    stamped = "".join(
        ("published," if line.startswith("date") else "2026-01-01,") + line
        for line in text.splitlines(keepends=True)
    )
    assert world(tmp_path, stamped)["series"] == world(tmp_path, text)["series"]


@pytest.mark.parametrize("left", [0.0, 0.3, 3.0])
def test_a_passage_that_closes_is_announced_once(left: float, tmp_path: Path) -> None:
    """From sixty ships a day to none, or to a few by chance: what varies in so few is no news."""
    rng = np.random.default_rng(7)
    values = [*passage()[:600], *(int(x) for x in rng.poisson(left, 300))]
    (alarm,) = world(tmp_path, passages(("Suez Canal", values)))["series"]["Suez Canal"]["alarms"]
    assert alarm["end"] is None
    assert alarm["size_pct"] < -90
    assert date.fromisoformat(alarm["alarm"]) - START - timedelta(days=600) <= timedelta(days=3)


def test_a_passage_that_opened_again_is_watched_as_before(tmp_path: Path) -> None:
    values = passage(days=1300)
    values[500:700] = [0] * 200
    values[1000:] = passage(0, 2 / 3, days=300, seed=3)
    alarms = world(tmp_path, passages(("Suez Canal", values)))["series"]["Suez Canal"]["alarms"]
    days = [(date.fromisoformat(alarm["alarm"]) - START).days for alarm in alarms]
    assert len(days) == 2
    assert 500 <= days[0] <= 503
    assert 1000 <= days[1] <= 1007


def test_a_steady_series_that_halves_is_seen_within_days(tmp_path: Path) -> None:
    """Two per cent of noise: the limit on single days is wide enough for three in a row to count."""
    rng = np.random.default_rng(5)
    means = np.where(np.arange(800) >= 600, 500, 1000)
    values = [int(x) for x in means * (1 + 0.02 * rng.standard_normal(800))]
    (alarm,) = world(tmp_path, passages(("Suez Canal", values)))["series"]["Suez Canal"]["alarms"]
    assert 600 <= (date.fromisoformat(alarm["alarm"]) - START).days <= 604
