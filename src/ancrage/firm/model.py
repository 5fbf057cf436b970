"""The firm as its files show it: sound ledger lines, fiscal years, files, problems, answers; views on demand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import polars as pl

from ancrage.dates import FiscalYear
from ancrage.findings import Evidence
from ancrage.firm import evidence, figures, parties, purchases, sales, settlements, who
from ancrage.firm.chart import Chart, chart_of
from ancrage.firm.currency import BOOKS, currency_of
from ancrage.firm.extract import Confidence, Figure
from ancrage.firm.identities.item_writings import TABLES as ITEM_TABLES
from ancrage.firm.identities.item_writings import known_items
from ancrage.firm.identities.known import Known
from ancrage.firm.identities.model import Decisions
from ancrage.firm.identities.one_reference import OneReference
from ancrage.firm.tables.trade import DECLARED
from ancrage.problems import Problem
from ancrage.questions import Answers
from ancrage.text import Text

if TYPE_CHECKING:
    from ancrage.firm.supply.positions import Supply

SIDES: tuple[parties.Side, ...] = ("supplier", "customer")
Status = Literal["ok", "warning", "partial", "refused"]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was given.

    Args:
        path: as given, "!" and the member for a file inside an archive.
        kind: "fec", that of an export ("shopify_orders"), "invoice", "spreadsheet", or "unknown".
        rows: data lines read, sound or not.
        status: ok, warning, partial (some lines set aside) or refused.
        year_end: last day of its fiscal year, None when refused.
        debit, credit: sums of the two columns as written, in cents, all lines.
        assigned: debits carried to a known account of the chart, in cents.
        confidence, reason: how sure the recognition is, and why.
        label: what the kind is called, for people.
        control: figures that a person would check against the origin.
    """

    path: str
    kind: str
    rows: int
    status: Status
    period_start: date | None = None
    period_end: date | None = None
    year_end: date | None = None
    debit: int = 0
    credit: int = 0
    assigned: int = 0
    confidence: Confidence = "low"
    reason: Text | str = ""
    label: Text | str = ""
    control: Mapping[str, Figure] = field(default_factory=dict)

    @property
    def unassigned(self) -> int:
        """Debits that no figure uses, in cents: lines set aside, accounts outside the chart."""
        return self.debit - self.assigned


@dataclass(frozen=True, eq=False)
class Firm:
    """All that is known of one firm.

    Args:
        siren: nine digits from the files' names, or None.
        years: fiscal years, oldest first.
        ledger: table LEDGER: sound lines of all years.
        files: every file given, in order; `source` in the tables is the index here.
        problems: everything met while reading.
        answers: what the owner answered, by question id.
        tables: those of `tables.trade` that some file gave, by name.
        decisions: what the owner said of pairs of suppliers, customers or items, by the keys of `who` and `items_known`.
    """

    siren: str | None
    years: tuple[FiscalYear, ...]
    ledger: pl.DataFrame
    files: tuple[SourceFile, ...]
    problems: tuple[Problem, ...]
    answers: Answers = field(default_factory=dict)
    tables: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    decisions: Decisions = field(default_factory=Decisions)

    @property
    def year(self) -> FiscalYear:
        """The last fiscal year."""
        return self.years[-1]

    @property
    def year_ago(self) -> FiscalYear | None:
        """The year just before the last, if its file is there."""
        if len(self.years) < 2 or (self.year.start - self.years[-2].end).days > 45:
            return None
        return self.years[-2]

    def table(self, name: str) -> pl.DataFrame:
        """A table of trade, empty where no file gives it; items that are one bear one reference (`tables`: as written)."""
        if name not in self.tables:
            return pl.DataFrame(schema=DECLARED[name].schema)
        return self.one_reference.table(name) if name in ITEM_TABLES else self.tables[name]

    @cached_property
    def currency(self) -> str:
        """ISO 4217 code of the currency in which the firm counts: euros for books, else that of most of its lists."""
        return BOOKS if self.years else currency_of(self.tables)

    @cached_property
    def _supplies(self) -> dict[date, Supply | None]:
        return {}

    def supply(self, today: date) -> Supply | None:
        """What the firm is supplied with, as known on a day; None where no file tells of orders, receipts, stock or sales."""
        from ancrage.firm.supply.positions import supply  # noqa: PLC0415 (not for the books alone)

        if today not in self._supplies:
            self._supplies[today] = supply(self, today)
        return self._supplies[today]

    @cached_property
    def chart(self) -> Chart:
        """The firm's accounts, each with what it is."""
        return chart_of(self.ledger)

    @cached_property
    def balances(self) -> pl.DataFrame:
        """year_end, phase, account (text), label, debit, credit (cents): one row an account, a year and a phase."""
        return figures.balances(self.ledger)

    @cached_property
    def lines_by_account(self) -> tuple[evidence.Group, ...]:
        """The lines of the ledger by account, for the proofs of the figures."""
        return evidence.by_account(self.ledger)

    @cached_property
    def parties_of_books(self) -> parties.Parties:
        """Suppliers and customers by what the books alone say, and the owner."""
        return parties.identify(self.ledger, self.decisions)

    @cached_property
    def suppliers_known(self) -> Known:
        """Who is who among the suppliers of all files."""
        return self._who("supplier")

    @cached_property
    def customers_known(self) -> Known:
        """Who is who among the customers of the books and of the invoices sent."""
        return self._who("customer")

    def _who(self, side: parties.Side) -> Known:
        return who.know(side, self.parties_of_books, self.tables, self.decisions, self.siren)

    def known(self, side: parties.Side) -> Known:
        """Who is who among suppliers, or customers."""
        return self.suppliers_known if side == "supplier" else self.customers_known

    @cached_property
    def items_known(self) -> Known:
        """Which item is which over all files of trade."""
        named = any(
            self.tables[name][column].is_not_null().any()
            for name, column in (("products", "supplier_product"), ("invoice_lines", "product"))
            if name in self.tables
        )
        clusters = self.suppliers_known.clusters if named else ()
        supplier_of = {key: number for number, keys in enumerate(clusters) for key in keys}
        return known_items(self.tables, supplier_of, self.decisions, self.siren)

    @cached_property
    def one_reference(self) -> OneReference:
        """The reference by which each item is counted."""
        return OneReference(self.tables, self.items_known)

    @cached_property
    def _parties(self) -> parties.Parties:
        together = [
            group
            for side in SIDES
            if who.is_told(side, self.tables, self.siren)
            for group in self.known(side).together
        ]
        return parties.joined(self.parties_of_books, together)

    @property
    def parties(self) -> pl.DataFrame:
        """Table PARTIES: suppliers and customers, the same one written several ways being one row."""
        return self._parties.table

    @property
    def party_keys(self) -> pl.DataFrame:
        """account, aux, aux_label as in the ledger, and the party they stand for."""
        return self._parties.keys

    @cached_property
    def purchases(self) -> pl.DataFrame:
        """Table PURCHASES: classes 60 (without 603), 61 and 62 with their supplier, null where none is named."""
        return purchases.lines(self.ledger, self._parties)

    @cached_property
    def sales(self) -> pl.DataFrame:
        """Table SALES: account 70 with its customer, null where none is named."""
        return sales.lines(self.ledger, self._parties)

    @cached_property
    def settlements(self) -> pl.DataFrame:
        """Table SETTLEMENTS: lettered groups with their delay."""
        return settlements.groups(self.ledger, self._parties)

    @cached_property
    def figures(self) -> Mapping[date, figures.Figures]:
        """Management figures by last day of the fiscal year."""
        return {year.end: figures.compute(self, year) for year in self.years}

    def name_of(self, party: int) -> str:
        """Name of a supplier or customer."""
        return self._parties.names[party]

    def prove(self, lines: pl.DataFrame, sign: Literal[1, -1] = 1) -> tuple[Evidence, ...]:
        """Evidence for rows that carry `source` and `line`: whole ledger lines, whatever the rows' own amount."""
        return evidence.of_rows(self.ledger, self.files, lines, sign)

    def prove_rows(
        self, table: str, rows: pl.DataFrame, sign: Literal[1, -1] = 1
    ) -> tuple[Evidence, ...]:
        """Evidence for rows of a table of trade; the amounts are those of its column of money (`MEASURES`)."""
        return evidence.of_trade(table, self.files, rows, sign)

    def prove_accounts(
        self, year: FiscalYear, *prefixes: str, sign: Literal[1, -1] = 1, balance: bool = False
    ) -> tuple[Evidence, ...]:
        """Evidence for the total of accounts by prefix ("607", "6241"): flows of a year, or its closing balance."""
        return evidence.of_accounts(self.ledger, self.files, year, prefixes, sign, balance=balance)

    def amount(
        self, year: FiscalYear, *prefixes: str, sign: Literal[1, -1] = 1, balance: bool = False
    ) -> int:
        """Cents: sign x (debit - credit) of accounts by prefix: flows of a year, or its closing balance."""
        return figures.amount(self.balances, year, prefixes, sign, balance=balance)
