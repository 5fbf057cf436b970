"""`ancrage identities`: any list of names in, clusters and questions out, never a traceback."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from test_command import run

LIST = (
    "row,entity,name,siren\n7,1,Alpha Bois SARL,\n3,9,ALPHA BOIS,552008443\n12,1,Zénith Métaux,\n"
)


def identities(folder: Path, content: str | bytes, name: str = "names.csv") -> dict[str, Any]:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    result = run("identities", file, "--json")
    assert result.returncode == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_clusters_hold_every_row_as_the_file_calls_it(tmp_path: Path) -> None:
    assert identities(tmp_path, LIST) == {"clusters": [[7, 3], [12]], "review": []}


def test_the_column_of_the_truth_changes_nothing(tmp_path: Path) -> None:
    other = LIST.replace(",1,", ",5,").replace(",9,", ",5,")
    assert identities(tmp_path, other) == identities(tmp_path, LIST)


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + LIST.encode(),
        LIST.replace(",", ";").encode("cp1252"),
        LIST.replace(",", "\t").replace("\n", "\r\n").encode("utf-16"),
        LIST.replace("\n", "\r").encode(),
        (LIST + "\n\n").encode(),
    ],
    ids=[
        "byte order mark",
        "semicolons of Windows",
        "UTF-16",
        "line ends of old Macs",
        "blank lines",
    ],
)
def test_lists_as_programs_write_them(content: bytes, tmp_path: Path) -> None:
    assert identities(tmp_path, content)["clusters"] == [[7, 3], [12]]


def test_a_list_of_names_alone_numbers_its_rows_from_zero(tmp_path: Path) -> None:
    found = identities(tmp_path, "name\nAlpha Bois\nZénith\nALPHA-BOIS\n")
    assert found["clusters"] == [[0, 2], [1]]


def test_names_may_be_empty_and_rows_short(tmp_path: Path) -> None:
    found = identities(
        tmp_path, "row,name,siren\n1,,\n2,,\n3\n4,,552008443\n5,,552008443\nF1,Alpha,\n007,Alpha,\n"
    )
    assert found["clusters"] == [[1], [2], [3], [4, 5], ["F1", "007"]]


def test_questions_name_two_rows_a_score_and_a_reason(tmp_path: Path) -> None:
    found = identities(tmp_path, "row,name,siren\n1,SCI Lemoine,\n2,SARL Lemoine,\n3,Lemoine,\n")
    assert found["clusters"] == [[1], [2], [3]]
    asked = {frozenset(doubt["rows"]) for doubt in found["review"]}
    assert {frozenset({1, 3}), frozenset({2, 3})} <= asked
    assert all(0 < doubt["score"] <= 1 and doubt["reason"] for doubt in found["review"])


def test_quotes_that_never_close_do_not_swallow_the_list(tmp_path: Path) -> None:
    found = identities(tmp_path, 'row,name,siren\n1,"Alpha Bois,\n2,Zénith,\n3,Bêta,\n')
    assert found["clusters"] == [[1], [2], [3]]


@pytest.mark.parametrize(
    "content", [b"", b"\0\1\2\3" * 50, b"a,b\n1,2\n", b"%PDF-1.7\n", b"PK\x03\x04broken"]
)
def test_what_is_not_a_list_is_said_and_leaves_with_3(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "names.csv"
    file.write_bytes(content)
    result = run("identities", file, "--lang", "fr")
    assert result.returncode == 3
    assert "names.csv" in result.stderr
    assert result.stdout == ""


def test_no_such_file_is_said_and_leaves_with_3(tmp_path: Path) -> None:
    result = run("identities", tmp_path / "absent.csv")
    assert result.returncode == 3
    assert "absent.csv" in result.stderr


def test_without_json_a_person_can_read_it(tmp_path: Path) -> None:
    file = tmp_path / "names.csv"
    file.write_text(LIST, encoding="utf-8")
    result = run("identities", file, "--lang", "fr")
    assert result.returncode == 0
    assert "Alpha Bois SARL" in result.stdout
    assert "mêmes mots" in result.stdout
