"""What the demonstration firm buys, makes and sells: invented names and prices of 2023.

For 1,000 euros of sales, `share` is what one item sells. Trade customers pay 55 % of the price
without tax.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from ancrage.demo.cast.suppliers import WORKSHOP
from ancrage.demo.records import Item

TRADE_RATIO: Final = 0.55
"""Trade price as a share of the retail price without tax."""

SALE_PRICE_RISE: Final = 0.02
"""Yearly rise of sale prices, on 1 January."""

BAGS, LINEN, HOME, GIFTS = "607110", "607120", "607130", "607140"
LEATHER, CANVAS, TRIMS = "601100", "601200", "601300"
MADE: Final = "701100"


def _goods(
    account: str, supplier: str, *rows: tuple[str, str, int, float, float]
) -> tuple[Item, ...]:
    """Goods of one supplier and nature: code, name, cost in cents, price with tax, share."""
    return tuple(
        Item(
            code,
            name,
            "good",
            account,
            supplier,
            cost_cents=cost,
            retail_cents=round(ttc * 100),
            share=share,
            pack=10 if ttc < 60 else 5,
        )
        for code, name, cost, ttc, share in rows
    )


def _made(code: str, name: str, labour: int, ttc: float, share: float, **recipe: int) -> Item:
    materials = tuple(recipe.items())
    return Item(code, name, "made", MADE, WORKSHOP, labour, round(ttc * 100), share, 5, materials)


_ALL: Final = (
    *_goods(
        BAGS,
        "FTECEL",
        ("B01", "Cabas Grand Large", 2620, 89, 64),
        ("B02", "Cabas Petite Cale", 1740, 59, 49),
        ("B03", "Sac a dos Vareuse", 3480, 119, 51),
        ("B04", "Besace Estran", 2310, 79, 55),
        ("B05", "Sac week-end Traversee", 4390, 149, 42),
        ("B06", "Pochette Ganse", 860, 29, 38),
        ("B07", "Trousse Galet", 710, 24, 32),
        ("B08", "Sac banane Risee", 1310, 45, 31),
        ("B09", "Sac seau Nasse", 2020, 69, 36),
        ("B10", "Etui ordinateur Carre", 1240, 42, 25),
    ),
    *_goods(
        LINEN,
        "FLINEN",
        ("L02", "Nappe des Abers", 2440, 85, 21),
        ("L04", "Serviettes de table x4", 1490, 52, 19),
        ("L05", "Plaid Noroit", 2750, 95, 18),
    ),
    *_goods(
        LINEN,
        "FTISSA",
        ("L01", "Torchon Maree", 450, 16, 23),
        ("L03", "Tablier Brume", 1380, 48, 20),
    ),
    *_goods(
        HOME,
        "FCERAM",
        ("H09", "Saladier faience", 1270, 44, 26),
    ),
    *_goods(
        HOME,
        "FNINGB",
        ("H01", "Lanterne Fanal", 1150, 39, 30),
        ("H02", "Bougeoir Bitte", 650, 22, 21),
        ("H03", "Plateau Pontee", 1000, 34, 23),
        ("H04", "Mug emaille Quart", 410, 14, 25),
        ("H05", "Carafe emaillee", 940, 32, 20),
        ("H06", "Corbeille Casier", 770, 26, 18),
        ("H07", "Horloge des marees", 1450, 49, 20),
        ("H08", "Photophore Feu rouge", 500, 17, 18),
    ),
    *_goods(
        HOME,
        "FPOTER",
        ("H10", "Bol a oreilles", 640, 22, 21),
    ),
    *_goods(
        GIFTS,
        "FBONNE",
        ("G04", "Bonnet Quart de nuit", 1010, 35, 24),
    ),
    *_goods(
        GIFTS,
        "FBOUGI",
        ("G01", "Bougie Varech", 800, 28, 24),
    ),
    *_goods(
        GIFTS,
        "FSAVON",
        ("G02", "Savon Embruns", 250, 9, 15),
        ("G03", "Coffret savons", 690, 24, 11),
    ),
    Item("R01", "Cuir collet vegetal (dm2)", "material", LEATHER, "FTANNE", 62, pack=500),
    Item("R02", "Cuir vachette (dm2)", "material", LEATHER, "FPELLE", 38, pack=1000),
    Item("R03", "Toile enduite (dm)", "material", CANVAS, "FTOILE", 145, pack=200),
    Item("R04", "Toile de lin lourde (dm)", "material", CANVAS, "FLINEN", 120, pack=100),
    Item("R05", "Boucle laiton", "material", TRIMS, "FBOUCL", 135, pack=200),
    Item("R06", "Fermeture a glissiere", "material", TRIMS, "FMERCE", 85, pack=200),
    _made("M01", "Ceinture Bosco", 620, 65, 28, R01=12, R05=1),
    _made("M02", "Portefeuille Second", 800, 79, 28, R01=14, R06=1),
    _made("M03", "Porte-cartes Hune", 420, 39, 20, R02=9),
    _made("M04", "Sac cuir Misaine", 2400, 189, 36, R02=70, R05=3, R06=2),
    _made("M05", "Etui lunettes", 450, 45, 14, R01=8),
    _made("M06", "Porte-monnaie", 380, 32, 13, R02=10, R06=1),
    _made("M07", "Sac marin Artimon", 1650, 135, 30, R03=9, R02=12, R05=4),
    _made("M08", "Paniere Criee", 600, 55, 15, R04=5, R02=5),
)

ITEMS = MappingProxyType({item.code: item for item in _ALL})
"""Every item by its code."""

SOLD: Final = tuple(item for item in _ALL if item.kind != "material")
"""Items that are sold."""


def retail_cents(item: Item, year: int) -> int:
    """Price with tax of a year, to the nearest half euro."""
    return round(item.retail_cents * (1 + SALE_PRICE_RISE) ** (year - 2023) / 50) * 50


def trade_cents(item: Item, year: int) -> int:
    """Price without tax to trade customers, to the nearest ten cents."""
    return round(retail_cents(item, year) / 1.2 * TRADE_RATIO / 10) * 10
