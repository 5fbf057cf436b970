"""Prices that drift, where the books can show it: suppliers who send alike invoices, often, in both years.

An account ledger holds no quantity. But when a supplier's invoices look alike (median absolute deviation small, and as
many as the year before), the change of their median is a change of price or of contract.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import polars as pl

from ancrage.chain.suppliers.basis import annual_input, whole
from ancrage.chain.suppliers.questions import ROOM
from ancrage.dates import FiscalYear
from ancrage.exhibits import Column, Table
from ancrage.findings import Action, Confidence, Evidence, Finding, Input, Stake, evidence_cents
from ancrage.firm import Firm
from ancrage.money import Euros, Percent
from ancrage.text import t, tn

OFTEN = 6  # invoices a year on one account, both years: one every other month
AS_MANY = (
    0.75,
    4 / 3,
)  # invoices this year for one last year: more would be another rhythm, not another price
ALIKE = 0.15  # robust dispersion (1.4826 x median absolute deviation / median) under which invoices are alike
# A smaller rise is ordinary indexation; a larger one is another contract or another quantity, not a price.
LEAST_RISE, MOST_RISE = 0.03, 0.30
SURE = 3.0  # standard errors of the medians
WORTH_CENTS = 100_00  # a year, for one supplier and account
NORMAL_MAD, NORMAL_MEDIAN = (
    1.4826,
    1.2533,
)  # of a normal law: sd / MAD, and standard error of the median x sqrt(n) / sd


@dataclass(frozen=True, slots=True)
class Drift:
    """A supplier and account whose usual invoice became dearer.

    Args:
        party, account: whose.
        before, now: usual invoice of each year, in cents.
        error: standard error of the rise.
        cents: what the year's invoices sum to.
        invoices: how many this year.
    """

    party: int
    account: str
    before: float
    now: float
    error: float
    cents: int
    invoices: int

    @property
    def rise(self) -> float:
        """Rise of the usual invoice: 0.09 for nine per cent."""
        return self.now / self.before - 1

    def surplus(self, errors: float = 0.0) -> float:
        """Cents that the rise costs over the year, the rise moved by some standard errors."""
        rise = max(0.0, self.rise + errors * self.error)
        return self.cents * (1 - 1 / (1 + rise))


def drifts(firm: Firm, year: FiscalYear, before: FiscalYear | None) -> tuple[Drift, ...]:
    """Suppliers whose alike invoices became dearer, the costliest first."""
    if before is None or not (year.complete and before.complete):
        return ()
    pooled = firm.parties.filter("pooled")["party"]
    rows = whole(firm.purchases).filter(
        pl.col("party").is_not_null()
        & ~pl.col("party").is_in(pooled.implode())
        & pl.col("year_end").is_in([year.end, before.end])
    )
    invoices = (
        rows.group_by("year_end", "party", "account", "entry", maintain_order=True)
        .agg(pl.col("amount").sum())
        .filter(pl.col("amount") > 0)
    )
    amount = pl.col("amount").cast(pl.Float64)
    usual = invoices.group_by("year_end", "party", "account", maintain_order=True).agg(
        pl.len().alias("n"),
        amount.median().alias("usual"),
        ((amount - amount.median()).abs().median() * NORMAL_MAD / amount.median()).alias("spread"),
    )
    usual = usual.filter((pl.col("n") >= OFTEN) & (pl.col("spread") <= ALIKE))
    keys = ["party", "account"]
    both = (
        usual.filter(pl.col("year_end") == year.end)
        .join(
            usual.filter(pl.col("year_end") == before.end),
            on=keys,
            suffix="_before",
            maintain_order="left",
        )
        .filter((pl.col("n") / pl.col("n_before")).is_between(*AS_MANY))
    )
    spent = (
        rows.filter(pl.col("year_end") == year.end)
        .group_by(keys, maintain_order=True)
        .agg(pl.col("amount").sum())
    )
    found = []
    for row in both.join(spent, on=keys, maintain_order="left").iter_rows(named=True):
        error = NORMAL_MEDIAN * (
            (row["spread"] ** 2 / row["n"] + row["spread_before"] ** 2 / row["n_before"]) ** 0.5
        )
        drift = Drift(
            row["party"],
            row["account"],
            row["usual_before"],
            row["usual"],
            error,
            row["amount"],
            row["n"],
        )
        sure = max(LEAST_RISE, SURE * error) <= drift.rise <= MOST_RISE
        if sure and drift.surplus() >= WORTH_CENTS:
            found.append(drift)
    return tuple(sorted(found, key=lambda d: (-d.surplus(), d.party, d.account)))


def supplier_price_drift(firm: Firm, year: FiscalYear, found: tuple[Drift, ...]) -> Finding | None:
    """Suppliers whose usual invoice became dearer in a year."""
    if not found:
        return None
    pairs = pl.DataFrame(
        {"party": [d.party for d in found], "account_text": [d.account for d in found]},
        schema={"party": pl.UInt32, "account_text": pl.String},
    )
    of_year = firm.purchases.filter(
        (pl.col("year_end") == year.end) & pl.col("party").is_in([d.party for d in found])
    )
    rows = (
        whole(of_year)
        .with_columns(pl.col("account").cast(pl.String).alias("account_text"))
        .join(pairs, on=["party", "account_text"], how="semi")
    )
    evidence = firm.prove(rows)
    cents = evidence_cents(evidence)
    extra = sum(d.surplus() for d in found)
    if cents <= extra:
        return None
    rise = cents / (cents - extra) - 1
    annual = annual_input(year)
    spend = Input(
        "spend",
        t("Achats de l’exercice à ces fournisseurs"),
        cents / 100,
        "eur",
        "books",
        evidence=evidence,
    )
    risen = Input(
        "rise",
        t("Hausse de leur facture habituelle en un an, moyenne pondérée"),
        rise,
        "ratio",
        "books",
    )
    low, high = sum(d.surplus(-2) for d in found), sum(d.surplus(2) for d in found)
    factor = annual.value / 100
    return Finding(
        code="supplier_price_drift",
        room=ROOM,
        kind="weakness",
        title=tn(
            "La facture habituelle de {name} a monté de {rise} en un an ({amount} d’achats)",
            "Les factures habituelles de {count} fournisseurs ont monté de {rise} en un an ({amount} d’achats), "
            "d’abord {name}",
            len({d.party for d in found}),
            name=firm.name_of(found[0].party),
            rise=Percent(rise),
            amount=Euros(cents),
        ),
        reason=t(
            "Une hausse qui revient à chaque facture passe inaperçue, et se reconduit si personne n’en parle."
        ),
        stake=Stake(
            low * factor,
            extra * factor,
            high * factor,
            t("spend × annualisation × (1 − 1 ÷ (1 + rise))"),
            (spend, annual, risen),
        ),
        confidence=Confidence(
            "medium",
            t(
                "Vos comptes ne disent pas les quantités : des factures semblables et aussi nombreuses font penser au prix."
            ),
        ),
        evidence=evidence,
        actions=_actions(),
    )


def prices_table(
    firm: Firm, year: FiscalYear, before: FiscalYear | None, found: tuple[Drift, ...]
) -> Table | None:
    """The usual invoice of both years, by supplier and nature."""
    if not found or before is None:
        return None
    median = t("la médiane des factures de ce fournisseur sur ce compte, avant taxes")
    return Table(
        "suppliers_price_drift",
        t("Factures habituelles qui ont monté"),
        (
            Column("name", t("Fournisseur"), "text"),
            Column("label", t("Nature"), "text"),
            Column("before", t("Facture habituelle, an passé"), "eur", median),
            Column("now", t("Facture habituelle, cette année"), "eur", median),
            Column("rise", t("Hausse"), "ratio", t("la seconde divisée par la première, moins un")),
            Column("invoices", t("Factures"), "count"),
        ),
        tuple(
            (
                firm.name_of(d.party),
                firm.chart.label(d.account),
                d.before / 100,
                d.now / 100,
                d.rise,
                d.invoices,
            )
            for d in found
        ),
        tuple(
            {
                "": partial(_invoices, firm, d, year),
                "before": partial(_invoices, firm, d, before),
                "rise": partial(_invoices, firm, d, before, year),
            }
            for d in found
        ),
    )


def _invoices(firm: Firm, drift: Drift, *years: FiscalYear) -> tuple[Evidence, ...]:
    """The lines of a supplier on an account in some years."""
    rows = whole(firm.purchases).filter(
        (pl.col("party") == drift.party)
        & (pl.col("account") == drift.account)
        & pl.col("year_end").is_in([year.end for year in years])
    )
    return firm.prove(rows)


def _actions() -> tuple[Action, ...]:
    return (
        Action(
            "suppliers_compare_unit_prices",
            t(
                "Comparez le prix unitaire de trois factures d’il y a un an et de trois factures récentes"
            ),
            "measure",
            "purchasing",
            hours=2,
            cost_eur=0,
            delay_days=7,
            gain_share=0.0,
            success=t("La part de la hausse qui vient du prix, et celle qui vient des quantités"),
        ),
        renegotiate(needs=("suppliers_compare_unit_prices",)),
    )


def renegotiate(needs: tuple[str, ...] = ()) -> Action:
    """Ask for the reason of a rise, and for an offer."""
    return Action(
        "suppliers_renegotiate",
        t(
            "Demandez à ces fournisseurs la raison de la hausse et une offre sur un an, devis concurrent en main"
        ),
        "act",
        "purchasing",
        hours=6,
        cost_eur=0,
        delay_days=45,
        gain_share=0.4,
        success=t("Une offre écrite, sous le prix des dernières factures"),
        check_days=60,
        needs=needs,
    )
