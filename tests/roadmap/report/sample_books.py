"""The books of the small shop of sample_audit: rows, ledger, proof added up line by line, and the firm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from ancrage.dates import FiscalYear
from ancrage.findings import Evidence
from ancrage.firm import Firm, SourceFile
from ancrage.firm.tables import LEDGER
from ancrage.problems import Problem

FILES = ("compta/123456782FEC20241231.txt", "compta/123456782FEC20251231.txt")
GOODS, SECOND, HAULIER = "Comptoir des Épices", "Moulin du Val", "Transports Loire Express"


@dataclass(frozen=True)
class Row:
    file: int
    line: int
    day: date
    journal: str
    account: str
    account_label: str
    aux: str
    aux_label: str
    piece: str
    label: str
    debit: int
    credit: int
    entry: int


def rows(goods: str = GOODS, second: str = SECOND, haulier: str = HAULIER) -> list[Row]:
    """Twelve months of two years: for each, three purchases and three sales of two lines each."""
    made: list[Row] = []
    entry = 0
    for file, year in enumerate((2024, 2025)):
        line = 1
        for month in range(1, 13):
            factor = 100 + month * (3 if year == 2025 else 2)
            deals = [
                (
                    "AC",
                    "607000",
                    "Achats de marchandises",
                    "401EPI",
                    goods,
                    4_200_17 * factor // 100,
                ),
                (
                    "AC",
                    "607000",
                    "Achats de marchandises",
                    "401MOU",
                    second,
                    1_100_40 * factor // 100,
                ),
                (
                    "AC",
                    "624100",
                    "Transports sur achats",
                    "401TLE",
                    haulier,
                    610_33 * factor // 100,
                ),
                (
                    "VE",
                    "707000",
                    "Ventes de marchandises",
                    "411HOT",
                    "Hôtel de la Poste",
                    -5_300_00 * factor // 100,
                ),
                (
                    "VE",
                    "707000",
                    "Ventes de marchandises",
                    "411RES",
                    "Restaurant Chez Jeanne",
                    -2_900_55 * factor // 100,
                ),
                (
                    "VE",
                    "707000",
                    "Ventes de marchandises",
                    "411DIV",
                    "Clients divers",
                    -1_850_00 * factor // 100,
                ),
            ]
            for number, (journal, account, label, aux, name, cents) in enumerate(deals):
                day, piece = (
                    date(year, month, 3 + number * 4),
                    f"{journal}-{year}-{month:02}-{number}",
                )
                side = "401000" if journal == "AC" else "411000"
                pairs = ((account, label, "", "", cents), (side, "Tiers", aux, name, -cents))
                for number_, account_label, code, who, amount in pairs:
                    line += 1
                    made.append(
                        Row(
                            file,
                            line,
                            day,
                            journal,
                            number_,
                            account_label,
                            code,
                            who,
                            piece,
                            f"Facture {name}",
                            max(amount, 0),
                            max(-amount, 0),
                            entry,
                        )
                    )
                entry += 1
    return made


def ledger(made: list[Row]) -> pl.DataFrame:
    ends = (date(2024, 12, 31), date(2025, 12, 31))
    return pl.DataFrame(
        [
            (
                ends[r.file],
                "flow",
                r.entry,
                r.journal,
                r.journal,
                r.day,
                r.account,
                r.account_label,
                r.aux,
                r.aux_label,
                r.piece,
                r.day,
                r.label,
                r.debit,
                r.credit,
                "",
                "",
                r.file,
                r.line,
            )
            for r in made
        ],
        schema=LEDGER.schema,
        orient="row",
    )


def proof(
    made: list[Row], account: str, *files: int, sign: int = 1, aux_label: str = ""
) -> tuple[Evidence, ...]:
    """Lines of an account, by file, with their sum added up here."""
    found = []
    for file in files:
        partners = {r.entry for r in made if r.aux_label == aux_label} if aux_label else None
        chosen = [
            r
            for r in made
            if r.file == file
            and r.account.startswith(account)
            and (partners is None or r.entry in partners)
        ]
        total = sum(r.debit - r.credit for r in chosen)
        lines = np.array([r.line for r in chosen], dtype=np.uint32)
        found.append(Evidence(FILES[file], lines, 1 if sign == 1 else -1, sign * total))
    return tuple(found)


def firm(
    made: list[Row], problems: tuple[Problem, ...] = (), siren: str | None = "123456782"
) -> Firm:
    debits = [sum(r.debit for r in made if r.file == file) for file in (0, 1)]
    return Firm(
        siren=siren,
        years=tuple(
            FiscalYear(date(y, 12, 31), date(y, 1, 1), date(y, 12, 31)) for y in (2024, 2025)
        ),
        ledger=ledger(made),
        files=(
            SourceFile(
                FILES[0],
                "fec",
                144,
                "ok",
                date(2024, 1, 1),
                date(2024, 12, 31),
                date(2024, 12, 31),
                debits[0],
                debits[0],
                debits[0],
            ),
            SourceFile(
                FILES[1],
                "fec",
                147,
                "partial",
                date(2025, 1, 1),
                date(2025, 12, 31),
                date(2025, 12, 31),
                debits[1] + 150_000,
                debits[1],
                debits[1],
            ),
            SourceFile("compta/photo.jpg", "unknown", 0, "refused"),
        ),
        problems=problems,
        answers={"freight_contract": True},
    )
