"""Every line of freight of the books, and what it carries: decided once, used by every idea of the room.

Accounts first (Plan comptable général): 6241 carries what is bought, 6242 what is sold, 6243 goes between the firm's
own places, 6244 and 6247 carry no goods, 6224 pays forwarders, 61636 and 61637 insure the transport. Words decide
where the account does not: the rest of 624, carriage inside 608 (costs that come with a purchase), and parcels among
postal costs (626). What neither says stays `unknown`, unless the owner answered.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

import polars as pl

from ancrage.chain.logistics.questions import UNKNOWN_FREIGHT
from ancrage.chain.logistics.words import any_word
from ancrage.firm import Firm

Kind = Literal["in", "out", "between", "unknown", "forwarder", "insurance"]
MOVES: tuple[Kind, ...] = ("in", "out", "between", "unknown")

_BY_ACCOUNT = {
    "6241": "in",
    "6242": "out",
    "6243": "between",
    "6244": "not_goods",
    "6247": "not_goods",
    "6224": "forwarder",
    "61636": "insurance",
    "61637": "insurance",
}
_BY_WORDS = ("624", "626", "608")
# Words of a line, of its account or of its supplier, with or without capitals and accents.
# Carriers of parcels only: those who also carry pallets say nothing of the side.
_PARCELS = any_word(
    "colis",
    "colissimo",
    "chronopost",
    "dhl",
    "ups",
    "gls",
    "dpd",
    "tnt",
    "fedex",
    "mondial relay",
    "relais colis",
    "colis ?priv[ée]",
    "parcels?",
)
_IN = any_word(
    "achats?",
    "fournisseurs?",
    "frs",
    r"import\w*",
    r"appro\w*",
    "fret maritime",
    "conteneurs?",
    "containers?",
    "enl[èe]vements?",
    "acheminements?",
)
_OUT = any_word(
    "ventes?",
    "clients?",
    "clts?",
    "livraisons?",
    "exp[ée]ditions?",
    r"export\w*",
    "envois?",
)
_BETWEEN = any_word(
    "inter ?-?sites?",
    "entre (sites|[ée]tablissements|d[ée]p[ôo]ts|magasins)",
    "navettes?",
    "inter ?-?(magasins?|d[ée]p[ôo]ts?)",
)
_NOT_GOODS = any_word(
    "personnel",
    "salari[ée]s?",
    "taxis?",
    "vtc",
    "sncf",
    "trains?",
    "m[ée]tro",
    "ratp",
    "navigo",
    "d[ée]m[ée]nagements?",
    "administratifs?",
)
_CARRIAGE = any_word(
    "transports?",
    "transporteurs?",
    "frets?",
    "freight",
    "ports?",
    "acheminements?",
    "livraisons?",
    "shipping",
)


def freight_lines(firm: Firm) -> pl.DataFrame:
    """Columns of `lines_of` and kind: one row a ledger line of freight, forwarders and transport insurance."""
    numbers = firm.chart.accounts
    kinds = {number: _kind_of(number) for number in numbers}
    told = lines_of(firm, [number for number, kind in kinds.items() if kind])
    told = told.with_columns(
        pl.col("account").replace_strict(kinds, default=None, return_dtype=pl.String).alias("kind")
    )
    asked = [n for n in numbers if n.startswith(_BY_WORDS) and not kinds[n]]
    read = with_words(firm, lines_of(firm, asked)).with_columns(_kind_by_words().alias("kind"))
    answer = firm.answers.get(UNKNOWN_FREIGHT)
    if answer in {"in", "out", "other"}:
        said = "not_goods" if answer == "other" else str(answer)
        read = read.with_columns(pl.col("kind").replace({"unknown": said}))
    found = pl.concat([told, read.select(told.columns)])
    return found.filter(~pl.col("kind").is_in(["not_goods", "none"]))


def lines_of(firm: Firm, accounts: Collection[str]) -> pl.DataFrame:
    """Purchases of some accounts: year_end, date, account, amount (cents), party, label, entry, source, line.

    One row a ledger line; `party` is null where the entry names nobody or several.
    """
    bought = firm.purchases
    used = set(bought["account"].unique(maintain_order=True).cast(pl.String).to_list())
    rows = bought.filter(pl.col("account").is_in([name for name in accounts if name in used]))
    rows = rows.select(
        "year_end",
        "date",
        pl.col("account").cast(pl.String),
        "amount",
        pl.when(pl.col("origin") == "party").then(pl.col("party")).alias("party"),
        pl.col("label").fill_null(""),
        "entry",
        "source",
        "line",
        (pl.col("origin") == "split").alias("split"),
    )
    if rows["split"].any():
        # A line shared between suppliers has one row for each: together they are the line again.
        rows = rows.group_by("source", "line", maintain_order=True).agg(
            pl.col("amount").sum(), pl.exclude("amount", "source", "line").first()
        )
    return rows.select(
        "year_end", "date", "account", "amount", "party", "label", "entry", "source", "line"
    )


def with_words(firm: Firm, rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of `lines_of` with `booked` (label of the account) and `words` (label, account's label, supplier)."""
    labels = {
        name: firm.chart.label(name)
        for name in rows["account"].unique(maintain_order=True).to_list()
    }
    people = firm.parties.select("party", pl.col("name").fill_null("").alias("supplier"))
    named = rows.join(people, on="party", how="left", maintain_order="left").with_columns(
        pl.col("account")
        .replace_strict(labels, default="", return_dtype=pl.String)
        .alias("booked"),
        pl.col("supplier").fill_null(""),
    )
    return named.with_columns(
        pl.concat_str("label", "booked", "supplier", separator=" ").alias("words")
    )


def _kind_of(number: str) -> str | None:
    return next((k for prefix, k in _BY_ACCOUNT.items() if number.startswith(prefix)), None)


def _kind_by_words() -> pl.Expr:
    account, words, label = pl.col("account"), pl.col("words"), pl.col("label")
    parcel, bought = words.str.contains(_PARCELS), words.str.contains(_IN)
    sold = words.str.contains(_OUT) | parcel
    # The label of account 624 itself names the transport of staff: words that exclude must be in the line's own.
    rest_of_624 = (
        pl.when(label.str.contains(_NOT_GOODS))
        .then(pl.lit("not_goods"))
        .when(words.str.contains(_BETWEEN))
        .then(pl.lit("between"))
        .when(bought & ~sold)
        .then(pl.lit("in"))
        .when(sold & ~bought)
        .then(pl.lit("out"))
        .otherwise(pl.lit("unknown"))
    )
    return (
        pl.when(account.str.starts_with("624"))
        .then(rest_of_624)
        .when(account.str.starts_with("626") & parcel)
        .then(pl.lit("out"))
        .when(account.str.starts_with("608") & label.str.contains(_CARRIAGE))
        .then(pl.lit("in"))
        .otherwise(pl.lit("none"))
    )
