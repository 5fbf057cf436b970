"""Lists of a shop of Québec without books: amounts before tax in Canadian dollars, TPS and TVQ beside them.

Each day from 2 January 2024 to 31 August 2025 it sells two candles (18.00) and one hat (34.00). Candles come from Lévis in 10
days, 60 every 30 days at 6.50; hats from China by sea in 50 days, 30 every 30 days at 11.00. In stock on 31 August 2025: 40 and 20.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

FIRST, LAST = date(2024, 1, 2), date(2025, 8, 31)
ITEMS = (
    ("QC-1", "Bougie", 2, 18.00, 6.50, "Chandelles du Fjord", 10, 60, 40),
    ("QC-2", "Tuque", 1, 34.00, 11.00, "Dongguan Knit", 50, 30, 20),
)


def write(folder: Path) -> list[Path]:
    """Sales, orders with what was received of them, stock and suppliers, as CSV with commas."""
    sales = [
        "Date,No facture,Code article,Description,Qté,Prix unitaire,Montant avant taxes,TPS,TVQ"
    ]
    orders = [
        "No BC,Fournisseur,Date commande,Date promise,Code article,Description,Qté commandée,Coût unitaire,Qté reçue,Date réception"
    ]
    stock = ["Code article,Description,Qté en main,Coût moyen,Date d'inventaire"]
    for rank, (item, name, a_day, price, cost, supplier, days, lot, left) in enumerate(ITEMS):
        for n in range((LAST - FIRST).days + 1):
            day, worth = FIRST + timedelta(days=n), a_day * price
            taxes = f"{worth * 0.05:.2f},{worth * 0.09975:.2f}"
            sales.append(
                f"{day},F{n:04d}{rank},{item},{name},{a_day},{price:.2f},{worth:.2f},{taxes}"
            )
        for n in range(20):
            day = FIRST + timedelta(days=30 * n)
            came = day + timedelta(days=days)
            got = f"{lot},{came}" if came <= LAST else "0,"
            orders.append(
                f"BC{rank}{n:02d},{supplier},{day},{came},{item},{name},{lot},{cost:.2f},{got}"
            )
        stock.append(f"{item},{name},{left},{cost:.2f},{LAST}")
    suppliers = [
        "Fournisseur,Pays,Mode de transport",
        "Dongguan Knit,Chine,Maritime",
        "Chandelles du Fjord,Canada,Route",
    ]
    texts = {
        "ventes.csv": sales,
        "bons_de_commande.csv": orders,
        "inventaire.csv": stock,
        "fournisseurs.csv": suppliers,
    }
    for called, lines in texts.items():
        (folder / called).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return [folder / called for called in texts]
