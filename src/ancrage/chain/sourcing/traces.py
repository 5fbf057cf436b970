"""What the ledger shows of each supplier of goods: tax, currency, labels, transfers, duties that name it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from ancrage.chain.sourcing.inbound import DUTY, Kinds, inbound
from ancrage.chain.sourcing.naming import named, tokens_of
from ancrage.chain.sourcing.places import CURRENCIES, TAX_NUMBER, country_named, fold
from ancrage.chain.sourcing.signs import MOST, Traces
from ancrage.firm import Firm

IMPORT_WORD = r"(?i)\b(import|importations?|fob|cif|cfr|incoterm|conteneur|container)\b"
EU_WORD = r"(?i)\b(intra-?com\w*|acquisitions? intra\w*|achats? (ue|cee))\b"
TRANSFER_WORD = r"(?i)\b(swift|virt?\.? ?inter\w*|virements? inter\w*|transferts? inter\w*)\b"
_OUTSIDE_ACCOUNT = re.compile(r"\bIMPORT|HORS (UE|CEE|COMMUNAUTE|UNION)|PAYS TIERS")
_EU_ACCOUNT = re.compile(r"INTRACOM|INTRA COM|\b(UE|CEE)\b|UNION EUROP|COMMUNAUTAIRE")


def traces(firm: Firm, goods: pl.DataFrame) -> Mapping[int, Traces]:
    """Traces of each supplier of goods that is not plainly charged French tax."""
    seen = _taxes(firm, goods)
    candidates = seen.filter(pl.col("french").is_null() | (pl.col("french") < MOST))
    if candidates.height == 0:
        return {}
    rows = goods.join(candidates.select("party"), on="party", how="semi")
    says = _labels(rows)
    spread = _accounts(firm, rows)
    paid = _transfers(firm, candidates["party"].to_list())
    found = {}
    for row in candidates.iter_rows(named=True):
        party = row["party"]
        words = says.get(party, (False, False, ()))
        eu_share, outside_share, work = spread.get(party, (0.0, 0.0, 0.0))
        found[party] = Traces(
            name=firm.name_of(party),
            untaxed=row["untaxed"],
            eu_tax=row["eu_tax"] or 0.0,
            work=work,
            import_tax=(row["import_tax"] or 0.0) >= MOST,
            currency=row["currency"],
            says_import=words[0],
            says_eu=words[1],
            tax_numbers=words[2],
            account_eu=eu_share,
            account_outside=outside_share,
            transfer=party in paid,
        )
    return _named(firm, goods, found)


def _taxes(firm: Firm, goods: pl.DataFrame) -> pl.DataFrame:
    """By supplier: shares of its goods in entries with French tax, with self-assessed tax, without; its currency.

    Entries that hold several suppliers tell nothing of one of them. Shares are null where the firm's purchases
    never show tax (cash books, firms without tax).
    """
    labels = {number: fold(account.label) for number, account in firm.chart.accounts.items()}
    due = [n for n in labels if n.startswith("4452")]
    deducted = [n for n in labels if n.startswith("4456")]
    imported = [n for n in (*due, *deducted) if "IMPORT" in labels[n]]
    ledger = firm.ledger

    def entries(numbers: list[str]) -> pl.Series:
        return (
            ledger.filter(pl.col("account").is_in(numbers))["entry"]
            .unique(maintain_order=True)
            .implode()
        )

    alone = goods.filter(pl.col("party").n_unique().over("entry") == 1)
    entry, size = pl.col("entry"), pl.col("amount").abs()
    flagged = alone.with_columns(
        entry.is_in(entries(deducted)).alias("deducted"),
        entry.is_in(entries(due)).alias("due"),
        entry.is_in(entries(imported)).alias("imported"),
    ).with_columns((pl.col("deducted") & ~pl.col("due")).alias("charged"))
    taxed = bool(flagged["deducted"].any())

    def share(flag: pl.Expr) -> pl.Expr:
        return (
            pl.when(size.sum() > 0).then(size.filter(flag).sum() / size.sum())
            if taxed
            else pl.lit(None, pl.Float64)
        )

    by = flagged.group_by("party", maintain_order=True).agg(
        share(pl.col("charged")).alias("french"),
        share(pl.col("due") & ~pl.col("imported")).alias("eu_tax"),
        share(pl.col("imported")).alias("import_tax"),
        share(~pl.col("deducted") & ~pl.col("due")).alias("untaxed"),
    )
    return (
        goods.select("party")
        .unique(maintain_order=True)
        .join(by, on="party", how="left")
        .join(_currencies(firm, alone), on="party", how="left")
        .sort("party")
    )


def _currencies(firm: Firm, alone: pl.DataFrame) -> pl.DataFrame:
    """party, currency: the foreign currency of most of the supplier's goods."""
    known = [
        c
        for c in firm.ledger["currency"].unique(maintain_order=True).cast(pl.String).to_list()
        if c in CURRENCIES
    ]
    foreign = firm.ledger.filter(pl.col("currency").is_in(known)).select(
        "entry", pl.col("currency").cast(pl.String)
    )
    size = alone.group_by("party", maintain_order=True).agg(
        pl.col("amount").abs().sum().alias("all")
    )
    return (
        alone.join(
            foreign.unique(subset="entry", keep="first", maintain_order=True),
            on="entry",
            maintain_order="left",
        )
        .group_by("party", "currency", maintain_order=True)
        .agg(pl.col("amount").abs().sum())
        .join(size, on="party", maintain_order="left")
        .filter(pl.col("amount") >= MOST * pl.col("all"))
        .sort("party", "amount", "currency", descending=[False, True, False])
        .unique(subset="party", keep="first", maintain_order=True)
        .select("party", "currency")
    )


def _labels(rows: pl.DataFrame) -> Mapping[int, tuple[bool, bool, tuple[str, ...]]]:
    """By supplier: whether labels say import, say EU, and the foreign tax numbers in them."""
    label = pl.col("label").fill_null("")
    by = rows.group_by("party", maintain_order=True).agg(
        label.str.contains(IMPORT_WORD).any().alias("imports"),
        label.str.contains(EU_WORD).any().alias("eu"),
        label.str.extract(f"({TAX_NUMBER})")
        .drop_nulls()
        .unique(maintain_order=True)
        .alias("numbers"),
    )
    return {party: (imports, eu, tuple(numbers)) for party, imports, eu, numbers in by.iter_rows()}


def _accounts(firm: Firm, rows: pl.DataFrame) -> Mapping[int, tuple[float, float, float]]:
    """By supplier: shares on accounts whose label says European Union, import, and on those of work (604, 605)."""
    used = rows["account"].unique(maintain_order=True).cast(pl.String).drop_nulls().to_list()
    labels = {number: fold(firm.chart.label(number)) for number in used}
    outside = [n for n in used if _OUTSIDE_ACCOUNT.search(labels[n])]
    work = [n for n in used if n.startswith(("604", "605"))]
    inside = [n for n in used if n not in outside and _EU_ACCOUNT.search(labels[n])]
    size = pl.col("amount").abs()

    def share(numbers: list[str]) -> pl.Expr:
        return size.filter(pl.col("account").is_in(numbers)).sum() / pl.max_horizontal(
            size.sum(), 1
        )

    by = rows.group_by("party", maintain_order=True).agg(
        share(inside).alias("eu"), share(outside).alias("outside"), share(work).alias("work")
    )
    return {party: (eu, out, work_share) for party, eu, out, work_share in by.iter_rows()}


def _transfers(firm: Firm, parties: list[int]) -> frozenset[int]:
    """Suppliers paid by international transfer."""
    keys = firm.party_keys.filter(pl.col("party").is_in(parties))
    lines = firm.ledger.filter(
        pl.col("account").is_in(keys["account"].unique(maintain_order=True).implode())
        & (pl.col("debit") > pl.col("credit"))
    ).join(keys, on=["account", "aux", "aux_label"], nulls_equal=True, maintain_order="left")
    said = lines.filter(pl.col("label").str.contains(TRANSFER_WORD))
    return frozenset(said["party"].to_list())


def _named(firm: Firm, goods: pl.DataFrame, found: Mapping[int, Traces]) -> Mapping[int, Traces]:
    """The same, with the duties, forwarders and import tax that name each supplier."""
    tokens = tokens_of(firm, {party: country_code(one.name) for party, one in found.items()}, goods)
    costs = inbound(firm)
    lines = named(costs, tokens, ("source", "line", "kind", "account"))
    of_kind: dict[int, set[Kinds]] = {}
    for kind, party in lines.select("kind", "named").unique(maintain_order=True).iter_rows():
        of_kind.setdefault(party, set()).add(kind)
    taxed = _import_tax(firm, tokens)
    return {
        party: replace(
            one,
            duties=DUTY in of_kind.get(party, ()),
            forwarder="forwarder" in of_kind.get(party, ()),
            import_tax=one.import_tax or party in taxed,
        )
        for party, one in found.items()
    }


def _import_tax(firm: Firm, tokens: pl.DataFrame) -> frozenset[int]:
    """Suppliers that a line of import tax names."""
    numbers = [
        number
        for number, account in firm.chart.accounts.items()
        if number.startswith("445") and "IMPORT" in fold(account.label)
    ]
    lines = firm.ledger.filter(pl.col("account").is_in(numbers))
    return frozenset(named(lines, tokens, ("source", "line"))["named"].to_list())


def country_code(name: str) -> str | None:
    """Code of the country that a name tells."""
    country = country_named(fold(name))
    return country.code if country else None
