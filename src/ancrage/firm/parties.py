"""Suppliers and customers: who is who among auxiliaries, the same one written several ways being one.

Names alone never prove two firms are one; merges made here are those that a reader would not discuss: the same name
but for accents, case, punctuation, word order and legal form, or (suppliers only) one letter of a long name. What the
owner said of two comes before: the same, or two.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import polars as pl

from ancrage.firm.identities.keys import key_of
from ancrage.firm.identities.model import Decisions, RowId
from ancrage.firm.identities.names import NEAR_LENGTH, akin, is_slip, kind, plain
from ancrage.firm.pools import is_pool
from ancrage.firm.tables import PARTIES

SUPPLIER_ACCOUNTS = ("401", "402", "403", "404", "405")
CUSTOMER_ACCOUNTS = ("411", "413", "416")
NOTHING_SAID = Decisions()
Side: TypeAlias = Literal["supplier", "customer"]


@dataclass(frozen=True, slots=True)
class InBooks:
    """One way that a supplier or customer is written in the books: an account, an auxiliary and its label.

    `plain` is the name that is compared, `uses` how many lines write it so.
    """

    side: Side
    code: str
    name: str
    plain: str
    uses: int

    @property
    def key(self) -> str:
        """What decisions call it."""
        # A firm may buy from one to whom it sells, under one code.
        return key_of("parties" if self.side == "supplier" else "customers", self.code, self.name)


@dataclass(frozen=True, eq=False)
class Parties:
    """Suppliers and customers of a firm.

    Args:
        table: table PARTIES.
        keys: account, aux, aux_label (as in the ledger) and party.
        names: name by party.
        written: each way of writing, in the order of the rows of `keys`.
        merges: ways of writing put together, by their place in `written`, and why (see `identities.reasons.merged`).
    """

    table: pl.DataFrame
    keys: pl.DataFrame
    names: Mapping[int, str]
    written: tuple[InBooks, ...] = ()
    merges: tuple[tuple[int, int, str], ...] = ()


def identify(ledger: pl.DataFrame, decisions: Decisions = NOTHING_SAID) -> Parties:
    """The parties behind accounts 40 and 41 of the ledger; `decisions` are of pairs of keys of `InBooks`."""
    account = pl.col("account").cast(pl.String)
    third = ledger.select(pl.col("account").unique(maintain_order=True)).filter(
        account.str.head(3).is_in(SUPPLIER_ACCOUNTS + CUSTOMER_ACCOUNTS)
    )
    uses = (
        ledger.select("account", "account_label", "aux", "aux_label")
        .join(third, on="account", how="semi")
        .group_by("account", "aux", "aux_label", maintain_order=True)
        .agg(pl.len().alias("uses"), pl.col("account_label").first())
        .with_columns(
            pl.col("account", "aux", "aux_label", "account_label")
            .cast(pl.String)
            .name.suffix("_text")
        )
        .sort("account_text", "aux_text", "aux_label_text")
    )
    written = [_written(record) for record in uses.iter_rows(named=True)]
    group, merges = _merge(written, decisions)
    return _parties(uses.select("account", "aux", "aux_label"), written, group, merges)


def joined(parties: Parties, together: Iterable[Sequence[int]]) -> Parties:
    """The parties with those of each sequence made one; the sequences have no party in common."""
    first = {party: min(one) for one in together for party in one}
    if not first:
        return parties
    group = [first.get(party, party) for party in parties.keys["party"].to_list()]
    return _parties(parties.keys.drop("party"), parties.written, group, parties.merges)


def _parties(
    keys: pl.DataFrame,
    written: Sequence[InBooks],
    group: Sequence[int],
    merges: Sequence[tuple[int, int, str]],
) -> Parties:
    """The parties of ways of writing, those of one number in `group` being one."""
    members: dict[int, list[InBooks]] = defaultdict(list)
    for one, root in zip(written, group, strict=True):
        members[root].append(one)
    party_of = {root: party for party, root in enumerate(members)}
    numbered = keys.with_columns(
        pl.Series("party", [party_of[root] for root in group], dtype=pl.UInt32)
    )
    table = _table([(party_of[root], found) for root, found in members.items()])
    names = dict(table.select("party", "name").iter_rows())
    return Parties(table, numbered, names, tuple(written), tuple(merges))


def _written(record: Mapping[str, object]) -> InBooks:
    account, aux = str(record["account_text"]), str(record["aux_text"] or "")
    label = str(record["aux_label_text"] or "") if aux else str(record["account_label_text"] or "")
    code = aux or account
    name = label or code
    side: Side = "supplier" if account.startswith("40") else "customer"
    uses = record["uses"]
    return InBooks(side, code, name, plain(name) or code, uses if isinstance(uses, int) else 0)


def _table(members: list[tuple[int, list[InBooks]]]) -> pl.DataFrame:
    """Table PARTIES, from the keys of parties and who they are."""
    rows = [
        (party, found[0].side, _most([(n.name, n.uses) for n in found]),
         _most([(n.code, n.uses) for n in found]))
        for party, found in members
    ]  # fmt: skip
    codes = [(party, code) for party, found in members for code in sorted({n.code for n in found})]
    kinds = PARTIES.schema
    table = pl.DataFrame(
        rows, schema={n: kinds[n] for n in ("party", "side", "name", "code")}, orient="row"
    )
    # A list a party is slow to build from Python; a group is not.
    lists = pl.DataFrame(codes, schema={"party": pl.UInt32, "codes": pl.String}, orient="row")
    return (
        table.join(
            lists.group_by("party", maintain_order=True).all(),
            on="party",
            how="left",
            maintain_order="left",
        )
        .with_columns(is_pool(pl.col("name"), pl.col("side")).alias("pooled"))
        .select(*kinds)
    )


def _most(uses: list[tuple[str, int]]) -> str:
    """The word most used; the first in the alphabet where several are."""
    if len(uses) == 1:
        return uses[0][0]
    count = Counter[str]()
    for word, times in uses:
        count[word] += times
    return max(sorted(count), key=count.__getitem__)


class _Union:
    """Sets of ways of writing; the first of each stands for it. What is kept apart is never united."""

    def __init__(self, count: int) -> None:
        self.parent = list(range(count))
        self.merges: list[tuple[int, int, str]] = []
        self.apart: list[tuple[int, int]] = []

    def root(self, i: int) -> int:
        """The first of the set."""
        while self.parent[i] != i:
            self.parent[i] = self.parent[self.parent[i]]
            i = self.parent[i]
        return i

    def are_apart(self, found: set[int]) -> bool:
        """Whether two of these sets are kept apart."""
        return any({self.root(a), self.root(b)} <= found for a, b in self.apart)

    def unite(self, a: int, b: int, why: str) -> None:
        """Make two sets one."""
        low, high = sorted((self.root(a), self.root(b)))
        if low != high and not self.are_apart({low, high}):
            self.parent[high] = low
            self.merges.append((a, b, why))


def _merge(
    nodes: Sequence[InBooks], decisions: Decisions
) -> tuple[list[int], list[tuple[int, int, str]]]:
    """The first of those that are one with each, and what was put together, why."""
    union = _Union(len(nodes))
    for a, b in _said(nodes, decisions.same):
        union.unite(a, b, "decided")
    different = _said(nodes, decisions.different)
    union.apart = [(a, b) for a, b in different if union.root(a) != union.root(b)]
    if union.apart:  # a code says which of two of one name is meant
        _by_code(nodes, union)
        _by_name(nodes, union)
    else:
        _by_name(nodes, union)
        _by_code(nodes, union)
    for a, b in _near([(i, n.plain) for i, n in enumerate(nodes) if n.side == "supplier"]):
        if len({kind(nodes[a].name), kind(nodes[b].name)} - {None}) < 2:
            union.unite(a, b, "SLIP")
    return [union.root(i) for i in range(len(nodes))], union.merges


def _by_name(nodes: Sequence[InBooks], union: _Union) -> None:
    for same in _groups((node.side, node.plain) for node in nodes):
        # Of one name that two suppliers bear, what does not say which of them it is stays by itself.
        if len(nodes[same[0]].plain) >= 3 and not union.are_apart({union.root(i) for i in same}):
            for first, other in _of_onekind([(i, kind(nodes[i].name)) for i in same]):
                union.unite(first, other, "SAME")


def _by_code(nodes: Sequence[InBooks], union: _Union) -> None:
    for same in _groups((node.side, node.code) for node in nodes):
        for other in same[1:]:
            if akin(nodes[same[0]].plain, nodes[other].plain):
                union.unite(same[0], other, "code")


def _said(nodes: Sequence[InBooks], pairs: Iterable[tuple[RowId, RowId]]) -> list[tuple[int, int]]:
    """The owner's pairs of keys as pairs of places, those of unknown keys left out."""
    wanted = set(pairs)
    if not wanted:
        return []
    at: dict[RowId, list[int]] = defaultdict(list)
    for place, node in enumerate(nodes):
        at[node.key].append(place)
    return sorted((a, b) for one, other in wanted for a in at[one] for b in at[other] if a != b)


def _of_onekind(same: list[tuple[int, str | None]]) -> list[tuple[int, int]]:
    """Pairs to unite among parties of one name: all, unless several kinds claim it; then those of each kind."""
    kinds = {kind for _, kind in same} - {None}
    if len(kinds) < 2:
        return [(same[0][0], index) for index, _ in same[1:]]
    first: dict[str | None, int] = {}
    return [(first.setdefault(kind, index), index) for index, kind in same]


def _groups(keys: Iterable[tuple[str, str]]) -> list[list[int]]:
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        found[key].append(index)
    return [group for group in found.values() if len(group) > 1]


def _near(names: list[tuple[int, str]]) -> list[tuple[int, int]]:
    """Pairs of long names one letter apart, in a word long enough that it is a slip and not another name."""
    by_variant: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for index, name in names:
        if len(name) >= NEAR_LENGTH:
            # A word with a digit is never a slip: names that differ by one are not worth comparing.
            coded = " ".join(w for w in name.split() if any(c.isdigit() for c in w))
            for variant in {name, *(name[:i] + name[i + 1 :] for i in range(len(name)))}:
                by_variant[variant, coded].append((index, name))
    pairs = set()
    for group in by_variant.values():
        for i, (a_index, a) in enumerate(group):
            for b_index, b in group[i + 1 :]:
                if a != b and is_slip(a, b):
                    pairs.add((a_index, b_index))
    return sorted(pairs)
