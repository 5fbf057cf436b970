"""A large FEC, drawn with a seed: suppliers, customers, lettering, accents, ISO 8859-15, CR LF."""

from __future__ import annotations

import random
from pathlib import Path

HEADER = (
    "JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\tCompAuxLib\tPieceRef\t"
    "PieceDate\tEcritureLib\tDebit\tCredit\tEcritureLet\tDateLet\tValidDate\tMontantdevise\tIdevise"
)
BOUGHT = (
    ("607000", "Achats de marchandises"),
    ("601000", "Achats de matières premières"),
    ("624100", "Transports sur achats"),
    ("613500", "Locations mobilières"),
    ("606100", "Énergie et eau"),
)


def write(path: Path, lines: int, seed: int = 1, year: int = 2024) -> Path:
    """A balanced FEC of about `lines` lines (three by entry)."""
    draw = random.Random(seed)  # noqa: S311
    suppliers = [(f"F{i:04d}", f"Société Générique {i} SARL") for i in range(800)]
    customers = [(f"C{i:05d}", f"Épicerie n° {i}") for i in range(5000)]
    with path.open("w", encoding="iso8859_15", newline="") as stream:
        stream.write(HEADER + "\r\n")
        for number in range(1, lines // 3 + 1):
            day = f"{year}{draw.randint(1, 12):02d}{draw.randint(1, 28):02d}"
            net = draw.randint(100, 500_000)
            tax = net // 5
            if number % 2:
                code, name = draw.choice(suppliers)
                account, label = draw.choice(BOUGHT)
                journal, journal_label = "AC", "Achats"
                rows = (
                    (account, label, "", "", net, 0, ""),
                    ("445660", "TVA déductible", "", "", tax, 0, ""),
                    ("401000", "Fournisseurs", code, name, 0, net + tax, f"A{number % 50}"),
                )
            else:
                code, name = draw.choice(customers)
                journal, journal_label = "VE", "Ventes"
                rows = (
                    ("411000", "Clients", code, name, net + tax, 0, f"B{number % 50}"),
                    ("707100", "Ventes de marchandises", "", "", 0, net, ""),
                    ("445710", "TVA collectée", "", "", 0, tax, ""),
                )
            head = f"{journal}\t{journal_label}\t{journal}{number:07d}\t{day}\t"
            tail = f"\tP{number:07d}\t{day}\tFacture n° {number} {name}\t"
            for account, label, aux, aux_name, debit, credit, letter in rows:
                stream.write(
                    f"{head}{account}\t{label}\t{aux}\t{aux_name}{tail}{_euros(debit)}\t{_euros(credit)}"
                    f"\t{letter}\t\t{year + 1}0301\t\t\r\n"
                )
    return path


def _euros(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02d}"
