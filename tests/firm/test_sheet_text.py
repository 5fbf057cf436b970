"""Text files of cells: separators, headers, totals, quotes, ragged rows, and the lines from which they come."""

from __future__ import annotations

import csv
import gzip
import io
import time
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ancrage.firm.bytestream import Payload, UnreadableFile, payloads
from ancrage.firm.sheets import text as text_module
from ancrage.firm.sheets.grid import Grid
from ancrage.firm.sheets.oddities import Grids
from ancrage.firm.sheets.text import looks_like_text_sheet, read_text
from corpus import corpus


def payload(content: bytes | str, name: str = "x.csv") -> Payload:
    raw = content.encode() if isinstance(content, str) else content
    return Payload(name, lambda: io.BytesIO(raw))


def one(content: bytes | str) -> Grid:
    (grid,) = read_text(payload(content)).grids
    return grid


def codes(found: Grids) -> list[str]:
    return [problem.code for problem in found.problems]


STOCK = "Réf;Désignation;Qté;PU HT\nA-001;Tasse grès;12;8,50\nA-002;Bougie;0;12,00\n"


@pytest.mark.parametrize(
    "raw",
    [
        STOCK.encode(),
        b"\xef\xbb\xbf" + STOCK.encode(),
        STOCK.encode("cp1252"),
        STOCK.encode("cp850"),
        STOCK.encode("mac_roman"),
        STOCK.encode("utf-16"),
        STOCK.encode("utf-16-be"),
        STOCK.replace("\n", "\r\n").encode(),
        STOCK.replace("\n", "\r").encode(),
        STOCK.replace("\n", "\r\r\n").encode(),
        STOCK.rstrip("\n").encode(),
        ("sep=;\n" + STOCK).encode(),
        STOCK.replace(";", "\t").encode(),
        STOCK.replace(";", "|").encode(),
        "\n".join(",".join(f'"{c}"' for c in line.split(";")) for line in STOCK.splitlines()).encode(),
        STOCK.replace("12;", "1\x002;").encode(),
    ],
    ids=["utf8", "bom", "cp1252", "cp850", "mac", "utf16", "utf16be", "crlf", "cr", "crcrlf", "no-end", "sep=",
         "tab", "pipe", "quoted-comma", "nul"],
)  # fmt: skip
def test_one_table_in_many_writings(raw: bytes) -> None:
    grid = one(raw)
    assert grid.columns == ["Réf", "Désignation", "Qté", "PU HT"]
    assert grid.cells.rows() == [
        ("A-001", "Tasse grès", "12", "8,50"),
        ("A-002", "Bougie", "0", "12,00"),
    ]
    first = 3 if raw.startswith(b"sep=") else 2
    assert grid.lines.to_list() == [first, first + 1]
    assert looks_like_text_sheet(payload(raw))


@pytest.mark.parametrize(
    ("content", "columns"),
    [
        ("x;y\n1,5;2,5\n3,5;4,5\n", ["x", "y"]),
        ("ref;prix\nA;12,50\nB;13,50\n", ["ref", "prix"]),
        ("prix\n12,50\n13,50\n", ["prix"]),
        ("Nom,Ville\nMartin; fils,Dole\nDurand,Lons\nPetit,Arbois\n", ["Nom", "Ville"]),
        ("Nom;Adresse\nA;1, rue X\nB;2, rue Y\nC;3, rue Z\n", ["Nom", "Adresse"]),
        ('a,b,c\n1,"2,5",3\n4,"5,5",6\n', ["a", "b", "c"]),
        ("d\n03/04/2025\n12/11/2025\n", ["d"]),
        ("nom|note\nA|a;b;c\nB|d;e;f\n", ["nom", "note"]),
    ],
)
def test_separators_are_told_from_decimals_and_text(content: str, columns: list[str]) -> None:
    assert one(content).columns == columns


def test_titles_above_and_totals_below() -> None:
    grid = one(
        "Société Exemple\nExport du 31/12/2025;;;\n\nPériode : année\nRéf;Désignation;Qté;PU HT\n"
        "A;Tasse;12;8,50\nB;TOTAL Quartz 5W30;2;12,00\nSous-total;;14;\nC;Bol;1;2,00\n;Total général;15;\n"
    )
    assert grid.header_line == 5
    assert grid.titles[0] == ("Société Exemple",)
    assert grid.cells["Réf"].to_list() == ["A", "B", "C"]
    assert grid.lines.to_list() == [6, 7, 9]
    assert grid.totals == (8, 10)


@pytest.mark.parametrize(
    ("content", "line", "columns"),
    [
        ("Société;Martin\nPériode;2025\n\nRéf;Stock\nA;1\nB;2\nC;3\n", 4, ["Réf", "Stock"]),
        ("Société;Martin;\nDate;31/12/2025;\nRéf;Nom;Stock\nA;T;1\nB;U;2\n", 3, ["Réf", "Nom", "Stock"]),
        (";;Stock;;Prix;\nRéf;Nom;Réel;Dispo;Achat;Vente\nA;T;1;2;3;4\n", 2, ["Réf", "Nom", "Réel", "Dispo", "Achat", "Vente"]),
        ("Réf;2023;2024\nA;1;2\nB;4;5\n", 1, ["Réf", "2023", "2024"]),
        ("Nom;Ville;Pays\nMartin;Dole;France\n\nDurand;Lons;France\n", 1, ["Nom", "Ville", "Pays"]),
        ("Nom;Ville;\nMartin;Dole;France\nDurand;Lons;France\n", 1, ["Nom", "Ville", "?3"]),
        ("Réf;Stock\nA;rupture\nB;2\nC;3\n", 1, ["Réf", "Stock"]),
    ],
)  # fmt: skip
def test_where_the_header_is(content: str, line: int, columns: list[str]) -> None:
    grid = one(content)
    assert (grid.header_line, grid.columns) == (line, columns)


def test_headers_repeated_and_sentences_below_are_left_out_and_told() -> None:
    found = read_text(
        payload("Réf;Nom;Stock\nA;T;1\nRéf;Nom;Stock\nB;U;2\nÉdité le 12/03/2025 par Martin\n")
    )
    assert found.grids[0].lines.to_list() == [2, 4]
    assert [(p.code, p.line, p.count) for p in found.problems if p.code == "other_rows"] == [
        ("other_rows", 3, 2)
    ]


def test_amounts_cut_in_two_by_their_own_separator_are_never_read() -> None:
    found = read_text(payload("Ref,Prix\nA,12,50\nB,13,50\nC,14,75\n"))
    assert found.grids[0].cells.is_empty()
    assert codes(found)[:3] == ["long_row"] * 3


def test_a_full_last_row_that_says_total_is_one() -> None:
    grid = one("client;montant\nMartin;10\nTotal Énergies;5\nTotal;15\n")
    assert grid.cells["client"].to_list() == ["Martin", "Total Énergies"]
    assert grid.totals == (4,)


def test_lines_are_those_of_the_file_even_when_cells_hold_line_breaks() -> None:
    grid = one('a;b\n"x\ny ""z""";1\nu;2\n"p\r\nq\n";3\nv;4\n')
    assert grid.cells.rows() == [('x\ny "z"', "1"), ("u", "2"), ("p\nq", "3"), ("v", "4")]
    assert grid.lines.to_list() == [2, 4, 5, 8]


@pytest.mark.parametrize("quote", ['12"', '"'], ids=["inch", "opening"])
def test_a_stray_quote_takes_only_its_own_row(quote: str) -> None:
    rows = "".join(f"R{i};nom {i};{i}\n" for i in range(100))
    grid = one(f"ref;nom;n\nA;{quote} disque;5\n{rows}")
    assert grid.cells.height == 101
    assert grid.cells["n"].to_list() == ["5", *map(str, range(100))]
    assert grid.lines.to_list() == list(range(2, 103))


def test_a_quote_that_never_closes_does_not_swallow_the_file() -> None:
    rows = "".join(f"R{i};nom {i};{i}\n" for i in range(300))
    found = read_text(payload(f'ref;nom;n\n{rows}A;"ouvert;5\n{rows}'))
    assert found.grids[0].cells.height == 601
    assert codes(found) == ["stray_quote"]
    assert found.problems[0].line == 302


def test_stray_quotes_among_many_plain_lines_and_texts_of_several() -> None:
    before = "".join(f"R{i};nom {i};{i}\n" for i in range(100))
    middle = 'A;"deux\nlignes";1000\nB;12" disque;1001\nC;"fin""s";1002\n'
    after = "".join(f"S{i};nom {i};{i}\n" for i in range(100))
    grid = one(f"ref;nom;n\n{before}{middle}{after}")
    assert grid.cells.height == 203
    assert grid.cells["nom"].to_list()[100:103] == ["deux\nlignes", '12" disque', 'fin"s']
    assert grid.lines.to_list() == [*range(2, 103), *range(104, 206)]


@pytest.mark.parametrize("careful", [False, True], ids=["at-once", "row-by-row"])
def test_ragged_rows_are_kept_or_said(careful: bool) -> None:  # noqa: FBT001
    tail = 'Z;12" disque;1\n' if careful else ""
    found = read_text(payload(f"a;b;c\n1;2;3\n4\n5;6;7;;\n8;9;10;11\n\n;;\n12;13;14\n{tail}"))
    (grid,) = found.grids
    assert grid.cells.rows()[:4] == [
        ("1", "2", "3"),
        ("4", None, None),
        ("5", "6", "7"),
        ("12", "13", "14"),
    ]
    assert grid.lines.to_list()[:4] == [2, 3, 4, 8]
    assert [(p.code, p.line) for p in found.problems] == [("short_row", 3), ("long_row", 5)]


def test_many_odd_rows_are_counted_not_listed() -> None:
    found = read_text(payload("a;b;c\n" + "1;2;3\n" * 2000 + "4;5\n" * 500))
    assert len(found.problems) == 20
    assert sum(problem.count for problem in found.problems) == 500


def test_columns_without_a_name_or_with_the_same() -> None:
    grid = one("Prix;;Prix;Prix (2)\n1;2;3;4\n5;6;7;8\n")
    assert grid.columns == ["Prix", "?2", "Prix (2)", "Prix (2) (2)"]


def test_rows_that_all_have_a_cell_more_than_the_header_keep_it() -> None:
    found = read_text(payload("a;b\n1;2;x\n3;4;y\n"))
    assert codes(found) == ["unnamed_cells"]
    (grid,) = found.grids
    assert grid.cells.rows() == [("1", "2", "x"), ("3", "4", "y")]
    assert grid.columns == ["a", "b", "?3"]


def test_data_without_a_header_are_said() -> None:
    found = read_text(payload("1;2;3\n4;5;6\n"))
    assert "no_header" in codes(found)


@pytest.mark.parametrize("raw", [b"", b"\n\n", b"\xef\xbb\xbf", b"\0\0\0", b";;;\n;;\n"])
def test_nothing_is_said_to_be_nothing(raw: bytes) -> None:
    found = read_text(payload(raw))
    assert found.grids == ()
    assert codes(found)[-1] == "empty"


def test_a_header_alone_says_that_no_row_follows() -> None:
    found = read_text(payload("a;b;c\n"))
    assert codes(found) == ["no_row"]
    assert found.grids[0].columns == ["a", "b", "c"]


@pytest.mark.parametrize(
    "raw",
    [b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, b"%PDF-1.7\n1;2;3\n", b"<html><table>", b'{"a": 1, "b": 2}', b'[{"a": 1, "b": 2},\n{"a": 3, "b": 4}]',
     b"\xff\xd8\xff\xe0" + b"a;b\n" * 9, bytes(3000), b"\xd0\xcf\x11\xe0" + bytes(600)],
)  # fmt: skip
def test_other_bytes_are_no_sheet(raw: bytes) -> None:
    assert not looks_like_text_sheet(payload(raw))


def test_prose_is_no_sheet() -> None:
    letter = "Bonjour Madame,\n\nVeuillez trouver ci-joint, comme convenu, le devis.\nCordialement,\nM. Martin\n"
    assert not looks_like_text_sheet(payload(letter, "lettre.txt"))


def test_blanks_without_end_in_a_cell_cost_nothing() -> None:
    start = time.monotonic()
    assert one(f"a;b\n1{' ' * 100_000}x;2\n1{' ' * 100_000}y;3\n").cells["b"].to_list() == [
        "2",
        "3",
    ]
    assert time.monotonic() - start < 2


def test_a_line_without_end_is_refused() -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read_text(payload(b"a;b\n" + b"x" * (9 << 20)))
    assert refusal.value.code == "endless_line"


def test_a_file_larger_than_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_module, "LARGEST_TEXT", 1000)
    with pytest.raises(UnreadableFile) as refusal:
        read_text(payload(STOCK * 100))
    assert refusal.value.code == "too_large"


def test_accents_that_come_late_are_read(tmp_path: Path) -> None:
    path = tmp_path / "tard.csv.gz"
    path.write_bytes(
        gzip.compress(b"ref;nom\n" + b"A1;nom simple\n" * 1_600_000 + "B;Café\n".encode("cp1252"))
    )
    (late,) = payloads(path)
    assert read_text(late).grids[0].cells["nom"][-1] == "Café"


def test_ten_thousand_columns_are_read_and_more_than_a_spreadsheet_has_are_not() -> None:
    wide = ";".join(f"c{i}" for i in range(10_000)) + "\n" + ";".join("1" * 10_000) + "\n"
    assert one(wide).cells.shape == (1, 10_000)
    too_wide = ";".join(f"c{i}" for i in range(17_000)) + "\n" + ";".join("1" * 17_000) + "\n"
    assert codes(read_text(payload(too_wide))) == ["too_many_columns"]


_CELLS = st.text(alphabet="ab1 ;,\t|\"'\n.é€-", max_size=8)


@given(
    rows=st.lists(st.lists(_CELLS, min_size=3, max_size=3), min_size=1, max_size=30),
    separator=st.sampled_from([";", ",", "\t", "|"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_what_another_program_writes_comes_back_with_its_lines(
    rows: list[list[str]], separator: str, quoting: Literal[0, 1], end: str
) -> None:
    """Written by the csv module of Python, which decides where quotes are needed; the separator is declared."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=separator, quoting=quoting, lineterminator=end)
    writer.writerow(["first", "second", "third"])
    expected, lines = [], []
    for row in rows:
        line = stream.getvalue().count("\n") + 2
        writer.writerow(row)
        # Written as "ab" and a lone sign: spaces around, and line ends, are not part of a cell.
        cells = tuple(cell.strip(" \t\r\n") or None for cell in row)
        if any(cells):
            expected.append(cells)
            lines.append(line)
    found = read_text(payload(f"sep={separator}{end}{stream.getvalue()}"))
    (grid,) = found.grids
    assert grid.cells.rows() == expected
    assert grid.lines.to_list() == lines


@pytest.mark.corpus
def test_the_hostile_text_files() -> None:
    (headed,) = payloads(corpus("hostile_inputs", "header_row_5.csv"))
    found = read_text(headed)
    (grid,) = found.grids
    assert grid.header_line == 5
    assert grid.cells.rows() == [
        ("A-001", "Tasse grès", "12", "8,50"),
        ("A-002", "Bougie", "0", "12,00"),
    ]
    assert grid.totals == (8,)
    (endless,) = payloads(corpus("hostile_inputs", "one_line_50MB.csv.gz"))
    with pytest.raises(UnreadableFile):
        read_text(endless)


@pytest.mark.corpus
def test_a_real_list_of_deliveries() -> None:
    (listing,) = payloads(corpus("scms-delivery-history", "scms_delivery_history.csv.gz"))
    found = read_text(listing)
    assert found.grids[0].cells.shape == (10_324, 33)
    assert found.problems == ()
