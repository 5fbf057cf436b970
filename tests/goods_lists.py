"""Lists of a firm without books: 20 orders of 100 balls of wool, one every 30 days, each in 20 days; 200 in stock on 31 August 2025.

Used: 100 in 30 days. The stock lasts 60 days, until 30 October.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path


def write(folder: Path) -> list[Path]:
    """Orders in dollars, receipts, stock and items, as CSV."""
    orders = [
        "Commande;Fournisseur;Référence;Désignation;Date de commande;Date de livraison prévue;Quantité commandée;Prix unitaire;Devise"
    ]
    receipts = ["Commande;Fournisseur;Référence;Date de réception;Quantité reçue"]
    for n in range(20):
        day = date(2024, 1, 10) + timedelta(days=30 * n)
        due = day + timedelta(days=20)
        orders.append(f"C{n:03d};Filature du Ponant;REF-A;Pelote;{day};{due};100;4,00;USD")
        receipts.append(f"C{n:03d};Filature du Ponant;REF-A;{due};100")
    texts = {
        "commandes.csv": "\n".join(orders),
        "receptions.csv": "\n".join(receipts),
        "stock.csv": "Référence;Désignation;Quantité en stock;Date d'inventaire\nREF-A;Pelote;200;2025-08-31",
        "articles.csv": "Référence;Désignation;Fournisseur;Prix d'achat;Prix de vente\nREF-A;Pelote;Filature du Ponant;4,00;9,00",
    }
    for name, text in texts.items():
        (folder / name).write_text(text + "\n", encoding="utf-8")
    return [folder / name for name in texts]
