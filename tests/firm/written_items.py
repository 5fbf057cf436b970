"""Fictitious items in the files of one firm, with the truth: lists, shop, stock, invoices, each with its own words and numbers.

Files err as real ones do: a barcode copied on all variants of a product, a supplier's reference that is that of the whole
model, a size left out, zeros that a spreadsheet took away.
"""

from __future__ import annotations

import itertools
import random
import unicodedata
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

import polars as pl

from ancrage.firm.identities import Decisions, Resolution
from ancrage.firm.identities.item_writings import TABLES, key_of_cells, known_items
from ancrage.firm.identities.model import Doubt

THINGS = (
    "Bol", "Vase", "Assiette", "Tasse", "Plat", "Saladier", "Théière", "Pichet", "Coupe", "Nappe", "Torchon", "Plaid",
    "Coussin", "Panier", "Boîte", "Cadre", "Bougeoir", "Pull", "Bonnet", "Écharpe", "Tablier", "Sac", "Trousse", "Carnet",
)  # fmt: skip
STUFFS = (
    "grès",
    "porcelaine",
    "faïence",
    "coton",
    "lin",
    "laine",
    "chêne",
    "osier",
    "cuir",
    "papier",
)
DECORS = (
    "Rivière", "Océan", "Forêt", "Licorne", "Dragon", "Éclipse", "Renard", "Hibou", "Baleine", "Dune", "Galet", "Estran",
    "Phare", "Marée", "Bruyère", "Fougère", "Héron", "Écume", "Tempête", "Ajonc",
)  # fmt: skip
COLOURS = ("bleu", "rouge", "vert", "blanc", "noir", "jaune", "gris", "beige")
SIZES = ("S", "M", "L", "XL")
SIDES = ((14, 21), (30, 40), (50, 70), (40, 60))
WEIGHTS = (100, 250, 500, 1000)
COUNTS = (1, 2, 4, 6)
Cells = dict[str, str | None]


@dataclass(frozen=True)
class Item:
    """One item: what its names and numbers are made from; `model` is that of its variants."""

    model: int
    base: tuple[str, str, str]
    colour: str
    kind: str
    measure: int

    def variant(self, way: int) -> str:
        """Its size, as one file or another writes it."""
        at = self.measure
        if self.kind == "size":
            return (SIZES[at], f"taille {SIZES[at]}", f"T. {SIZES[at]}"[3:], SIZES[at].lower())[way]
        if self.kind == "sides":
            a, b = SIDES[at]
            return (f"{a}x{b} cm", f"{a} x {b}", f"{a}×{b}", f"{a} X {b} CM")[way]
        if self.kind == "weight":
            w = WEIGHTS[at]
            return (f"{w} g", f"{w / 1000:g} kg".replace(".", ","), f"{w}G", f"{w} gr")[way]
        n = COUNTS[at]
        return "" if n == 1 else (f"lot de {n}", f"x{n}", f"{n} pièces", f"LOT {n}")[way]


@dataclass(frozen=True)
class Written:
    """Tables of trade, and the truth: the item of each (table, row)."""

    tables: Mapping[str, pl.DataFrame]
    truth: Mapping[Hashable, int]


@dataclass
class _Files:
    rows: dict[str, list[Cells]] = field(default_factory=dict)
    truth: dict[Hashable, int] = field(default_factory=dict)

    def add(self, table: str, item: int, **cells: str | None) -> None:
        rows = self.rows.setdefault(table, [])
        self.truth[table, len(rows)] = item
        rows.append(cells)


def bare(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text)
    return "".join(c for c in letters if not unicodedata.combining(c)).upper()


def gtin(number: int) -> str:
    """An EAN-13 of a fictitious French maker."""
    digits = f"35{number:010d}"
    total = sum(int(d) * (3 if place % 2 else 1) for place, d in enumerate(digits))
    return f"{digits}{-total % 10}"


def written(seed: int, models: int = 120) -> Written:
    """Items of so many models, each of one to four variants, written in two to five files."""
    dice = random.Random(seed)  # noqa: S311
    bases = dice.sample(list(itertools.product(THINGS, STUFFS, DECORS)), models)
    files, number = _Files(), 0
    for model, base in enumerate(bases):
        kind = dice.choice(("size", "sides", "weight", "count", "colour"))
        colours = dice.sample(COLOURS, 4)
        variants = [
            Item(model, base, colours[n], "count", 0) if kind == "colour" else Item(model, base, colours[0], kind, n)
            for n in dice.sample(range(4), dice.randint(1, 4))
        ]  # fmt: skip
        copied, shared = dice.random() < 0.08, dice.random() < 0.25
        for rank, one in enumerate(variants):
            code = gtin(seed * 100_000 + model * 10 + (0 if copied else rank))
            theirs = f"{base[0][:3].upper()}{model:03d}" + ("" if shared else f"-{rank}")
            _write(files, dice, one, number, code, theirs)
            number += 1
    schema = {
        "products": ("product", "name", "barcode", "supplier", "supplier_product"),
        "stock": ("product", "name"),
        "order_lines": ("product", "name"),
        "receipts": ("product", "name"),
    }
    tables = {
        table: pl.DataFrame(rows, schema=dict.fromkeys(schema[table], pl.String)).with_columns(
            pl.lit(place, dtype=pl.UInt16).alias("source")
        )
        for place, (table, rows) in enumerate(sorted(files.rows.items()))
    }
    return Written(tables, files.truth)


def _write(
    files: _Files, dice: random.Random, one: Item, number: int, code: str, theirs: str
) -> None:
    sku = f"{number + 1001:06d}"
    thing, stuff, decor = one.base

    def name(way: int, *, sized: bool = True) -> str:
        sized = sized or one.kind == "count"  # a lot of six always says so: its price is another
        words = [thing, stuff, decor, one.colour, one.variant(way) if sized else ""]
        return " ".join(word for word in words if word)

    files.add(
        "products", number, product=sku, name=name(0),
        barcode=code if dice.random() < 0.7 else None, supplier="Grès SARL",
        supplier_product=theirs if dice.random() < 0.6 else None,
    )  # fmt: skip
    if dice.random() < 0.5:  # the shop's own list, under other references
        said = f"{decor} {thing} {stuff} {one.colour} {one.variant(1)}".strip()
        files.add(
            "products", number, product=f"WEB-{number}", name=said if dice.random() < 0.8 else name(1, sized=False),
            barcode=code if dice.random() < 0.7 else None, supplier=None, supplier_product=None,
        )  # fmt: skip
    if dice.random() < 0.25:  # an old list
        files.add(
            "products", number, product=f"OLD{number}", name=bare(name(2)), barcode=None,
            supplier="grès sarl", supplier_product=theirs if dice.random() < 0.7 else None,
        )  # fmt: skip
    if dice.random() < 0.3:  # a spreadsheet that takes zeros away
        files.add("stock", number, product=str(int(sku)), name=bare(name(3)))
    if dice.random() < 0.6:  # a till, which knows names alone
        files.add(
            "order_lines", number, product=None, name=bare(name(3, sized=dice.random() < 0.9))
        )
    if dice.random() < 0.3:
        files.add("receipts", number, product=sku, name=name(0))


def resolved(found: Written, decisions: Decisions = Decisions()) -> Resolution:  # noqa: B008 (frozen)
    """Who is who, by (table, row): rows of one reference, or of one name alone, are one as everywhere in the firm."""
    known = known_items(found.tables, {"products:grès sarl": 0}, decisions, None)
    rows = _rows(found)
    clusters = tuple(
        tuple(row for key in cluster for row in rows[key]) for cluster in known.clusters
    )
    review = tuple(
        Doubt(rows[one.a][0], rows[one.b][0], one.chance, one.reason) for one in known.review
    )
    return Resolution(clusters, (), review)


def answered(found: Written) -> tuple[Resolution, int]:
    """Who is who once a person has answered, truthfully, every question that is asked, study after study; and how many."""
    rows = _rows(found)
    truth = {key: found.truth[first[0]] for key, first in rows.items()}
    same: set[tuple[Hashable, Hashable]] = set()
    different: set[tuple[Hashable, Hashable]] = set()
    for _ in range(20):
        decisions = Decisions(frozenset(same), frozenset(different))
        known = known_items(found.tables, {"products:grès sarl": 0}, decisions, None)
        if not known.review:
            break
        for one in known.review:
            (same if truth[one.a] == truth[one.b] else different).add((one.a, one.b))
    return resolved(found, Decisions(frozenset(same), frozenset(different))), len(same | different)


def _rows(found: Written) -> dict[str, list[Hashable]]:
    """Rows by key."""
    rows: dict[str, list[Hashable]] = {}
    for table in TABLES:
        if table in found.tables:
            for place, record in enumerate(found.tables[table].iter_rows(named=True)):
                cells = {n: v for n, v in record.items() if isinstance(v, str)}
                rows.setdefault(key_of_cells(table, cells), []).append((table, place))
    return rows
