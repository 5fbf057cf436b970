"""One record a supplier: country, transport, what lists say, how much is bought, which items only it supplies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from ancrage.facts import FACTS, fact_of
from ancrage.firm.countries import country_codes
from ancrage.firm.currency import in_currency
from ancrage.firm.items.who import Suppliers
from ancrage.firm.model import Firm
from ancrage.firm.supply.transport import modes

YEAR = 365


@dataclass(frozen=True, slots=True)
class Partner:
    """A supplier of goods.

    Args:
        number: in `items.who.Suppliers`.
        name: as the books write it where they know it.
        party: its party in the books, or None.
        country: ISO 3166-1 alpha-2, or None.
        mode: usual means of transport (`transport.MODES`), or None.
        port: port of departure as written, or None.
        arrival: port of arrival as written, or None.
        lead_days: usual lead time as a list says it.
        recover_days: days to deliver again after a stop, as a list says it.
        second_source: who else could supply the same ("no" for nobody); None where unsaid.
        second_country: its country, ISO 3166-1 alpha-2; None where unsaid.
        second_days: lead time of that other supplier, None where unsaid.
        second_pct: how much dearer it is, in percent; None where unsaid.
        rush_days: lead time in an emergency; None where unsaid.
        rush_pct: how much dearer a unit is then, in percent; None where unsaid.
        pool_days: days of its use that could be taken from a stock held with other firms; None where unsaid.
        pool_pct: how much dearer a unit from there is, in percent; None where unsaid.
        pool_eur: euros a year for access, for all of the supplier's items; None where unsaid.
        pool_firms: firms that draw on it, this one included; None where unsaid.
        orders: number of its orders.
        last_order: day of the last.
        ordered_eur: euros ordered from it over the last year known, before tax; None where orders say no price in euros.
        bought_eur: euros bought from it in the last fiscal year of the books, before tax; None where they do not know it.
    """

    number: int
    name: str
    party: int | None
    country: str | None
    mode: str | None
    port: str | None
    arrival: str | None
    lead_days: float | None
    recover_days: float | None
    second_source: str | None
    second_country: str | None
    second_days: float | None
    second_pct: float | None
    rush_days: float | None
    rush_pct: float | None
    pool_days: float | None
    pool_pct: float | None
    pool_eur: float | None
    pool_firms: float | None
    orders: int
    last_order: date | None
    ordered_eur: float | None
    bought_eur: float | None


def partners(
    firm: Firm, who: Suppliers, lines: pl.DataFrame, known_until: date
) -> dict[int, Partner]:
    """Suppliers of goods: those of orders, receipts and items.

    Args:
        firm: the firm.
        who: who is who.
        lines: lines of orders followed (`matching.LINES`), `mode` in the words of `transport`.
        known_until: last day whose events are known.
    """
    numbers = set(lines["supplier"].drop_nulls())
    if "receipts" in firm.tables:
        numbers |= set(who.of_names("receipts", firm.table("receipts"))["supplier"].drop_nulls())
    if "products" in firm.tables:
        named = set(who.of_names("products", firm.table("products"))["supplier"].drop_nulls())
        # A shop names itself as the maker of what it makes: books that know no such supplier say so.
        numbers |= {n for n in named if not firm.years or who.parties[n] is not None}
    said, countries = _told(firm, who), _countries(firm, who)
    by_orders = {
        row["supplier"]: row
        for row in _of_orders(lines, known_until, firm.currency).iter_rows(named=True)
    }
    bought = _bought(firm)
    found = {}
    for number in sorted(numbers):
        told, ordered = said.get(number, {}), by_orders.get(number, {})
        party = who.parties[number]
        found[number] = Partner(
            number, who.names[number], party,
            told.get("country") or countries.get(number),
            ordered.get("mode") or told.get("mode"),
            told.get("port"), told.get("arrival"), told.get("lead_days"), told.get("recover_days"), told.get("second_source"),
            told.get("second_country"), told.get("second_days"), told.get("second_pct"),
            told.get("rush_days"), told.get("rush_pct"),
            told.get("pool_days"), told.get("pool_pct"), told.get("pool_eur"), told.get("pool_firms"),
            ordered.get("orders", 0), ordered.get("last_order"), ordered.get("ordered_eur"),
            bought.get(party) if party is not None else None,
        )  # fmt: skip
    return found


def _of_orders(lines: pl.DataFrame, known_until: date, currency: str) -> pl.DataFrame:
    recent = pl.col("ordered") > known_until - timedelta(days=YEAR)
    euros = pl.when(in_currency(currency)).then(pl.col("quantity") * pl.col("price"))
    mode = lines.drop_nulls(["supplier", "mode"]).sort("ordered", nulls_last=False)
    # The means of the last ten lines: a supplier that changed is as it is now.
    usual = mode.group_by("supplier", maintain_order=True).agg(
        pl.col("mode").tail(10).mode().sort().first()
    )
    return (
        lines.drop_nulls("supplier").group_by("supplier", maintain_order=True)
        .agg(
            pl.col("order").n_unique().alias("orders"), pl.col("ordered").max().alias("last_order"),
            pl.when(euros.filter(recent).count() > 0).then(euros.filter(recent).sum()).alias("ordered_eur"),
        )
        .join(usual, on="supplier", how="left")
    )  # fmt: skip


def _told(firm: Firm, who: Suppliers) -> dict[int, dict[str, Any]]:
    """What lists of suppliers say, by number; what the owner answered of a supplier goes before."""
    found: dict[int, dict[str, Any]] = {}
    rows = firm.table("suppliers")
    if len(rows):
        rows = who.of_list(rows).with_columns(
            country=country_codes(rows["country"]),
            second_country=country_codes(rows["second_country"]),
            mode=modes(rows["mode"]),
        )
        for row in rows.drop_nulls("supplier").iter_rows(named=True):
            known = found.setdefault(row["supplier"], {})
            known.update({name: row[name] for name in FACTS if row[name] is not None})
    for key, value in firm.answers.items():
        fact = fact_of(key)
        if fact and fact.supplier in who.numbers:
            found.setdefault(who.numbers[fact.supplier], {})[fact.name] = value
    return found


def _countries(firm: Firm, who: Suppliers) -> dict[int, str]:
    """Countries that invoices say, by number of the supplier."""
    if "invoices" not in firm.tables:
        return {}
    rows = who.of_invoices(firm.table("invoices"))
    told = pl.coalesce(
        "seller_country", pl.col("seller_vat").str.extract(r"^([A-Z]{2})[0-9A-Z]{5,}$", 1)
    )
    return dict(
        rows.with_columns(country=told).drop_nulls(["supplier", "country"])
        .group_by("supplier", maintain_order=True).agg(pl.col("country").mode().sort().first()).iter_rows()
    )  # fmt: skip


def _bought(firm: Firm) -> dict[int, float]:
    if not firm.years:
        return {}
    year = firm.year
    rows = firm.purchases.filter(pl.col("year_end") == year.end).drop_nulls("party")
    return {
        party: cents / 100
        for party, cents in rows.group_by("party", maintain_order=True)
        .agg(pl.col("amount").sum())
        .iter_rows()
    }
