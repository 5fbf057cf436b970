"""Every line of freight of the books, and what it carries: decided once, used by every idea of the room.

Accounts first (Plan comptable général): 6241 carries what is bought, 6242 what is sold, 6243 goes between the firm's
own places, 6244 and 6247 carry no goods, 6224 pays forwarders, 61636 and 61637 insure the transport. Words decide
where the account does not: the rest of 624, carriage inside 608 (costs that come with a purchase), and parcels among
postal costs (626). What neither says stays `unknown`, unless the owner answered.
"""

from __future__ import annotations

from typing import Literal

import polars as pl

from ancrage.firm import Firm

Kind = Literal["in", "out", "between", "unknown", "forwarder", "insurance"]
UNKNOWN_FREIGHT = "logistics_unknown_freight"
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
# Words of a line, of its account or of its supplier, without accents or capitals.
_PARCELS = (
    r"\b(colis|colissimo|chronopost|dhl|ups|gls|dpd|tnt|fedex|mondial relay|relais colis|colis prive|"
    r"colisprive|geodis|heppner|ciblex|dachser|parcels?)\b"
)
_IN = r"\b(achats?|fournisseurs?|frs|import\w*|appro\w*|fret maritime|conteneurs?|containers?|enlevements?|acheminement)\b"
_OUT = r"\b(ventes?|clients?|clts?|livraisons?|expeditions?|export\w*|envois?)\b"
_BETWEEN = r"\b(inter ?-?sites?|entre (sites|etablissements|depots|magasins)|navettes?|inter ?-?(magasins?|depots?))\b"
_NOT_GOODS = r"\b(personnel|salaries?|taxis?|vtc|sncf|trains?|metro|ratp|navigo|demenagements?|administratifs?)\b"
_CARRIAGE = r"\b(transports?|transporteurs?|frets?|freight|ports?|acheminement|livraisons?|shipping)\b"


def freight_lines(firm: Firm) -> pl.DataFrame:
    """One row a ledger line: year_end, date, amount (cents), kind, words, party, entry, source, line.

    `words` is the label with those of the account and of the supplier, without accents or capitals; `said` is the
    label alone. `party` is null where the entry names nobody or several.
    """
    names = [
        number
        for number in firm.chart.accounts
        if number.startswith(_BY_WORDS) or number.startswith(tuple(_BY_ACCOUNT))
    ]
    lines = worded(firm, names)
    found = lines.with_columns(_kind().alias("kind"))
    answer = firm.answers.get(UNKNOWN_FREIGHT)
    if answer in {"in", "out", "other"}:
        told = "not_goods" if answer == "other" else str(answer)
        found = found.with_columns(pl.col("kind").replace({"unknown": told}))
    return found.filter(~pl.col("kind").is_in(["not_goods", "none"]))


def worded(firm: Firm, accounts: list[str]) -> pl.DataFrame:
    """Purchase lines of some accounts, one row a ledger line, with their words (see `freight_lines`)."""
    lines = firm.purchases
    used = set(lines["account"].unique().cast(pl.String).to_list())
    rows = lines.filter(pl.col("account").is_in([name for name in accounts if name in used]))
    rows = rows.with_columns(
        pl.when(pl.col("origin") != "split").then(pl.col("party")).alias("party")
    )
    if (rows["origin"] == "split").any():
        # A line shared between suppliers has one row for each: together they are the line again.
        rows = rows.group_by("source", "line", maintain_order=True).agg(
            pl.col("amount").sum(), pl.exclude("amount", "source", "line").first()
        )
    number = rows["account"].cast(pl.String)
    labels = {name: firm.chart.label(name) for name in number.unique().to_list()}
    people = firm.parties.select("party", "name")
    texts = rows.join(people, on="party", how="left", maintain_order="left").select(
        pl.col("label").fill_null("").alias("said"),
        pl.lit(number).replace_strict(labels, default="", return_dtype=pl.String).alias("booked"),
        pl.col("name").fill_null(""),
    )
    return rows.select(
        "year_end",
        "date",
        "amount",
        "party",
        "entry",
        "source",
        "line",
        number.alias("account"),
        texts.select(_plain(pl.col("said"))).to_series().alias("said"),
        texts.select(_plain(pl.col("booked"))).to_series().alias("booked"),
        texts.select(_plain(pl.concat_str("said", "booked", "name", separator=" ")))
        .to_series()
        .alias("words"),
    )


def _plain(text: pl.Expr) -> pl.Expr:
    return text.str.to_lowercase().str.normalize("NFKD").str.replace_all(r"\p{M}", "")


def _kind() -> pl.Expr:
    account, words = pl.col("account"), pl.col("words")
    known = pl.coalesce(
        pl.when(account.str.starts_with(prefix)).then(pl.lit(kind))
        for prefix, kind in _BY_ACCOUNT.items()
    )
    # The label of an account such as « Transports de biens et transports collectifs du personnel » says nothing of
    # the line: words that exclude are looked for in the label of the line alone.
    said = pl.col("said")
    parcel, bought = words.str.contains(_PARCELS), words.str.contains(_IN)
    sold = words.str.contains(_OUT) | parcel
    rest_of_624 = (
        pl.when(said.str.contains(_NOT_GOODS))
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
        pl.when(known.is_not_null())
        .then(known)
        .when(account.str.starts_with("624"))
        .then(rest_of_624)
        .when(account.str.starts_with("626") & parcel)
        .then(pl.lit("out"))
        .when(account.str.starts_with("608") & said.str.contains(_CARRIAGE))
        .then(pl.lit("in"))
        .otherwise(pl.lit("none"))
    )
