"""`ancrage read`, `templates`: the contract for other programs, on files whose figures are known apart."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from ancrage.cli.exits import Exit
from ancrage.cli.parser import TABLE_NAMES
from ancrage.firm.mapping.templates import TEMPLATES
from ancrage.firm.tables import TABLES
from corpus import corpus

SALES = """Facture;Date;Client;Référence;Quantité;PU HT;Montant HT
F1;03/01/2025;Dupont;00042;2;12,50;25,00
F1;03/01/2025;Dupont;00043;1;5,00;5,00
F2;25/01/2025;Martin;00042;3;12,50;37,50
"""
UNSAID = """Colonne A;Colonne B;Colonne C
00012;1,50;rouge
00013;2,25;bleu
"""


def ancrage(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "ancrage.cli.main", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False)


def said(*arguments: str | Path) -> dict[str, Any]:
    ended = ancrage("read", *arguments, "--json")
    assert ended.stdout, ended.stderr
    found: dict[str, Any] = json.loads(ended.stdout)
    return found


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode())))


def test_the_names_of_tables_are_those_declared() -> None:
    assert set(TABLE_NAMES) == {table.name for table in TABLES}


@pytest.mark.corpus
def test_the_figures_of_shop_exports_are_those_worked_out_apart() -> None:
    folder = corpus("shop_exports")
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    files = {Path(file["path"]).name: file for file in said(folder)["files"]}
    for name in ("shopify_orders_export_fr.csv", "amazon_settlement_v2_fr.txt"):
        assert files[name]["control"] == expected[name] | {
            k: v for k, v in files[name]["control"].items() if k not in expected[name]
        }
        assert files[name]["confidence"] == "high"
        assert files[name]["status"] == "ok"
    etsy = files["etsy_sold_order_items.csv"]["control"]
    assert (etsy["rows"], etsy["orders"], etsy["item_total"]) == (20, 10, 468)
    for name in ("gsc_Queries.csv", "gsc_Requetes.csv"):
        searches = files[name]["control"]
        assert (searches["rows"], searches["clicks"], searches["impressions"]) == (3, 135, 3720)


@pytest.mark.corpus
def test_every_electronic_invoice_is_a_row_and_so_is_every_file_without_one() -> None:
    """The seller's VAT number is left out of three invoices: there the list gives the number of the local tax office."""
    folder = corpus("einvoices")
    with (folder / "expected.csv").open(encoding="utf-8") as stream:
        expected = {row["file"]: row for row in csv.DictReader(stream)}
    ended = ancrage("read", folder / "files", "--table", "invoices")
    assert ended.returncode == Exit.OK
    found = {Path(row["file"]).name: row for row in rows(ended.stdout)}
    assert set(found) == set(expected)
    for name, row in expected.items():
        ours = found[name]
        for column in ("status", "syntax", "profile", "type", "number", "seller", "seller_siret",
                       "seller_country", "currency", "lines", "order_ref"):  # fmt: skip
            assert ours[column] == row[column], (name, column)
        if not row["seller_vat"].startswith("201/"):
            assert ours["seller_vat"] == row["seller_vat"], name
        for column in ("date", "due_date", "delivery_date"):
            assert ours[column].replace("-", "") == row[column].replace("-", ""), (name, column)
        for column in ("net", "tax", "gross", "due"):
            theirs = row[column]
            assert abs(float(ours[column] or 0)) == abs(float(theirs or 0)), (name, column)
            assert row["type"] != "381" or float(ours[column] or 0) <= 0, (name, column)


def test_one_table_in_each_form(tmp_path: Path) -> None:
    path = tmp_path / "ventes.csv"
    path.write_text(SALES, encoding="utf-8")
    found = rows(ancrage("read", path, "--table", "order_lines").stdout)
    assert [(r["file"], r["line"], r["product"], r["quantity"], r["unit_price"], r["amount"]) for r in found] == [
        (str(path), "2", "00042", "2.0", "12.5", "25.00"),
        (str(path), "3", "00043", "1.0", "5.0", "5.00"),
        (str(path), "4", "00042", "3.0", "12.5", "37.50"),
    ]  # fmt: skip
    assert [r["date"] for r in found] == ["2025-01-03", "2025-01-03", "2025-01-25"]
    told = json.loads(ancrage("read", path, "--table", "order_lines", "--format", "json").stdout)
    assert [r["amount"] for r in told] == [25.0, 5.0, 37.5]
    kept = tmp_path / "out.parquet"
    ancrage("read", path, "--table", "order_lines", "--format", "parquet", "--output", kept)
    frame = pl.read_parquet(kept)
    assert frame["date"].to_list() == [date(2025, 1, 3), date(2025, 1, 3), date(2025, 1, 25)]
    assert [str(amount) for amount in frame["amount"].to_list()] == ["25.00", "5.00", "37.50"]


def test_a_formula_in_a_cell_is_not_run_by_whoever_opens_the_table(tmp_path: Path) -> None:
    (tmp_path / "ventes.csv").write_text(SALES.replace("00043", "=1+1"), encoding="utf-8")
    found = rows(ancrage("read", tmp_path, "--table", "order_lines").stdout)
    assert found[1]["product"] == "'=1+1"


def test_what_is_not_sure_is_asked_and_said_once(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text(UNSAID, encoding="utf-8")
    first = said(path)
    assert [(f["confidence"], f["status"]) for f in first["files"]] == [("low", "refused")]
    assert [p["code"] for p in first["problems"]] == ["unsure_list"]
    proposed = ancrage("read", path, "--propose").stdout.decode()
    shape = next(line for line in proposed.splitlines() if line.startswith("shape = "))
    rules = tmp_path / "rules.toml"
    rules.write_text(
        f'{shape}\n[products]\nproduct = "Colonne A"\nprice = "Colonne B"\n[constants]\ncurrency = "EUR"\n',
        encoding="utf-8",
    )
    (tmp_path / "autre.csv").write_text(UNSAID.replace("00012", "00077"), encoding="utf-8")
    found = rows(
        ancrage(
            "read", path, tmp_path / "autre.csv", "--rules", rules, "--table", "products"
        ).stdout
    )
    # 00013 is in both files: it is one item.
    assert sorted((r["product"], r["price"], r["currency"]) for r in found) == [
        ("00012", "1.5", "EUR"),
        ("00013", "2.25", "EUR"),
        ("00077", "1.5", "EUR"),
    ]
    rules.write_text(f"{shape}\n[nothing]\n", encoding="utf-8")
    assert ancrage("read", path, "--rules", rules).returncode == Exit.BAD_ANSWERS


def test_nothing_usable_leaves_with_its_status(tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    ended = ancrage("read", tmp_path, "--json")
    assert ended.returncode == Exit.NOTHING_TO_READ
    (file,) = json.loads(ended.stdout)["files"]
    assert (file["kind"], file["status"], file["control"]) == ("unknown", "refused", {})


def test_templates_are_written_and_read_back(tmp_path: Path) -> None:
    assert ancrage("templates", tmp_path).returncode == Exit.OK
    assert {path.stem for path in tmp_path.glob("*.xlsx")} == {table.name for table in TEMPLATES}
