"""Who is who among the suppliers or the customers of a firm: over the books and every table of trade, by what the owner said.

The books put their own spellings together by names alone (`parties`). Where other files name suppliers, or customers, their
numbers and names count too, and parties of the books that turn out to be one become one (`Firm.parties`). Where there is
nothing but books, what more could be put together is asked, never done. Items: `firm.items.which`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from ancrage.firm.identities.customers import buyers
from ancrage.firm.identities.known import (
    MOST,
    Asked,
    Group,
    Known,
    Put,
    Who,
    by_amount,
    by_use,
    in_keys,
    with_forced,
)
from ancrage.firm.identities.model import Decisions, Row
from ancrage.firm.identities.reasons import merged
from ancrage.firm.identities.suppliers import NAMES, Writing, writings

if TYPE_CHECKING:
    from ancrage.firm.model import Firm
    from ancrage.firm.parties import Parties, Side

BOOKS = "parties"
_NEARLY = 0.99  # chance of what would be merged without asking, if other files were there


def is_told(side: Side, tables: Mapping[str, pl.DataFrame], siren: str | None) -> bool:
    """Whether other files than the books name suppliers, or customers."""
    if side == "customer":
        return bool(buyers(tables, siren))
    return any(
        tables[name][column].is_not_null().any() for name, column in NAMES.items() if name in tables
    )


def know(
    side: Side,
    books: Parties,
    tables: Mapping[str, pl.DataFrame],
    decisions: Decisions,
    siren: str | None,
) -> Known:
    """Who is who over all files.

    Args:
        side: of suppliers, or of customers.
        books: parties of the books, `decisions` included.
        tables: tables of trade, by name.
        decisions: what the owner said of pairs of keys.
        siren: that of the firm itself.
    """
    from ancrage.firm.identities.resolving import (  # noqa: PLC0415 (not where there are books alone)
        resolve_customers,
        resolve_firms,
    )

    ours, party_of = _of_books(side, books)
    if side == "customer":
        others, resolve = buyers(tables, siren), resolve_customers
    else:
        codes = {one.code for one in books.written if one.side == side}
        others, resolve = writings(tables, codes, siren), resolve_firms
    found = {one.key: one for one in (*ours, *others)}
    if len(found) > MOST:
        alone = {one.key: one for one in ours}
        return Known(alone, tuple(_by_party(party_of)), party_of=party_of)
    forced: list[tuple[str, str]] = []
    first: dict[int, str] = {}
    for key, party in party_of.items():
        if first.setdefault(party, key) != key:
            forced.append((first[party], key))
    rows = [row for one in found.values() for row in one.rows]
    return in_keys(found, resolve(rows, with_forced(found, decisions, forced)), party_of)


def _of_books(side: Side, books: Parties) -> tuple[list[Writing], dict[str, int]]:
    """Parties of the books as they are written, and the party of each; those that stand for many are left out."""
    pooled = set(books.table.filter("pooled")["party"])
    found: dict[str, Writing] = {}
    party_of: dict[str, int] = {}
    for one, party in zip(books.written, books.keys["party"].to_list(), strict=True):
        if one.side != side or party in pooled or one.key in found:
            continue
        row = Row(one.key, one.name, extra=(("code", one.code),))
        found[one.key] = Writing(one.key, BOOKS, one.name, one.code, (row,))
        party_of[one.key] = party
    return list(found.values()), party_of


def who(firm: Firm, side: Side = "supplier") -> Who:
    """Who is who among the suppliers, or the customers, of a firm, with amounts and files."""
    known, books = firm.known(side), firm.parties_of_books
    of_books = [
        Put(books.written[a].key, books.written[b].key, merged(why))
        for a, b, why in books.merges
        if why != "decided"
        and {books.written[a].key, books.written[b].key} <= known.party_of.keys()
    ]
    of_books = [one for one in of_books if one.a != one.b]
    done, asked = list(known.merges), list(known.review)
    if is_told(side, firm.tables, firm.siren):
        clusters: Sequence[tuple[str, ...]] = known.clusters
    else:
        asked = [*(Asked(one.a, one.b, _NEARLY, one.reason) for one in done), *asked]
        clusters, done = _by_party(known.party_of), []
    groups = _groups(firm, side, clusters)
    return Who(
        _with_files(firm, side, known.written),
        groups,
        (*of_books, *done),
        by_use(asked, groups, known.written),
    )


def _by_party(party_of: Mapping[str, int]) -> list[tuple[str, ...]]:
    found: dict[int, list[str]] = defaultdict(list)
    for key, party in party_of.items():
        found[party].append(key)
    return [tuple(keys) for keys in found.values()]


def parties_of_keys(firm: Firm, side: Side = "supplier") -> dict[str, int]:
    """Parties of the books by key, as they are now: those that were made one included."""
    known = firm.known(side).party_of
    return {
        one.key: party
        for one, party in zip(
            firm.parties_of_books.written, firm.party_keys["party"].to_list(), strict=True
        )
        if one.side == side and one.key in known
    }


def _groups(firm: Firm, side: Side, clusters: Iterable[tuple[str, ...]]) -> tuple[Group, ...]:
    lines = firm.purchases if side == "supplier" else firm.sales
    amounts = dict(
        lines.filter(pl.col("party").is_not_null())
        .group_by("party", maintain_order=True)
        .agg(pl.col("amount").sum())
        .iter_rows()
    )
    of = parties_of_keys(firm, side)
    found = []
    for cluster in clusters:
        keys = sorted(cluster, key=lambda key: (key not in of, cluster.index(key)))
        parties = {of[key] for key in cluster if key in of}
        amount = sum(amounts.get(party, 0) for party in parties) if parties else None
        found.append(Group(tuple(keys), amount))
    return by_amount(found)


def _with_files(firm: Firm, side: Side, written: Mapping[str, Writing]) -> dict[str, Writing]:
    """The same, those of the books with the files that write them so."""
    places = firm.party_keys.drop("party").with_row_index("place")
    columns = ["account", "aux", "aux_label"]
    sources = dict(
        firm.ledger.select(*columns, "source")
        .unique(maintain_order=True)
        .join(places, on=columns, nulls_equal=True, maintain_order="left")
        .group_by("place", maintain_order=True)
        .agg(pl.col("source").sort())
        .iter_rows()
    )
    files: dict[str, set[int]] = defaultdict(set)
    for place, one in enumerate(firm.parties_of_books.written):
        if one.side == side:
            files[one.key].update(sources.get(place, ()))
    return {
        key: replace(one, sources=tuple(sorted(files[key]))) if key in files else one
        for key, one in written.items()
    }
