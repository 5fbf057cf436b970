"""What leaves the application as text: lines of logs, cells of spreadsheets."""

from __future__ import annotations

import json
import logging
from io import StringIO

import pytest

from ancrage.harmless import safe_cell
from ancrage.web.logs import Json, Plain, without_persons


def written(formatter: logging.Formatter, message: str, *arguments: object) -> str:
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    logger = logging.getLogger("tested")
    logger.addHandler(handler)
    try:
        int("Durand, 12 rue des Lilas")
    except ValueError:
        logger.exception(message, *arguments)
    finally:
        logger.removeHandler(handler)
    return stream.getvalue()


@pytest.mark.parametrize("formatter", [Plain(), Json()])
def test_an_error_is_written_with_its_place_and_type_and_not_its_message(
    formatter: logging.Formatter,
) -> None:
    line = written(formatter, "task failed")
    assert "Durand" not in line
    assert "ValueError" in line
    assert "test_security_words.py" in line


@pytest.mark.parametrize("formatter", [Plain(), Json()])
def test_nothing_from_outside_begins_a_line(formatter: logging.Formatter) -> None:
    line = written(formatter, "host %s", "x\r\nINFO ancrage.security account.signed_in\u2028y")
    assert line.count("\n") == 1
    assert line.endswith("\n")


def test_a_line_of_a_server_is_json() -> None:
    assert json.loads(written(Json(), "task failed"))["level"] == "ERROR"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("to marie.durand@clients.example now", "to (e-mail) now"),
        ("Invalid request from ip=203.0.113.9: x", "Invalid request from ip=(address): x"),
        ("from 2001:db8:0:1:1:1:1:1", "from (address)"),
        ("version 5.2.19 at 12:30:45", "version 5.2.19 at 12:30:45"),
        ("Listening at: http://127.0.0.1:8000", "Listening at: http://127.0.0.1:8000"),
    ],
)
def test_addresses_are_taken_out_of_what_libraries_write(said: str, kept: str) -> None:
    assert without_persons(said) == kept


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1+1", "'\t=1+1"),
        ("\r=1+1", "'\r=1+1"),
        ("\n=1+1", "'\n=1+1"),
        (" =1+1", "' =1+1"),
        ("＝1+1", "'＝1+1"),
        ("-1\u202f234,56", "-1\u202f234,56"),
        ("Durand = fils", "Durand = fils"),
    ],
)
def test_no_cell_of_a_csv_is_a_formula(text: str, cell: str) -> None:
    assert safe_cell(text) == cell
