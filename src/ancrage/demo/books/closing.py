"""Opening and closing of each year: stock, wear, accruals, tax, and what is carried forward."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from ancrage.demo.books.bank import loan_schedule
from ancrage.demo.books.buying import accruals
from ancrage.demo.books.chart import BANK, LETTERED
from ancrage.demo.books.entries import Balances, Entry, Line, balances, entry
from ancrage.demo.books.taxes import EVE_VAT_CENTS
from ancrage.demo.books.wages import leave_lines, social_debts
from ancrage.demo.cast.contracts import ASSETS, CONTRACTS, LOANS, Asset
from ancrage.demo.cast.items import ITEMS
from ancrage.demo.days import EVE, banking_day
from ancrage.demo.records import Truth

_STOCK: Final = {
    "material": ("310000", "603100", "MATIERES PREMIERES"),
    "made": ("355000", "713550", "PRODUITS FINIS"),
    "good": ("370000", "603700", "MARCHANDISES"),
}
"""Stock account, its variation and words, by kind of item."""

# What the firm had on the eve, chosen so that its first published year opens like that of a sound firm.
_EVE_CASH_CENTS: Final = 7_900_000
_EVE_RESULT_CENTS: Final = -4_600_000
_CAPITAL_CENTS, _LEGAL_RESERVE_CENTS = 4_000_000, 400_000
_PARTNER_CENTS, _GUARANTEE_CENTS = 2_500_000, 420_000

_TAX_LOW, _TAX_HIGH, _TAX_STEP_CENTS = 0.15, 0.25, 4_250_000
"""Corporate tax of small firms (French tax code, article 219 I): 15 % up to 42,500 euros, then 25 %."""

_INSTALMENT_FROM_CENTS: Final = 300_000
"""Tax above which the next year pays instalments (French tax code, article 1668)."""

_INSTALMENT_DAYS: Final = ((3, 15), (6, 15), (9, 15), (12, 15))


def eve_opening(truth: Truth) -> Entry:
    """What the firm owned and owed on the first simulated day; reserves make the balance.

    Its stock is taken equal to that counted at the end of the quarter.
    """
    day_before = EVE - timedelta(days=1)
    lines = [
        Line("101300", -_CAPITAL_CENTS),
        Line("106100", -_LEGAL_RESERVE_CENTS),
        Line("129000", -_EVE_RESULT_CENTS),
        Line("275000", _GUARANTEE_CENTS),
        Line("455100", -_PARTNER_CENTS),
        Line("445510", -EVE_VAT_CENTS),
        Line(BANK, _EVE_CASH_CENTS),
        *social_debts(day_before.replace(day=1)),
    ]
    for loan in LOANS:
        if loan.drawn_on < EVE:
            paid = sum(cents for day, cents, _ in loan_schedule(loan) if day < EVE)
            lines.append(Line(loan.account, paid - loan.cents))
    for asset in ASSETS:
        if asset.bought_on < EVE:
            lines.append(Line(asset.account, asset.cents))
            lines.append(Line(asset.wear_account, -worn_cents(asset, day_before)))
    stock = stock_cents(truth, EVE.year)
    lines += [Line(_STOCK[kind][0], cents) for kind, cents in stock.items()]
    sums: defaultdict[str, int] = defaultdict(int)
    for line in lines:
        sums[line.account] += line.cents
    sums["106800"] -= sum(sums.values())
    merged = [Line(account, sums[account]) for account in sorted(sums)]
    return entry("AN", EVE, "AN", "A NOUVEAU", merged)


def opening(year: int, before: Iterable[Entry]) -> Entry:
    """Opening entry of a year: every balance of the year before, its result in class 12.

    Lines of lettered accounts that are still open come back one by one.
    """
    plain: defaultdict[str, int] = defaultdict(int)
    groups: defaultdict[tuple[str, str, str], list[tuple[Entry, Line]]] = defaultdict(list)
    result = 0
    for one in before:
        for line in one.lines:
            if line.account[0] in "67" or line.account[:3] in {"120", "129"}:
                result += line.cents
            elif line.account in LETTERED:
                groups[line.account, line.party, line.settle].append((one, line))
            else:
                plain[line.account] += line.cents
    plain["120000" if result < 0 else "129000"] += result
    lines = [Line(account, cents) for account, cents in plain.items() if cents]
    for (account, party, settle), members in groups.items():
        if not (settle and sum(line.cents for _, line in members) == 0):
            lines += [
                Line(account, line.cents, party, settle, _carried_label(line.label or one.label))
                for one, line in members
            ]
    lines.sort(key=lambda line: (line.account, line.party))
    return entry("AN", date(year, 1, 1), "AN", "A NOUVEAU", lines)


def _carried_label(label: str) -> str:
    return label if label.startswith("AN ") else f"AN {label}"


def stock_cents(truth: Truth, year: int) -> dict[str, int]:
    """Value of the stock at the end of a year, by kind of item."""
    sums = dict.fromkeys(_STOCK, 0)
    for count in truth.stock_counts:
        if count.day.year == year:
            sums[ITEMS[count.item].kind] += count.quantity * count.unit_cents
    return sums


def worn_cents(asset: Asset, day: date) -> int:
    """Wear of an asset up to a day, month by month of thirty days, never above its price."""
    days = (day.year - asset.bought_on.year) * 360 + (day.month - asset.bought_on.month) * 30
    days += min(day.day, 30) - min(asset.bought_on.day, 30) + 1
    return min(asset.cents, max(0, round(asset.cents * days / (asset.years * 360))))


def reversals(year: int, closing_entries: Iterable[Entry]) -> Iterator[Entry]:
    """On the first day of a year, the accruals of the year before are undone."""
    for one in closing_entries:
        if one.ref.startswith(_REVERSED):
            lines = [Line(line.account, -line.cents, label=line.label) for line in one.lines]
            yield entry("OD", date(year, 1, 1), one.ref, f"EXT {one.label}", lines)


_REVERSED = ("FNP", "CCA", "CP2", "ICNE")


def closing(truth: Truth, year: int, so_far: Iterable[Entry]) -> Iterator[Entry]:
    """Entries of 31 December: accruals, prepaid costs, leave, interest, wear, stock, tax."""
    books = list(so_far)
    start = EVE if year == EVE.year else date(year, 1, 1)
    made = [*_cut_off(truth, year), *_wear(year, start), *_stock(truth, year, books)]
    yield from made
    yield from _corporate_tax(year, balances([*books, *made]))


def _od(year: int, ref: str, label: str, lines: Iterable[Line]) -> Entry:
    return entry("OD", date(year, 12, 31), ref, label, lines)


def _cut_off(truth: Truth, year: int) -> Iterator[Entry]:
    for number, (label, lines) in enumerate(accruals(truth, year), 1):
        yield _od(year, f"FNP{year % 100}{number:02d}", label, lines)
    insurance = next(one for one in CONTRACTS if one.account == "616100")
    insured = insurance.cents * (1 + insurance.rise) ** (year - 2023)
    prepaid = round(insured * 3 / 12)  # from April to March
    prepaid_lines = (Line("486000", prepaid), Line("616100", -prepaid))
    yield _od(year, f"CCA{year % 100}01", f"CCA ASSURANCES PENMARIN T1 {year + 1}", prepaid_lines)
    yield _od(year, f"CP{year}", f"PROVISION CONGES PAYES {year}", leave_lines(year))
    running = 0
    for loan in LOANS:
        for day, _, interest in loan_schedule(loan):
            if (day.year, day.month) == (year + 1, 1):
                running += round(interest * 26 / 30)
    interest_lines = (Line("661100", running), Line("168840", -running))
    yield _od(year, f"ICNE{year % 100}", "INTERETS COURUS SUR EMPRUNTS", interest_lines)


def _wear(year: int, start: date) -> Iterator[Entry]:
    for asset in ASSETS:
        if asset.bought_on.year <= year:
            cents = worn_cents(asset, date(year, 12, 31))
            cents -= worn_cents(asset, start - timedelta(days=1))
            cost = "681110" if asset.account == "205000" else "681120"
            lines = (Line(cost, cents), Line(asset.wear_account, -cents))
            if cents:
                yield _od(year, f"AMO{year}", f"DOTATION {asset.label} {year}", lines)


def _stock(truth: Truth, year: int, books: Iterable[Entry]) -> Iterator[Entry]:
    before = balances(books)
    for kind, cents in stock_cents(truth, year).items():
        account, variation, words = _STOCK[kind]
        first = before.get(account, 0)
        back = (Line(variation, first), Line(account, -first))
        yield _od(year, f"STK{year}", f"ANNULATION STOCK INITIAL {words}", back)
        counted = (Line(account, cents), Line(variation, -cents))
        yield _od(year, f"STK{year}", f"STOCK FINAL {words} 31/12/{year}", counted)


def _corporate_tax(year: int, sums: Balances) -> Iterator[Entry]:
    profit = -sum(
        cents
        for account, cents in sums.items()
        if account[0] in "67" or (year == EVE.year and account[:3] in {"120", "129"})
    )
    tax = tax_cents(profit)
    lines = (Line("695100", tax), Line("444000", -tax))
    if tax:
        yield _od(year, f"IS{year}", f"IMPOT SUR LES BENEFICES {year}", lines)


def tax_cents(profit_cents: int) -> int:
    """Corporate tax on a profit, in whole euros."""
    low = min(max(profit_cents, 0), _TAX_STEP_CENTS)
    high = max(profit_cents - _TAX_STEP_CENTS, 0)
    return round((low * _TAX_LOW + high * _TAX_HIGH) / 100) * 100


def tax_payments(year: int, closed: Iterable[Entry]) -> Iterator[Entry]:
    """Balance of the tax of the year before in May, instalments of this year where they are due."""
    books = list(closed)
    left = -balances(books).get("444000", 0)
    tax = sum(line.cents for one in books for line in one.lines if line.account == "695100")
    if left:
        words = (
            f"PRLV DGFIP SOLDE IS {year - 1}" if left > 0 else f"VIR DGFIP EXCEDENT IS {year - 1}"
        )
        yield _taxed(banking_day(date(year, 5, 15)), words, left)
    if tax > _INSTALMENT_FROM_CENTS:
        for number, (month, on) in enumerate(_INSTALMENT_DAYS, 1):
            words = f"PRLV DGFIP ACOMPTE IS {number}/{year}"
            yield _taxed(banking_day(date(year, month, on)), words, round(tax / 400) * 100)


def _taxed(day: date, label: str, cents: int) -> Entry:
    return entry("BQ", day, f"RB{day:%y%m}", label, (Line("444000", cents), Line(BANK, -cents)))


def allocation(year: int, first: Entry) -> Iterator[Entry]:
    """The partners' meeting of June puts the result of the year before in the reserves."""
    result = {
        line.account: line.cents for line in first.lines if line.account in {"120000", "129000"}
    }
    for account, cents in result.items():
        target = "106800" if account == "120000" else "119000"
        lines = (Line(account, -cents), Line(target, cents))
        words = f"AFFECTATION RESULTAT {year - 1} AGO DU 28/06"
        yield entry("OD", date(year, 6, 28), f"AGO{year}", words, lines)
