"""Lists of a shop that keeps no orders: two years of bowls sold, two every other day; 10 left on 31 December 2025; one supplier."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path


def write(folder: Path) -> list[Path]:
    """Sales, stock and items, as CSV; nothing says in how many days the supplier delivers."""
    last = date(2025, 12, 31)
    days = [last - timedelta(days=2 * n) for n in range(365)]
    sales = ["Date;N° ticket;Référence;Désignation;Quantité;Montant HT"]
    sales += [f"{day};{n};B-02;Bol;2;28,00" for n, day in enumerate(days)]
    texts = {
        "ventes.csv": "\n".join(sales),
        "stock.csv": "Référence;Désignation;Stock réel;Date d'inventaire\nB-02;Bol;10;2025-12-31",
        "articles.csv": "Référence;Désignation;Fournisseur;Prix d'achat HT\nB-02;Bol;Faïences du Sud;6,30",
    }
    for name, text in texts.items():
        (folder / name).write_text(text + "\n", encoding="utf-8")
    return [folder / name for name in texts]
