"""Which supplier a line names, by a distinctive word of its name or one of its invoice references."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import polars as pl

from ancrage.chain.sourcing.places import COUNTRIES, fold
from ancrage.firm import Firm

# Words of names that say a trade or a shape, and would be found in the label of anybody's freight.
COMMON = frozenset(
    [
        "TRADING",
        "TRADE",
        "IMPORT",
        "EXPORT",
        "IMPEX",
        "INTERNATIONAL",
        "GLOBAL",
        "WORLD",
        "WORLDWIDE",
        "COMPANY",
        "GROUP",
        "GROUPE",
        "HOLDING",
        "FRANCE",
        "EUROPE",
        "INDUSTRIAL",
        "INDUSTRIE",
        "INDUSTRIES",
        "INDUSTRY",
        "MANUFACTURING",
        "FACTORY",
        "TECHNOLOGY",
        "TECHNOLOGIES",
        "TEXTILE",
        "TEXTILES",
        "PARTS",
        "PRODUCTS",
        "PRODUITS",
        "SERVICE",
        "SERVICES",
        "LOGISTICS",
        "LOGISTIQUE",
        "TRANSPORT",
        "TRANSPORTS",
        "TRANSIT",
        "FRET",
        "FREIGHT",
        "CARGO",
        "EXPRESS",
        "SHIPPING",
        "ACHAT",
        "ACHATS",
        "VENTE",
        "VENTES",
        "STOCK",
        "MAISON",
        "ATELIER",
        "ATELIERS",
        "LIMITED",
        "SARL",
        "DIVERS",
        "MARCHANDISE",
        "MARCHANDISES",
        "DOUANE",
        "DROITS",
        "FRAIS",
        "FACTURE",
        "AVOIR",
        "COMMANDE",
        "DOSSIER",
        "HOME",
        "DESIGN",
        "STYLE",
    ]
)
WORD_LENGTH = 4  # shorter words are met by chance
REFERENCE_LENGTH, DIGITS_LENGTH = 4, 5  # with a letter and a digit, or digits alone


def tokens_of(firm: Firm, parties: Mapping[int, str | None], goods: pl.DataFrame) -> pl.DataFrame:
    """token, owner: what names each supplier and no other one.

    Args:
        firm: whose books.
        parties: suppliers, with the code of their country when it is known; outside the European Union its towns
            then name the supplier, if it is the only one of that country.
        goods: rows of purchases of all suppliers of goods.
    """
    found = [*_words(firm, parties), *_places(parties)]
    words = pl.DataFrame(found, schema={"token": pl.String, "owner": pl.UInt32}, orient="row")
    return pl.concat([words, _references(parties, goods)]).unique(maintain_order=True)


def _references(parties: Collection[int], goods: pl.DataFrame) -> pl.DataFrame:
    pieces = goods.filter(pl.col("piece").is_not_null() & (pl.col("piece") != ""))
    theirs = pl.col("party").is_in(list(parties))
    return (
        pieces.filter(theirs)
        .select("piece", "party")
        .unique(maintain_order=True)
        .join(pieces.filter(~theirs), on="piece", how="anti")
        .select(_joined(pl.col("piece")).alias("token"), pl.col("party").alias("owner"))
        .unique(maintain_order=True)
        .filter(_is_reference(pl.col("token")) & (pl.col("owner").n_unique().over("token") == 1))
    )


def _words(firm: Firm, parties: Collection[int]) -> list[tuple[str, int]]:
    users: dict[str, set[int]] = {}
    suppliers = firm.parties.filter(pl.col("side") == "supplier").select("party", "name")
    for party, name in suppliers.iter_rows():
        for word in fold(name).split():
            users.setdefault(word, set()).add(party)
    return [
        (word, party)
        for word, owners in users.items()
        for party in owners
        if len(owners) == 1
        and party in parties
        and len(word) >= WORD_LENGTH
        and not word.isdigit()
        and word not in COMMON
    ]


def _places(parties: Mapping[int, str | None]) -> list[tuple[str, int]]:
    by_country: dict[str, list[int]] = {}
    for party, code in parties.items():
        if code is not None and not COUNTRIES[code].eu:
            by_country.setdefault(code, []).append(party)
    return [
        (word, owners[0])
        for code, owners in by_country.items()
        if len(owners) == 1
        for word in COUNTRIES[code].words
        if " " not in word
    ]


def named(lines: pl.DataFrame, tokens: pl.DataFrame, keys: Collection[str]) -> pl.DataFrame:
    """`keys` and `named`: the one supplier that the label or piece of lines with these keys name; none for several."""
    if lines.height == 0 or tokens.height == 0:
        return lines.select(*keys).clear().with_columns(pl.lit(None, pl.UInt32).alias("named"))
    text = _folded(
        pl.concat_str([pl.col("label"), pl.col("piece")], separator=" ", ignore_nulls=True)
    )
    spoken = lines.with_columns(text.alias("text")).select(
        *keys,
        pl.concat_list(
            pl.col("text").str.extract_all(r"[A-Z0-9]+"),
            pl.col("text")
            .str.extract_all(r"[A-Z0-9][A-Z0-9\-/_.]+")
            .list.eval(pl.element().str.replace_all(r"[^A-Z0-9]", "")),
        ).alias("token"),
    )
    found = (
        spoken.explode("token")
        .join(tokens, on="token", how="inner", maintain_order="left")
        .group_by(*keys, maintain_order=True)
    )
    return (
        found.agg(pl.col("owner").n_unique().alias("n"), pl.col("owner").first().alias("named"))
        .filter(pl.col("n") == 1)
        .drop("n")
    )


def _folded(text: pl.Expr) -> pl.Expr:
    return text.str.normalize("NFKD").str.replace_all(r"\p{M}", "").str.to_uppercase()


def _joined(text: pl.Expr) -> pl.Expr:
    return _folded(text).str.replace_all(r"[^A-Z0-9]", "")


def _is_reference(token: pl.Expr) -> pl.Expr:
    """References that are no day (20250301) and no short number."""
    length = token.str.len_chars()
    mixed = (
        token.str.contains(r"[0-9]") & token.str.contains(r"[A-Z]") & (length >= REFERENCE_LENGTH)
    )
    digits = token.str.contains(r"^[0-9]+$") & (length >= DIGITS_LENGTH)
    return mixed | (digits & ~token.str.contains(r"^(19|20)[0-9]{6}$"))
