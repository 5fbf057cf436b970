"""The lines behind each supplier and customer add up to what the firm bought from it or sold to it."""

from __future__ import annotations

from pathlib import Path

from ancrage.firm import read
from ancrage.web.compute.study import _parties
from ledgers import Line, bill, entry, sale, write


def test_each_party_has_its_own_lines(tmp_path: Path) -> None:
    """Two bills of Bois du Jura, 100.00 and 50.00; one of Pièces Durand, 30.00.

    One invoice of 500.00 to Hôtel Bellevue; counter sales of 80.00, which name nobody.
    """
    wood, parts = ("F1", "Bois du Jura"), ("F2", "Pièces Durand")
    hotel = ("C1", "Hôtel Bellevue")
    invoice = (Line("411000", 600.0, hotel), Line("707000", -500.0), Line("445710", -100.0))
    write(
        tmp_path,
        [
            bill("20250110", wood, 100.0, "601000", piece="A"),
            bill("20250210", parts, 30.0, piece="B"),
            bill("20250310", wood, 50.0, "601000", piece="C"),
            entry("VE", "20250410", "V1", "Facture", *invoice),
            sale("20250411", 80.0),
        ],
    )
    firm = read([tmp_path]).firm
    assert firm is not None
    proofs = dict(_parties(firm))
    names = {
        f"{row['side']}.{row['party']}": row["name"] for row in firm.parties.iter_rows(named=True)
    }
    told = {
        names[key]: [(p.amount_cents, p.lines.tolist()) for p in pieces]
        for key, pieces in proofs.items()
    }
    # Lines of the file, header being 1: three lines an entry, the account of class 6 first.
    assert told["Bois du Jura"] == [(15_000, [2, 8])]
    assert told["Pièces Durand"] == [(3_000, [5])]
    assert told["Hôtel Bellevue"] == [(50_000, [12])]
    assert len(told) == 3
