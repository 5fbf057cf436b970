"""Files of other kinds: a million lines of sales, a large workbook, ten thousand electronic invoices.

Until committed: dropped in a running application over HTTP, read by its worker, accepted as soon as the preview is there.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from ancrage import demo
from benchmarks.imports import Browser, Watch
from benchmarks.measure import Figure, ancrage, run
from benchmarks.start import serving

ROUNDS = 3
SALES, CELLS, INVOICES = 1_000_000, 100_000, 10_000
HEAD = (
    "N° facture",
    "Date",
    "Client",
    "Référence",
    "Désignation",
    "Quantité",
    "PU HT",
    "Montant HT",
)
MORE = ("TVA", "Remise", "Canal", "Commentaire")  # twelve columns in the workbook
LIMITS = {"csv": 6.0, "csv_memory": 1024.0, "xlsx": 3.0, "invoices": 20.0}
PANDAS = "import sys, pandas; pandas.read_csv(sys.argv[1], sep=';', dtype=str)"
OPENPYXL = (
    "import sys, openpyxl; "
    "[list(row) for row in openpyxl.load_workbook(sys.argv[1], read_only=True).active.iter_rows(values_only=True)]"
)
UBL = """<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
 xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
 xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:ID>{number}</cbc:ID><cbc:IssueDate>2025-{month:02d}-10</cbc:IssueDate><cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
<cac:AccountingSupplierParty><cac:Party><cac:PartyName><cbc:Name>Fournisseur {supplier}</cbc:Name></cac:PartyName></cac:Party>
</cac:AccountingSupplierParty>
<cac:LegalMonetaryTotal><cbc:TaxExclusiveAmount currencyID="EUR">{net}</cbc:TaxExclusiveAmount>
<cbc:TaxInclusiveAmount currencyID="EUR">{net}</cbc:TaxInclusiveAmount>
<cbc:PayableAmount currencyID="EUR">{net}</cbc:PayableAmount></cac:LegalMonetaryTotal>
{lines}</Invoice>
"""
LINE = """<cac:InvoiceLine><cbc:ID>{rank}</cbc:ID><cbc:InvoicedQuantity unitCode="C62">{quantity}</cbc:InvoicedQuantity>
<cbc:LineExtensionAmount currencyID="EUR">{amount}</cbc:LineExtensionAmount>
<cac:Item><cbc:Name>Article {item}</cbc:Name><cac:SellersItemIdentification><cbc:ID>{item:05d}</cbc:ID>
</cac:SellersItemIdentification></cac:Item><cac:Price><cbc:PriceAmount currencyID="EUR">{price}</cbc:PriceAmount></cac:Price>
</cac:InvoiceLine>
"""


def measure(folder: Path) -> list[Figure]:
    """Figures of the three."""
    sales = _sales(folder / "ventes.csv")
    book = _workbook(folder / "ventes.xlsx")
    found: list[Figure] = []
    for name, path in (("csv", sales), ("xlsx", book)):
        seconds, megabytes = zip(
            *(_committed(folder / f"{name}-{n}", path) for n in range(ROUNDS)), strict=True
        )
        found.append(
            _limit(f"files_{name}_committed", statistics.median(seconds), "s", LIMITS[name])
        )
        if name == "csv":
            peak = statistics.median(megabytes)
            found.append(_limit("files_csv_memory", peak, "MB", LIMITS["csv_memory"]))
    found += _beside("files_csv_read", sales, "pandas.read_csv, as text", PANDAS)
    found += _beside("files_xlsx_read", book, "openpyxl, read only", OPENPYXL)
    _invoices(folder / "mixed")
    audits = [
        run(ancrage("audit", folder / "mixed", "--output", folder / "report")).seconds
        for _ in range(ROUNDS)
    ]
    found.append(
        _limit("files_audit_10k_invoices", statistics.median(audits), "s", LIMITS["invoices"])
    )
    return found


def _limit(name: str, value: float, unit: str, limit: float) -> Figure:
    return Figure(name, round(value, 2), unit, "the limit", limit, round(value / limit, 3))


def _beside(name: str, path: Path, peer: str, code: str) -> Sequence[Figure]:
    """Reading the file as a whole process, and its peer in turn."""
    ours = [run(ancrage("read", path, "--json")).seconds for _ in range(ROUNDS)]
    theirs = [run([sys.executable, "-c", code, str(path)]).seconds for _ in range(ROUNDS)]
    mine, other = statistics.median(ours), statistics.median(theirs)
    return [Figure(name, round(mine, 2), "s", peer, round(other, 2), round(mine / other, 3))]


def _committed(data: Path, path: Path) -> tuple[float, float]:
    """Seconds from dropping to committed, and the peak memory of the child that read, in MB."""
    command = ancrage("serve", "--data", data, "--port", "0", "--no-browser")
    content = path.read_bytes()
    with serving(command) as (address, process), Watch(process.pid) as watch:
        browser = Browser(address)
        firm, _ = browser.post("/firms/new/", "/firms/new/", {"name": "Société Générique"})
        firm = firm.removesuffix("data/")
        began = time.perf_counter()
        preview, _ = browser.drop(f"{firm}data/", f"{firm}data/upload/", content, path.name)
        browser.until(preview, f"{preview}accept/")
        browser.post(preview, f"{preview}accept/", {})
        return time.perf_counter() - began, watch.peaks["child"]


def _sales(path: Path) -> Path:
    draw = random.Random(1)  # noqa: S311 (made-up sales)
    with path.open("w", encoding="utf-8") as stream:
        stream.write(";".join(HEAD) + "\n")
        for rank in range(SALES):
            quantity, cents = draw.randint(1, 9), draw.randint(100, 9999)
            total = quantity * cents
            stream.write(
                f"C{rank // 3:07d};{draw.randint(1, 28):02d}/{draw.randint(1, 12):02d}/2025;Client {rank % 800};"
                f"{rank % 5000:06d};Article {rank % 5000};{quantity};{cents // 100},{cents % 100:02d};"
                f"{total // 100},{total % 100:02d}\n"
            )
    return path


def _workbook(path: Path) -> Path:
    draw = random.Random(2)  # noqa: S311 (made-up sales)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("Ventes")
    sheet.write_row(0, 0, [*HEAD, *MORE])
    for rank in range(1, CELLS + 1):
        quantity, price = draw.randint(1, 9), draw.randint(100, 9999) / 100
        day = f"{draw.randint(1, 28):02d}/{draw.randint(1, 12):02d}/2025"
        item = rank % 4000
        sheet.write_row(
            rank, 0,
            [f"C{rank // 3:06d}", day, f"Client {rank % 700}", f"{item:06d}", f"Article {item}", quantity, price,
             round(quantity * price, 2), round(quantity * price * 0.2, 2), 0, "Boutique", "rien"],
        )  # fmt: skip
    book.close()
    return path


def _invoices(folder: Path) -> None:
    """The books and lists of the demonstration firm, and invoices of four lines that are in no books."""
    folder.mkdir()
    demo.write_all(folder)
    draw = random.Random(3)  # noqa: S311 (made-up invoices)
    (folder / "xml").mkdir()
    for rank in range(INVOICES):
        prices = [(draw.randint(1, 20), draw.randint(100, 9999)) for _ in range(4)]
        lines = "".join(
            LINE.format(rank=n, quantity=q, amount=f"{q * p / 100:.2f}", item=(rank + n) % 900, price=f"{p / 100:.2f}")
            for n, (q, p) in enumerate(prices, 1)
        )  # fmt: skip
        net = f"{sum(q * p for q, p in prices) / 100:.2f}"
        text = UBL.format(
            number=f"N{rank:05d}", month=1 + rank % 12, supplier=rank % 60, net=net, lines=lines
        )
        (folder / "xml" / f"{rank:05d}.xml").write_text(text, encoding="utf-8")
