"""Signs that a supplier of goods is abroad, each with a weight and its words.

A weight is how far the sign alone would convince, between 0 and 1; together they make 1 - product of (1 - weight).
These weights are ours, set by what else could explain each sign; the reasons are shown beside the score.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ancrage.chain.sourcing.places import (
    COUNTRIES,
    CURRENCIES,
    country_named,
    fold,
    foreign_form,
)
from ancrage.text import Text, t

Side = Literal["eu", "outside"]

# A foreign currency, an intra-EU tax pair: hardly another explanation. A tax number, duties that name the supplier,
# a foreign town: strong, but a French branch may show them. A company form, a word: often, not always.
CURRENCY, EU_TAX, IMPORT_TAX, DUTIES, PLACE = 0.6, 0.6, 0.5, 0.5, 0.5
ACCOUNT, TAX_NUMBER, FORM, FORWARDER, TRANSFER, WORD = 0.4, 0.35, 0.35, 0.3, 0.3, 0.25
# On work rather than goods the same pair may be the reverse charge between French builders (tax code, article 283).
WORK_TAX = 0.4
# Small French firms charge no tax either.
NO_TAX = 0.15


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign.

    Args:
        weight: between 0 and 1.
        words: what was seen.
        side: inside or outside the European Union, where the sign tells.
        country: code of the country, where the sign tells.
    """

    weight: float
    words: Text
    side: Side | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Traces:
    """What the books hold on a supplier of goods, as shares of its purchases and what its lines say.

    Args:
        name: as written.
        untaxed: share in entries without tax, None where the firm's purchases never show tax.
        eu_tax: share in entries with the pair of accounts 4452 and 4456.
        work: share on accounts of work, studies and equipment (604, 605).
        import_tax: whether import tax is self-assessed in its entries, or names it.
        currency: foreign currency of most of its entries, or None.
        tax_numbers: foreign tax numbers in its labels.
        account_eu, account_outside: share on accounts whose label says European Union, or import.
        says_eu, says_import: whether its labels say so.
        transfer: whether it is paid by international transfer.
        duties, forwarder: whether duties, or a forwarder's fees, name it.
    """

    name: str
    untaxed: float | None = None
    eu_tax: float = 0.0
    work: float = 0.0
    import_tax: bool = False
    currency: str | None = None
    tax_numbers: tuple[str, ...] = ()
    account_eu: float = 0.0
    account_outside: float = 0.0
    says_eu: bool = False
    says_import: bool = False
    transfer: bool = False
    duties: bool = False
    forwarder: bool = False


MOST = 0.5  # of the supplier's purchases


def signs_of(traces: Traces) -> tuple[Sign, ...]:
    """The signs that a supplier shows, strongest first."""
    found = [*_name_signs(traces.name), *_tax_signs(traces), *_word_signs(traces)]
    if traces.duties:
        found.append(Sign(DUTIES, t("des droits de douane le nomment"), "outside"))
    if traces.forwarder:
        found.append(Sign(FORWARDER, t("un transitaire le nomme"), "outside"))
    if traces.transfer:
        found.append(Sign(TRANSFER, t("payé par virement international")))
    return tuple(sorted(found, key=lambda sign: -sign.weight))


def _name_signs(name: str) -> Iterable[Sign]:
    folded = fold(name)
    country = country_named(folded)
    if country is not None:
        words = t("son nom dit un lieu à l’étranger ({code})", code=country.code)
        yield Sign(PLACE, words, "eu" if country.eu else "outside", country.code)
    form = foreign_form(folded)
    if form is not None:
        written, code, eu = form
        yield Sign(
            FORM,
            t("forme de société étrangère ({form})", form=written),
            "eu" if eu else "outside",
            code,
        )


def _tax_signs(traces: Traces) -> Iterable[Sign]:
    if traces.currency is not None:
        code = CURRENCIES.get(traces.currency)
        side: Side = "eu" if code is not None and COUNTRIES[code].eu else "outside"
        yield Sign(
            CURRENCY, t("facturé en devise ({currency})", currency=traces.currency), side, code
        )
    if traces.eu_tax >= MOST:
        weight = WORK_TAX if traces.work >= MOST else EU_TAX
        yield Sign(weight, t("TVA intracommunautaire que vous déclarez vous-même"), "eu")
    if traces.import_tax:
        yield Sign(IMPORT_TAX, t("TVA à l’importation"), "outside")
    if traces.untaxed is not None and traces.untaxed >= MOST:
        yield Sign(NO_TAX, t("factures sans TVA"))
    for number in traces.tax_numbers[:1]:
        code = number[:2]
        inside: Side = "outside" if code == "GB" else "eu"
        yield Sign(TAX_NUMBER, t("numéro de TVA étranger ({number})", number=number), inside, code)


def _word_signs(traces: Traces) -> Iterable[Sign]:
    if traces.account_outside >= MOST:
        yield Sign(ACCOUNT, t("compte d’achats à l’importation"), "outside")
    if traces.account_eu >= MOST:
        yield Sign(ACCOUNT, t("compte d’achats dans l’Union européenne"), "eu")
    if traces.says_import:
        yield Sign(WORD, t("le libellé parle d’importation"), "outside")
    if traces.says_eu:
        yield Sign(WORD, t("le libellé parle d’achat intracommunautaire"), "eu")


def together(signs: Iterable[Sign]) -> float:
    """How far signs convince together: 1 - product of (1 - weight)."""
    doubt = 1.0
    for sign in signs:
        doubt *= 1 - sign.weight
    return 1 - doubt
