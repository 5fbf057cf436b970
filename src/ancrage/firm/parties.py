"""Suppliers and customers: who is who among auxiliaries, the same one written several ways being one.

Names alone never prove two firms are one; merges made here are those that a reader would not discuss: the same name
but for accents, case, punctuation, word order and legal form, or (suppliers only) one letter of a long name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from ancrage.firm.identities.names import NEAR_LENGTH, akin, is_slip, kind, plain
from ancrage.firm.pools import is_pool
from ancrage.firm.tables import PARTIES

SUPPLIER_ACCOUNTS = ("401", "402", "403", "404", "405")
CUSTOMER_ACCOUNTS = ("411", "413", "416")


@dataclass(frozen=True, eq=False)
class Parties:
    """Suppliers and customers of a firm.

    Args:
        table: table PARTIES.
        keys: account, aux, aux_label (as in the ledger) and party.
        names: name by party.
    """

    table: pl.DataFrame
    keys: pl.DataFrame
    names: Mapping[int, str]


def identify(ledger: pl.DataFrame) -> Parties:
    """The parties behind accounts 40 and 41 of the ledger."""
    account = pl.col("account").cast(pl.String)
    third = ledger.select(pl.col("account").unique()).filter(
        account.str.head(3).is_in(SUPPLIER_ACCOUNTS + CUSTOMER_ACCOUNTS)
    )
    uses = (
        ledger.select("account", "account_label", "aux", "aux_label")
        .join(third, on="account", how="semi")
        .group_by("account", "aux", "aux_label")
        .agg(pl.len().alias("uses"), pl.col("account_label").first())
        .with_columns(
            pl.col("account", "aux", "aux_label", "account_label")
            .cast(pl.String)
            .name.suffix("_text")
        )
        .sort("account_text", "aux_text", "aux_label_text")
    )
    nodes = [_Node.of(record) for record in uses.iter_rows(named=True)]
    group = _merge(nodes)
    members: dict[int, list[_Node]] = defaultdict(list)
    for node, root in zip(nodes, group, strict=True):
        members[root].append(node)
    party_of = {root: party for party, root in enumerate(members)}
    keys = uses.select("account", "aux", "aux_label").with_columns(
        pl.Series("party", [party_of[root] for root in group], dtype=pl.UInt32)
    )
    table = _table([(party_of[root], found) for root, found in members.items()])
    return Parties(table, keys, dict(table.select("party", "name").iter_rows()))


@dataclass(frozen=True, slots=True)
class _Node:
    side: str
    code: str
    name: str
    plain: str
    uses: int

    @classmethod
    def of(cls, record: Mapping[str, object]) -> _Node:
        account, aux = str(record["account_text"]), str(record["aux_text"] or "")
        label = (
            str(record["aux_label_text"] or "") if aux else str(record["account_label_text"] or "")
        )
        code = aux or account
        name = label or code
        side = "supplier" if account.startswith("40") else "customer"
        uses = record["uses"]
        return cls(side, code, name, plain(name) or code, uses if isinstance(uses, int) else 0)


def _table(members: list[tuple[int, list[_Node]]]) -> pl.DataFrame:
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
        table.join(lists.group_by("party").all(), on="party", how="left", maintain_order="left")
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


def _merge(nodes: list[_Node]) -> list[int]:
    parent = list(range(len(nodes)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    def unite(a: int, b: int) -> None:
        low, high = sorted((root(a), root(b)))
        parent[high] = low

    for same in _groups((node.side, node.plain) for node in nodes):
        if len(nodes[same[0]].plain) >= 3:
            for first, other in _of_onekind([(i, kind(nodes[i].name)) for i in same]):
                unite(first, other)
    for same in _groups((node.side, node.code) for node in nodes):
        for other in same[1:]:
            a, b = nodes[same[0]], nodes[other]
            if akin(a.plain, b.plain):
                unite(same[0], other)
    for a_index, b_index in _near(
        [(i, n.plain) for i, n in enumerate(nodes) if n.side == "supplier"]
    ):
        if len({kind(nodes[a_index].name), kind(nodes[b_index].name)} - {None}) < 2:
            unite(a_index, b_index)
    return [root(i) for i in range(len(nodes))]


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
