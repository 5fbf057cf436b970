"""Names of marketplaces and payment services, and how to find them in labels.

The lists hold what is common in France; a marketplace that they miss is known by the firm's own
books: a supplier of commissions (account 6222) whose name, or whose account, says marketplace.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TypeAlias

import polars as pl

from ancrage.firm import Firm

Names: TypeAlias = tuple[tuple[str, str], ...]
"""Name for people, and its pattern in text without capitals."""

MARKETPLACES: Names = (
    ("Amazon", r"amazon|amzn"),
    ("Etsy", r"etsy"),
    ("eBay", r"ebay"),
    ("Cdiscount", r"cdiscount"),
    ("Leboncoin", r"le ?bon ?coin"),
    ("Vinted", r"vinted"),
    ("Faire", r"faire\.com|faire wholesale|faire market\w*"),
    ("Ankorstore", r"ankorstore"),
    ("ManoMano", r"mano ?mano|colibri sas"),
    ("Rakuten", r"rakuten|priceminister"),
    ("Back Market", r"back ?market"),
    ("Zalando", r"zalando"),
    ("Fnac Darty", r"fnac market\w*|fnac darty market\w*"),
    ("La Redoute", r"la redoute"),
    ("AliExpress", r"aliexpress|alipay"),
    ("Temu", r"temu"),
    ("Booking.com", r"booking\.com|booking bv"),
    ("Airbnb", r"airbnb"),
    ("Uber Eats", r"uber ?eats"),
    ("Deliveroo", r"deliveroo"),
    ("Just Eat", r"just ?eat"),
    ("TheFork", r"the ?fork|la ?fourchette"),
)
PAYMENTS: Names = (
    ("Shopify", r"shopify"),
    ("Stripe", r"stripe"),
    ("PayPal", r"paypal"),
    ("SumUp", r"sum ?up"),
    ("Square", r"square ?up|square europe|square inc"),
    ("Zettle", r"i?zettle"),
    ("Adyen", r"adyen"),
    ("Alma", r"alma sas|alma pay\w*|alma\.eu"),
    ("Klarna", r"klarna"),
    ("Mollie", r"mollie"),
    ("PayPlug", r"payplug"),
    ("Worldline", r"worldline|ingenico"),
    ("Viva", r"viva ?wallet|viva\.com"),
    ("GoCardless", r"gocardless"),
)
CARD_WORDS = r"(?i)\b(?:cb|cartes?|tpe|terminal|mon[eé]tique|psp|commissions?)\b"

_SAYS_MARKETPLACE = re.compile(r"market ?place|place de march|plate ?-?forme", re.IGNORECASE)
_GENERIC = frozenset(
    {"marketplace", "market", "place", "marche", "plateforme", "online", "services", "europe"}
    | {"france", "payments", "sarl", "sasu", "limited", "gmbh", "commissions", "ventes", "clients"}
)


def named(text: pl.Series, names: Names) -> pl.Series:
    """The name whose pattern each text holds as whole words; null for none."""
    patterns = [pattern for _, pattern in names]
    stems = sorted({_stem(part) for pattern in patterns for part in pattern.split("|")})
    # Plain words first: they are found ten times faster than patterns, and most texts hold none.
    places = text.str.contains_any(stems, ascii_case_insensitive=True).fill_null(value=False)
    found = text.filter(places).str.to_lowercase().str.extract(rf"\b({'|'.join(patterns)})\b", 1)
    meant = {
        words: next(name for name, pattern in names if re.fullmatch(pattern, words))
        for words in found.drop_nulls().unique(maintain_order=True).to_list()
    }
    nothing = pl.Series([None], dtype=pl.String).new_from_index(0, len(text))
    return nothing.scatter(
        places.arg_true(), found.replace_strict(meant, default=None, return_dtype=pl.String)
    )


def _stem(pattern: str) -> str:
    """The longest run of letters that every text of a pattern holds."""
    certain: str = re.sub(r"\\w\*|.\?|\\", " ", pattern)
    runs: list[str] = re.findall(r"[a-z0-9]+", certain)
    return max(runs, key=len)


def marketplaces_of(firm: Firm) -> Names:
    """The known marketplaces, and those that the firm's own commissions name."""
    known = "|".join(pattern for _, pattern in (*MARKETPLACES, *PAYMENTS))
    accounts = [n for n in firm.chart.accounts if n.startswith("6222")]
    if not accounts:
        return MARKETPLACES
    suppliers = (
        firm.purchases.filter(pl.col("account").is_in(accounts) & pl.col("party").is_not_null())
        .group_by("party", maintain_order=True)
        .agg(pl.col("account").cast(pl.String).first())
        .sort("party")
    )
    own = []
    for party, account in suppliers.iter_rows():
        name = firm.name_of(party)
        says = _SAYS_MARKETPLACE.search(f"{name} {firm.chart.label(account)}")
        if says and not re.search(rf"\b(?:{known})\b", name, re.IGNORECASE):
            word = _distinctive(name)
            if word:
                own.append((word.capitalize(), re.escape(word)))
    return (*MARKETPLACES, *own)


def _distinctive(name: str) -> str | None:
    """The first word of a name that is its own: four letters at least, no legal form, no generic word."""
    text = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = [w for w in re.findall(r"[a-z0-9]+", text) if len(w) > 3 and w not in _GENERIC]
    return words[0] if words else None
