"""Which table a grid is, and which of its columns is what: proposed with a confidence and reasons, never forced."""

from __future__ import annotations

from collections.abc import Mapping as Dict
from collections.abc import Sequence
from dataclasses import dataclass, field

from ancrage.firm.extract import Confidence
from ancrage.firm.mapping.doubts import Doubt, constants_of, doubts_of
from ancrage.firm.mapping.matching import ALIKE, COMMON, LONGER, Match, Profiles, matches
from ancrage.firm.mapping.names import plain, signature, words
from ancrage.firm.mapping.rules import DECLARED, Mapping
from ancrage.firm.mapping.signs import (
    ALLIES,
    CONTACT,
    DELIVERED,
    FOREIGN,
    OTHER_SIDE,
    PROMISED,
    SOLD,
)
from ancrage.firm.mapping.templates import template_table
from ancrage.firm.mapping.topics import called_as, topics_of
from ancrage.firm.mapping.vocabulary import VOCABULARY
from ancrage.firm.sheets.grid import Grid
from ancrage.text import Text, t, tn

# Each group must have one of its columns.
_NEEDS: Dict[str, tuple[tuple[str, ...], ...]] = {
    "products": (("product", "name"), ("price", "unit_cost", "barcode", "supplier_product", "category", "supplier")),
    "stock": (("product", "name"), ("quantity",)),
    "purchase_orders": (("quantity",), ("product", "name", "order"), ("supplier", "expected", "own order")),
    "receipts": (("quantity",), ("product", "name"), ("received", "order", "supplier")),
    "suppliers": (("name",), ("code", "siren", "vat", "iban", "country", "lead_days", "contact")),
    "customers": (("customer",), ("country", "since", "orders", "spent", "contact")),
    "orders": (("order",), ("gross",)),
    "order_lines": (("quantity",), ("product", "name"), ("own order", "date")),
    "indices": (("value",), ("date",)),
}  # fmt: skip
# Columns for which a weak name is enough where nothing else claims it.
_SAFE = frozenset(
    {"product", "name", "order", "date", "ordered", "received", "quantity", "unit_price", "price", "customer", "code", "gross", "supplier"}
)  # fmt: skip
# Two tables that one file may be together, and the columns of which one must be named without doubt.
_COMPANIONS: Dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "stock": (("products", ("price", "barcode", "supplier_product", "category", "supplier")),),
    "products": (("stock", ("quantity",)),),
    "purchase_orders": (("receipts", ("received", "quantity")),),
    "receipts": (("purchase_orders", ("ordered", "expected", "quantity")),),
}
# What a row says of both, where one file is two tables: its order, its supplier and its item are those of the receipt.
_SHARED = ("order", "supplier", "product", "name", "unit")
_MOSTLY = 0.45
_OFTEN = 0.5  # a needed column is filled in so many rows,
_ONCE = 0.05  # or in the first row of each order
_SIGN, _PLAIN, _COVERAGE, _STRANGER, _TOPIC = 2.0, 1.0, 3.0, 2.0, 1.5
_CLEAR, _LIKELY = 1.2, 0.4  # ahead of the next table


@dataclass(frozen=True)
class ColumnGuess:
    """A column of a table and the header cell taken for it."""

    table: str
    column: str
    header: str
    confidence: Confidence
    reason: Text


@dataclass(frozen=True)
class Proposal:
    """What a grid probably is.

    Args:
        table: the table that it is most like; None when it is like none.
        confidence: "low": nothing may be used before a person has said so.
        reason: why, for people.
        columns: column by column, of `table` and of the tables that the file is as well.
        doubts: what must be asked of the cells.
        unused: header cells taken for nothing.
        others: other tables that it might be, the likeliest first.
        mapping: the same, ready to be applied, corrected or written.
    """

    table: str | None
    confidence: Confidence
    reason: Text
    columns: tuple[ColumnGuess, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    unused: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    mapping: Mapping = field(default_factory=lambda: Mapping({}))


@dataclass(frozen=True)
class _Candidate:
    table: str
    chosen: dict[str, Match]
    score: float
    strangers: int
    signs: int
    covered: float  # share of the headers that it explains
    topic: bool
    tied: bool  # two columns claim a needed one as well as each other


def propose(grid: Grid, tables: Sequence[str] = tuple(VOCABULARY), *, called: str = "") -> Proposal:
    """What the grid probably is, among `tables`.

    Args:
        grid: cells under their header.
        tables: names of declared tables.
        called: name of its file, as its owner wrote it: heard only where the cells leave several tables possible.
    """
    guess = _proposed(grid, tables)
    if guess.confidence != "low":
        return guess
    named = called_as(called)
    again = _proposed(grid, tables, named)
    return again if again.table in named and again.confidence != "low" else guess


def _proposed(grid: Grid, tables: Sequence[str], named: frozenset[str] = frozenset()) -> Proposal:
    shape = signature(grid)
    filled = template_table(grid)
    if filled is not None:
        return _from_template(grid, *filled)
    seen = Profiles(grid)
    topics = topics_of(grid) | named
    found = [
        c
        for table in tables
        if table in VOCABULARY and (c := _candidate(table, grid, seen, topics))
    ]
    found.sort(key=lambda candidate: -candidate.score)
    if not found or found[0].score <= 0:
        return Proposal(
            None,
            "low",
            t("Les en-têtes de ce tableau ne ressemblent à aucune des tables connues."),
            unused=tuple(grid.columns),
            mapping=Mapping({}, shape),
        )
    best = found[0]
    together = [best, *_companions(best, grid, seen)]
    rivals = [
        c
        for c in found[1:]
        if c not in together and c.table not in {n for n, _ in _COMPANIONS.get(best.table, ())}
    ]
    ahead = best.score - (rivals[0].score if rivals else 0)
    columns = {
        c.table: {column: match.header for column, match in c.chosen.items()} for c in together
    }
    doubts = doubts_of(grid, columns)
    confidence = _confidence(best, ahead, doubts, columns[best.table])
    guesses = tuple(
        ColumnGuess(c.table, m.column, m.header, _of_match(m), _why(m))
        for c in together
        for m in c.chosen.values()
    )
    used = {guess.header for guess in guesses}
    return Proposal(
        best.table,
        confidence,
        _reason(best, confidence),
        guesses,
        doubts,
        tuple(name for name in grid.columns if name not in used),
        tuple(c.table for c in rivals if c.score > 0),
        Mapping(columns, shape, constants=constants_of(grid, columns)),
    )


def _from_template(grid: Grid, table: str, columns: dict[str, str]) -> Proposal:
    doubts = doubts_of(grid, {table: columns})
    needed = {c.name for c in DECLARED[table].columns if c.required}
    asked = any(d.header == header for d in doubts for c, header in columns.items() if c in needed)
    reason = t(
        "C’est le modèle d’Ancrage pour la table « {table} », rempli.", table=DECLARED[table].label
    )
    guesses = tuple(ColumnGuess(table, c, h, "high", reason) for c, h in columns.items())
    mapping = Mapping(
        {table: columns}, signature(grid), constants=constants_of(grid, {table: columns})
    )
    return Proposal(table, "low" if asked else "high", reason, guesses, doubts, mapping=mapping)


def _candidate(
    table: str,
    grid: Grid,
    seen: Profiles,
    topics: set[str],
    *,
    beside: _Candidate | None = None,
) -> _Candidate | None:
    found = matches(table, grid, seen)
    chosen: dict[str, Match] = {}
    taken: set[str] = set()
    tied = False
    needed = {column for group in _NEEDS[table] for column in group}
    for match in found:
        if match.header in taken:
            continue
        if match.column in chosen:
            first = chosen[match.column]
            tied |= match.column in needed and (match.fit, match.rank) == (first.fit, first.rank)
            continue
        chosen[match.column] = match
        taken.add(match.header)
    chosen = {column: match for column, match in chosen.items() if _stands(match, found)}
    if beside is not None:
        chosen = _with_shared(table, chosen, beside)
    named = {plain(name) for name in grid.columns}
    contacts = named & CONTACT if table in {"suppliers", "customers"} else set()
    present = {
        c
        for c, m in chosen.items()
        if seen[m.header].filled >= (_ONCE if c in {"order", "supplier"} else _OFTEN)
    } | ({"contact"} if contacts else set())
    if not all(any(column in present for column in group) for group in _NEEDS[table]):
        return None
    points = 0.0
    signs = 0
    for column, match in chosen.items():
        sign = VOCABULARY[table][column].sign and match.fit >= LONGER and match.fit != COMMON
        signs += sign
        points += match.fit * (_SIGN if sign else _PLAIN)
    allies = ALLIES.get(table, frozenset())
    used = {match.header for match in chosen.values() if VOCABULARY[table][match.column].sign}
    if any(
        words(name) & allies and "date" not in words(name)
        for name in grid.columns
        if name not in used
    ):
        signs += 1
        points += _SIGN
    if table == "order_lines" and any(one <= words(name) for one in SOLD for name in grid.columns):
        signs += 1
        points += _SIGN
    # What an item costs, and at whom: a list of items.
    priced = [m for c, m in chosen.items() if c in {"supplier", "unit_cost"} and m.fit >= LONGER]
    if table == "products" and len(priced) > 1:
        signs += 1
        points += _SIGN
    strangers = _strangers(table, grid, chosen)
    covered = (len(chosen) + len(contacts - {plain(m.header) for m in chosen.values()})) / len(
        grid.columns
    )
    topic = table in topics
    score = points + _COVERAGE * min(1.0, covered) - _STRANGER * strangers + _TOPIC * topic
    return _Candidate(table, chosen, score, strangers, signs, covered, topic, tied)


def _with_shared(table: str, chosen: dict[str, Match], beside: _Candidate) -> dict[str, Match]:
    """The columns of a table beside those of another of the same rows.

    What is dated as received and told with one quantity only came in that quantity, however it is called.
    """
    given = {c: m for c, m in beside.chosen.items() if c in VOCABULARY[table]}
    shared = {c: m for c, m in given.items() if c in _SHARED}
    rest = {c: m for c, m in chosen.items() if m.header not in {m.header for m in shared.values()}}
    alone = {"quantity": given["quantity"]} if "quantity" in given else {}
    return {**alone, **rest, **shared}


def _strangers(table: str, grid: Grid, chosen: Dict[str, Match]) -> int:
    """Columns that speak against the table: those that it never has, and those of the other side of trade."""
    other_side = OTHER_SIDE.get(table, frozenset())
    used = {match.header for match in chosen.values()}
    count = 0
    for name in grid.columns:
        told = words(name)
        # "Delivered to client date" says a day, not that the list is of customers.
        aside = name not in used and bool(told & other_side) and "date" not in told
        count += plain(name) in FOREIGN[table] or aside
    if table == "purchase_orders" and not {"ordered", "expected"} & set(chosen):
        # What came in, and nothing of what was ordered: receipts, with the number of their order.
        came = {
            name for part in ("received", "quantity") for name in VOCABULARY["receipts"][part].sure
        }
        count += (
            any(plain(name) in came for name in grid.columns) and chosen["quantity"].fit == COMMON
        )
    return count


def _stands(match: Match, found: Sequence[Match]) -> bool:
    """Whether a match by a weak name stands: nothing else claims its column, and its header names nothing else.

    "Total" may be the worth of anything and "Date livraison" a promise or a fact: such columns wait for a person.
    """
    if match.fit >= LONGER:
        return True
    if match.column not in _SAFE:
        return False
    rivals = (m for m in found if m is not match)
    return not any(m.column == match.column or m.header == match.header for m in rivals)


def _companions(best: _Candidate, grid: Grid, seen: Profiles) -> list[_Candidate]:
    """The other tables that the file is too, each with a column of its own that says so."""
    together = []
    for table, telling in _COMPANIONS.get(best.table, ()):
        candidate = _candidate(table, grid, seen, set(), beside=best)
        if candidate is None or candidate.strangers > 1 or candidate.tied:
            continue
        own = (
            m for c, m in candidate.chosen.items() if c in telling and m is not best.chosen.get(c)
        )
        if any(_tells(table, match, best) for match in own):
            together.append(candidate)
    return together


def _tells(table: str, match: Match, best: _Candidate) -> bool:
    """Whether a column says that the file is another table as well as the best."""
    if match.fit >= ALIKE and match.rank < len(_own_names(table, match.column)):
        return True
    # "Date de livraison" may be a promise or a fact; beside "Date de livraison prévue" it is the fact.
    promised = best.chosen.get("expected")
    return (
        match.column == "received"
        and promised is not None
        and bool(words(promised.header) & PROMISED)
        and bool(words(match.header) & DELIVERED)
        and match.header not in {m.header for m in best.chosen.values()}
    )


def _own_names(table: str, column: str) -> tuple[str, ...]:
    return VOCABULARY[table][column].sure


def _confidence(
    best: _Candidate, ahead: float, doubts: Sequence[Doubt], columns: Dict[str, str]
) -> Confidence:
    needed = {column for group in _NEEDS[best.table] for column in group if column in best.chosen}
    needed_headers = {columns[column] for column in needed}
    if any(doubt.header in needed_headers for doubt in doubts):
        return "low"
    sure = all(
        any(column in best.chosen and best.chosen[column].fit >= LONGER for column in group)
        for group in _NEEDS[best.table]
    )
    # One sign among many columns that mean nothing here is too little.
    spoken = best.signs > 1 or best.topic or (best.signs == 1 and best.covered >= _MOSTLY)
    if sure and spoken and ahead >= _CLEAR and not best.strangers and not best.tied:
        return "medium" if doubts else "high"
    if spoken and ahead >= _LIKELY and not best.strangers:
        return "medium"
    return "low"


def _of_match(match: Match) -> Confidence:
    return "high" if match.fit >= COMMON else "medium" if match.fit >= LONGER else "low"


def _why(match: Match) -> Text:
    if match.fit >= COMMON:
        return t("Son nom le dit, et ses cellules s’y prêtent.")
    if match.fit >= LONGER:
        return t("Son nom contient celui de la colonne, et ses cellules s’y prêtent.")
    return t("Son nom peut vouloir dire plusieurs choses ; les autres colonnes l’éclairent.")


def _reason(best: _Candidate, confidence: Confidence) -> Text:
    label = DECLARED[best.table].label
    if confidence == "low":
        return t(
            "Ce tableau ressemble à la table « {table} », mais trop peu pour en être sûr.",
            table=label,
        )
    return tn(
        "{count} colonne porte un nom de la table « {table} ».",
        "{count} colonnes portent un nom de la table « {table} ».",
        len(best.chosen),
        table=label,
    )
