"""Management figures of a fiscal year, each from a stated rule on accounts, and the boxes of the tax return.

Rules: Plan comptable general (ANC 2014-03 as amended by 2022-06) for the accounts; forms 2052 and 2053 of the
French tax return for the boxes. Flows leave out opening and closing entries; balances keep the opening ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, TypeAlias

import polars as pl

from ancrage.dates import FiscalYear
from ancrage.findings import Evidence
from ancrage.firm.attribution import payments
from ancrage.firm.evidence import of_groups

if TYPE_CHECKING:
    from ancrage.firm.model import Firm

Value: TypeAlias = "float | int | str | Mapping[str, object] | None"


@dataclass(frozen=True, slots=True)
class Rule:
    """Sign x (debit - credit) over accounts that start with a prefix, without those of `less`.

    A balance counts the opening entries too; `opening` counts them alone.
    """

    sign: Literal[1, -1]
    prefixes: tuple[str, ...]
    less: tuple[str, ...] = ()
    scope: Literal["flow", "balance", "opening"] = "flow"

    @property
    def phases(self) -> tuple[str, ...]:
        """Phases of the ledger that count."""
        return {"flow": ("flow",), "balance": ("opening", "flow"), "opening": ("opening",)}[
            self.scope
        ]


_STOCKS = ("31", "32", "33", "34", "35", "36", "37", "38", "39")
RULES: dict[str, Rule] = {
    "net_sales_70": Rule(-1, ("70",)),
    "purchases_raw_601": Rule(1, ("601",)),
    "purchases_other_602": Rule(1, ("602",)),
    "purchases_goods_607": Rule(1, ("607",)),
    "rrr_609": Rule(1, ("609",)),
    "accessory_608": Rule(1, ("608",)),
    "stock_variation_603": Rule(1, ("603",)),
    "stock_variation_6037": Rule(1, ("6037",)),
    "production_stored_713": Rule(-1, ("713",)),
    "cost_of_goods": Rule(1, ("601", "602", "603", "607", "608", "609")),
    "gross_margin": Rule(-1, ("70", "601", "602", "603", "607", "608", "609", "713")),
    "freight_in_6241": Rule(1, ("6241",)),
    "freight_out_6242": Rule(1, ("6242",)),
    "freight_other_624": Rule(1, ("624",), ("6241", "6242", "6244", "6247")),
    "forwarder_6224": Rule(1, ("6224",)),
    "storage_6135": Rule(1, ("6135",)),
    "rent_6132": Rule(1, ("6132",)),
    "marketplace_fees_6222": Rule(1, ("6222",)),
    "bank_fees_627": Rule(1, ("627",)),
    "wages_641": Rule(1, ("641",)),
    "logistics_wages_64111": Rule(1, ("64111",)),
    "stock_opening_37": Rule(1, ("37",), scope="opening"),
    "stock_closing_37": Rule(1, ("37",), scope="balance"),
    "stock_opening": Rule(1, _STOCKS, scope="opening"),
    "stock_closing": Rule(1, _STOCKS, scope="balance"),
    "cash_512": Rule(1, ("512",), scope="balance"),
    "receivables_411": Rule(1, ("411",), scope="balance"),
    "payables_401": Rule(-1, ("401",), scope="balance"),
    "accrued_payables_408": Rule(-1, ("408",), scope="balance"),
    "result_class_6_7": Rule(-1, ("6", "7")),
}
# Forms 2052 (profit and loss) and 2053 (result), general regime.
TAX_RETURN: dict[str, Rule] = {
    "FL": Rule(-1, ("70",)),
    "FM": Rule(-1, ("71",)),
    "FN": Rule(-1, ("72",)),
    "FO": Rule(-1, ("74",)),
    "FS": Rule(1, ("607", "6087", "6097")),
    "FT": Rule(1, ("6037",)),
    "FU": Rule(1, ("601", "602", "608", "6091", "6092", "6098"), ("6084", "6085", "6086", "6087")),
    "FV": Rule(1, ("603",), ("6037",)),
    "FW": Rule(
        1, ("604", "605", "606", "6084", "6085", "6086", "6094", "6095", "6096", "61", "62")
    ),
    "FX": Rule(1, ("63",)),
    "FY": Rule(1, ("641", "644")),
    "FZ": Rule(1, ("645", "646", "647", "648", "649")),
    "HN": Rule(-1, ("6", "7")),
}


@dataclass(frozen=True, eq=False)
class Figures:
    """Figures of one year: `values` by name (euros, days, shares), boxes of the tax return, and their rules."""

    year: FiscalYear
    values: Mapping[str, Value]
    tax_return: Mapping[str, float]

    def euros(self, name: str) -> float:
        """A figure that is a plain number."""
        value = self.values[name]
        if not isinstance(value, int | float):
            msg = f"{name} is not a number"
            raise TypeError(msg)
        return float(value)


def balances(ledger: pl.DataFrame) -> pl.DataFrame:
    """year_end, phase, account (text), debit, credit (cents)."""
    return (
        ledger.group_by("year_end", "phase", "account", maintain_order=True)
        .agg(pl.col("debit").sum(), pl.col("credit").sum())
        .with_columns(pl.col("account").cast(pl.String))
        .sort("year_end", "phase", "account")
    )


def amount(
    table: pl.DataFrame,
    year: FiscalYear,
    prefixes: Sequence[str],
    sign: Literal[1, -1] = 1,
    *,
    balance: bool = False,
) -> int:
    """Cents of accounts by prefix in a year: flows, or closing balance."""
    return apply(
        table, year.end, Rule(sign, tuple(prefixes), scope="balance" if balance else "flow")
    )


def apply(table: pl.DataFrame, year_end: date, rule: Rule) -> int:
    """Cents that a rule gives on the table of balances."""
    chosen = table.filter(
        (pl.col("year_end") == year_end)
        & pl.col("phase").is_in(rule.phases)
        & _starts(pl.col("account"), rule.prefixes)
        & ~_starts(pl.col("account"), rule.less)
    )
    return rule.sign * int(chosen.select((pl.col("debit") - pl.col("credit")).sum()).item())


def _starts(account: pl.Expr, prefixes: Sequence[str]) -> pl.Expr:
    if not prefixes:
        return pl.lit(value=False)
    return pl.any_horizontal(account.str.starts_with(prefix) for prefix in prefixes)


def prove(firm: Firm, year: FiscalYear, rule: Rule) -> tuple[Evidence, ...]:
    """The lines that a rule sums."""
    chosen = (
        group
        for group in firm.lines_by_account
        if group.year_end == year.end
        and group.phase in rule.phases
        and group.account.startswith(rule.prefixes)
        and not (rule.less and group.account.startswith(rule.less))
    )
    return of_groups(chosen, firm.files, rule.sign)


def compute(firm: Firm, year: FiscalYear) -> Figures:
    """All the figures of a year. Names are those of the documented JSON contract."""
    values: dict[str, Value] = _counts(firm, year)
    values |= {name: apply(firm.balances, year.end, rule) / 100 for name, rule in RULES.items()}
    net_sales, cogs = values["net_sales_70"], values["cost_of_goods"]
    margin, opening, closing = (
        values["gross_margin"],
        values["stock_opening"],
        values["stock_closing"],
    )
    values["gross_margin_rate"] = _ratio(margin, net_sales, 4)
    average = (_number(opening) + _number(closing)) / 2
    values["stock_average"] = round(average, 2)
    values["stock_days_on_cogs"] = _ratio(average * 365, cogs, 1) if _number(cogs) > 0 else None
    values |= _parties(firm, year)
    values |= _delays(firm, year)
    boxes = {box: apply(firm.balances, year.end, rule) / 100 for box, rule in TAX_RETURN.items()}
    return Figures(year, values, boxes)


def _number(value: Value) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _ratio(part: Value, whole: Value, digits: int) -> float | None:
    return round(_number(part) / _number(whole), digits) if _number(whole) else None


def _counts(firm: Firm, year: FiscalYear) -> dict[str, Value]:
    lines = firm.ledger.filter(pl.col("year_end") == year.end)
    # A negative amount in one column is a positive one in the other.
    debit = pl.col("debit").clip(0) + (-pl.col("credit")).clip(0)
    credit = pl.col("credit").clip(0) + (-pl.col("debit")).clip(0)
    total_debit, total_credit = lines.select(debit.sum(), credit.sum()).row(0)
    return {
        "lines": lines.height,
        "entries": lines["entry"].n_unique(),
        "total_debit": total_debit / 100,
        "total_credit": total_credit / 100,
    }


def _parties(firm: Firm, year: FiscalYear) -> dict[str, Value]:
    shared = pl.struct("side", "code").is_duplicated()
    named = pl.format("{} ({})", "code", "name")
    codes = dict(
        firm.parties.select(
            "party", pl.when(shared).then(named).otherwise("code").alias("code")
        ).iter_rows()
    )
    result: dict[str, Value] = {}
    for side, lines, name in (
        ("supplier", firm.purchases, "supplier_spend_ht"),
        ("customer", firm.sales, "customer_revenue_ht"),
    ):
        of_year = lines.filter(pl.col("year_end") == year.end)
        totals = (
            of_year.filter(pl.col("party").is_not_null())
            .group_by("party", maintain_order=True)
            .agg(pl.col("amount").sum())
            .sort("amount", "party", descending=[True, False])
        )
        total = int(totals["amount"].sum())
        result[name] = {codes[party]: cents / 100 for party, cents in totals.iter_rows()}
        result[f"{side}_hhi"] = (
            round(sum((cents / total) ** 2 for cents in totals["amount"].to_list()), 4)
            if total > 0
            else None
        )
        result[f"{side}_top1_share"] = (
            round(int(totals["amount"][0]) / total, 4) if total > 0 else None
        )
        result[f"{side}_top"] = codes[totals["party"][0]] if totals.height else None
        result[f"{side}_assigned"] = total / 100
        unassigned = of_year.filter(pl.col("party").is_null())
        result[f"{side}_unassigned"] = int(unassigned["amount"].sum()) / 100
    result["supplier_spend_ttc"] = _ttc(firm, year, codes, ("401", "402", "403"), with_charges=True)
    result["capex_supplier_404_ttc"] = _ttc(firm, year, codes, ("404", "405"), with_charges=False)
    return result


def _ttc(
    firm: Firm,
    year: FiscalYear,
    codes: Mapping[int, str],
    accounts: tuple[str, ...],
    *,
    with_charges: bool,
) -> dict[str, object]:
    """Credits less debits of supplier accounts over the entries that buy: spending with tax."""
    numbers = list(firm.chart.accounts)
    flows = firm.ledger.filter((pl.col("year_end") == year.end) & (pl.col("phase") == "flow"))
    bought = [n for n in numbers if n.startswith("6" if with_charges else ("2", "6"))]
    entries = (
        flows.filter(pl.col("account").is_in(bought)).select("entry").unique(maintain_order=True)
    )
    third = flows.filter(pl.col("account").is_in([n for n in numbers if n[:3] in accounts]))
    third = third.filter(~pl.col("entry").is_in(payments(flows, third, sign=1).implode()))
    sums = (
        third.join(entries, on="entry", how="semi")
        .join(firm.party_keys, on=["account", "aux", "aux_label"], how="left", nulls_equal=True)
        .group_by("party", maintain_order=True)
        .agg((pl.col("credit") - pl.col("debit")).sum().alias("amount"))
        .sort("amount", "party", descending=[True, False])
    )
    return {codes[party]: cents / 100 for party, cents in sums.iter_rows()}


GROUPS_AT_MOST = 2000  # lettered groups listed in the figures, the largest first


def _delays(firm: Firm, year: FiscalYear) -> dict[str, Value]:
    groups = firm.settlements.filter(pl.col("year_end") == year.end)
    shown = groups.top_k(GROUPS_AT_MOST, by="amount").sort("side", "account", "aux", "letter")
    listed = {
        f"{r['account']}/{r['aux'] or ''}/{r['letter']}": {
            "days": round(r["days"], 2),
            "amount": r["amount"] / 100,
            "opening": r["opening"],
        }
        for r in shown.iter_rows(named=True)
    }
    result: dict[str, Value] = {"lettrage_groups": listed}
    for side in ("supplier", "customer"):
        sure = groups.filter((pl.col("side") == side) & ~pl.col("opening"))
        total = int(sure["amount"].sum())
        weighted = float((sure["days"] * sure["amount"]).sum())
        result[f"{side}_payment_days"] = round(weighted / total, 2) if total else None
    return result
