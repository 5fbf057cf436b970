"""Who is who among the suppliers of a firm: over the books and every table of trade, by what the owner said.

The books put their own spellings together by names alone (`parties`). Where other files name suppliers, their numbers
and names count too, and parties of the books that turn out to be one become one (`Firm.parties`). Where there is
nothing but books, what more could be put together is asked, never done.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from ancrage.firm.identities import Decisions, Resolution, Row, resolve
from ancrage.firm.identities.model import RowId
from ancrage.firm.identities.reasons import merged
from ancrage.firm.identities.suppliers import NAMES, Writing, writings
from ancrage.text import Text

if TYPE_CHECKING:
    from ancrage.firm.model import Firm
    from ancrage.firm.parties import Parties

BOOKS = "parties"
_NEARLY = 0.99  # chance of what would be merged without asking, if other files were there
_DECIDED = merged("decided")
_MOST = 20_000  # ways of writing beyond which names are not compared: it would take longer than ten seconds


@dataclass(frozen=True, slots=True)
class Put:
    """Two keys put together without asking, and why."""

    a: str
    b: str
    reason: Text


@dataclass(frozen=True, slots=True)
class Asked:
    """Two keys, each of a supplier of its own, that may be one: the chance of it (0 to 1), and what speaks for it.

    In `Who.review` the first is that of the supplier with more euros.
    """

    a: str
    b: str
    chance: float
    reason: Text


@dataclass(frozen=True, eq=False)
class Known:
    """What all files together say of suppliers.

    Args:
        written: each way of writing, by key.
        party_of: parties of the books by the key of their writings, before any is made one with another.
        clusters: keys that are one supplier.
        merges: keys put together without asking, and why; what the books did is not repeated here.
        review: keys to ask about, the most useful first.
    """

    written: Mapping[str, Writing]
    party_of: Mapping[str, int]
    clusters: tuple[tuple[str, ...], ...]
    merges: tuple[Put, ...]
    review: tuple[Asked, ...]

    @property
    def together(self) -> list[list[int]]:
        """Parties of the books that are one supplier, for `parties.joined`."""
        # All writings of a party are in one cluster (`know`): no party is in two.
        groups = [
            {self.party_of[key] for key in cluster if key in self.party_of}
            for cluster in self.clusters
        ]
        return [sorted(group) for group in groups if len(group) > 1]


@dataclass(frozen=True, slots=True)
class Supplier:
    """One supplier.

    Args:
        keys: its ways of writing, those of the books first.
        purchases: cents bought from it in the books, before tax, all fiscal years; None where the books do not know it.
    """

    keys: tuple[str, ...]
    purchases: int | None


@dataclass(frozen=True, eq=False)
class Who:
    """Who is who, to be shown and corrected.

    Args:
        written: each way of writing, by key, with its files.
        suppliers: every supplier, the one most bought from first.
        merges: keys put together without asking, and why.
        review: keys to ask about, each of a supplier of its own: the most useful first.
    """

    written: Mapping[str, Writing]
    suppliers: tuple[Supplier, ...]
    merges: tuple[Put, ...]
    review: tuple[Asked, ...]


def is_told(tables: Mapping[str, pl.DataFrame]) -> bool:
    """Whether other files than the books name suppliers."""
    return any(
        tables[name][column].is_not_null().any() for name, column in NAMES.items() if name in tables
    )


def know(
    books: Parties, tables: Mapping[str, pl.DataFrame], decisions: Decisions, siren: str | None
) -> Known:
    """Who is who over all files.

    Args:
        books: parties of the books, `decisions` included.
        tables: tables of trade, by name.
        decisions: what the owner said of pairs of keys.
        siren: that of the firm itself.
    """
    ours, party_of = _of_books(books)
    codes = {one.code for one in books.written if one.side == "supplier"}
    found = {one.key: one for one in (*ours, *writings(tables, codes, siren))}
    if len(found) > _MOST:
        alone = {one.key: one for one in ours}
        return Known(alone, party_of, tuple(_by_party(party_of)), (), ())
    rows = [row for one in found.values() for row in one.rows]
    forced = {(one.key, row.id) for one in found.values() for row in one.rows[1:]}
    first: dict[int, str] = {}
    for key, party in party_of.items():
        if first.setdefault(party, key) != key:
            forced.add((first[party], key))
    result = resolve(rows, replace(decisions, same=decisions.same | forced))
    return _in_keys(found, party_of, result)


def _of_books(books: Parties) -> tuple[list[Writing], dict[str, int]]:
    """Suppliers of the books as they are written, and the party of each; those that stand for many are left out."""
    pooled = set(books.table.filter("pooled")["party"])
    found: dict[str, Writing] = {}
    party_of: dict[str, int] = {}
    for one, party in zip(books.written, books.keys["party"].to_list(), strict=True):
        if one.side != "supplier" or party in pooled or one.key in found:
            continue
        row = Row(one.key, one.name, extra=(("code", one.code),))
        found[one.key] = Writing(one.key, BOOKS, one.name, one.code, (row,))
        party_of[one.key] = party
    return list(found.values()), party_of


def _in_keys(
    found: Mapping[str, Writing], party_of: Mapping[str, int], result: Resolution
) -> Known:
    clusters = [tuple(dict.fromkeys(map(_key, one))) for one in result.clusters]
    merges = [
        Put(_key(one.a), _key(one.b), one.reason)
        for one in result.merges
        if one.reason != _DECIDED and _key(one.a) != _key(one.b)
    ]
    review = [Asked(_key(one.a), _key(one.b), one.score, one.reason) for one in result.review]
    return Known(found, party_of, tuple(clusters), tuple(merges), tuple(review))


def _key(row: RowId) -> str:
    return str(row[0]) if isinstance(row, tuple) else str(row)


def who(firm: Firm) -> Who:
    """Who is who among the suppliers of a firm, with amounts and files."""
    known, books = firm.suppliers_known, firm.parties_of_books
    of_books = [
        Put(books.written[a].key, books.written[b].key, merged(why))
        for a, b, why in books.merges
        if why != "decided"
        and {books.written[a].key, books.written[b].key} <= known.party_of.keys()
    ]
    of_books = [one for one in of_books if one.a != one.b]
    done, asked = list(known.merges), list(known.review)
    if is_told(firm.tables):
        clusters: Sequence[tuple[str, ...]] = known.clusters
    else:
        asked = [*(Asked(one.a, one.b, _NEARLY, one.reason) for one in done), *asked]
        clusters, done = _by_party(known.party_of), []
    suppliers = _suppliers(firm, clusters)
    return Who(
        _with_files(firm, known.written),
        suppliers,
        (*of_books, *done),
        _by_use(asked, suppliers, known.written),
    )


def _by_party(party_of: Mapping[str, int]) -> list[tuple[str, ...]]:
    found: dict[int, list[str]] = defaultdict(list)
    for key, party in party_of.items():
        found[party].append(key)
    return [tuple(keys) for keys in found.values()]


def parties_of_keys(firm: Firm) -> dict[str, int]:
    """Parties of the books by key, as they are now: those that were made one included."""
    return {
        one.key: party
        for one, party in zip(
            firm.parties_of_books.written, firm.party_keys["party"].to_list(), strict=True
        )
        if one.key in firm.suppliers_known.party_of
    }


def _suppliers(firm: Firm, clusters: Iterable[tuple[str, ...]]) -> tuple[Supplier, ...]:
    bought = dict(
        firm.purchases.filter(pl.col("party").is_not_null())
        .group_by("party")
        .agg(pl.col("amount").sum())
        .iter_rows()
    )
    of = parties_of_keys(firm)
    found = []
    for cluster in clusters:
        keys = sorted(cluster, key=lambda key: (key not in of, cluster.index(key)))
        parties = {of[key] for key in cluster if key in of}
        amount = sum(bought.get(party, 0) for party in parties) if parties else None
        found.append(Supplier(tuple(keys), amount))
    return tuple(
        sorted(found, key=lambda one: (-(one.purchases or 0), one.purchases is None, one.keys))
    )


def _by_use(
    asked: Iterable[Asked], suppliers: Iterable[Supplier], written: Mapping[str, Writing]
) -> tuple[Asked, ...]:
    """Questions by the euros of the smaller side times the chance of a yes; one a pair of suppliers."""
    home = {key: place for place, one in enumerate(suppliers) for key in one.keys}
    euros = {
        key: abs(one.purchases) if one.purchases is not None else _told(one, written)
        for one in suppliers
        for key in one.keys
    }
    once = {
        frozenset({home[one.a], home[one.b]}): one
        for one in reversed(list(asked))
        if home[one.a] != home[one.b]
    }
    in_order = [
        one if euros[one.a] >= euros[one.b] else replace(one, a=one.b, b=one.a)
        for one in reversed(once.values())
    ]
    return tuple(sorted(in_order, key=lambda one: -one.chance * min(euros[one.a], euros[one.b])))


def _told(supplier: Supplier, written: Mapping[str, Writing]) -> int:
    return max((abs(written[key].amount or 0) for key in supplier.keys), default=0)


def _with_files(firm: Firm, written: Mapping[str, Writing]) -> dict[str, Writing]:
    """The same, those of the books with the files that write them so."""
    places = firm.party_keys.drop("party").with_row_index("place")
    columns = ["account", "aux", "aux_label"]
    sources = dict(
        firm.ledger.select(*columns, "source")
        .unique()
        .join(places, on=columns, nulls_equal=True)
        .group_by("place")
        .agg(pl.col("source").sort())
        .iter_rows()
    )
    files: dict[str, set[int]] = defaultdict(set)
    for place, one in enumerate(firm.parties_of_books.written):
        if one.side == "supplier":
            files[one.key].update(sources.get(place, ()))
    return {
        key: replace(one, sources=tuple(sorted(files[key]))) if key in files else one
        for key, one in written.items()
    }
