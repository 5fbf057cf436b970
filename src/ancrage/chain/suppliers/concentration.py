"""How much of the purchases hang on few suppliers: shares of the first ones and the Herfindahl-Hirschman index."""

from __future__ import annotations

from functools import partial

from ancrage.chain.suppliers.actions import CONTINUITY, LIST_CRITICAL, SECOND_SOURCE
from ancrage.chain.suppliers.basis import Basis, proven
from ancrage.chain.suppliers.interruption import interruption
from ancrage.chain.suppliers.questions import REPLACEMENT, ROOM
from ancrage.dates import FiscalYear
from ancrage.exhibits import Chart, Column, Proof, Series, Table
from ancrage.findings import Confidence, Finding
from ancrage.firm import Firm
from ancrage.money import Euros, Percent
from ancrage.text import Text, t, tn
from ancrage.world import World

# A third of purchases with one firm: losing it empties a third of the shelves.
FIRST_IS_MUCH = 1 / 3
# Above 0.25 a market counts as highly concentrated, under 0.15 as not concentrated (Horizontal Merger Guidelines,
# U.S. Department of Justice and Federal Trade Commission, 2010, section 5.3).
HIGH_HHI, LOW_HHI = 0.25, 0.15
BALANCED_FIRST, BALANCED_COUNT = 0.25, 5
# Under this, in cents a year, purchases are too small for their sharing out to matter.
SMALL_CENTS = 2_000_00
SHOWN = 10


def concentration(firm: Firm, world: World, year: FiscalYear, of: Basis) -> Finding | None:
    """The risk of leaning on few suppliers, or the strength of a balanced portfolio; None in between."""
    if of.spend.height == 0 or year.per_year(of.total) < SMALL_CENTS:
        return None
    first, hhi = of.top_share(1), of.hhi
    if first >= FIRST_IS_MUCH or hhi >= HIGH_HHI:
        return _risk(firm, world, year, of)
    if first <= BALANCED_FIRST and hhi <= LOW_HHI and of.spend.height >= BALANCED_COUNT:
        return _balanced(firm, of)
    return None


def _risk(firm: Firm, world: World, year: FiscalYear, of: Basis) -> Finding | None:
    party, name = int(of.spend["party"][0]), str(of.spend["name"][0])
    evidence, cents = proven(firm, of.rows_of([party]))
    if cents <= 0:
        return None
    share, amount = Percent(of.top_share(1)), Euros(cents)
    if of.goods:
        title = t(
            "{name} fournit {share} de vos marchandises et matières ({amount})",
            name=name,
            share=share,
            amount=amount,
        )
    else:
        title = t(
            "{name} reçoit {share} de vos achats hors loyers, assurances et banque ({amount})",
            name=name,
            share=share,
            amount=amount,
        )
    return Finding(
        code="supplier_concentration",
        room=ROOM,
        kind="risk",
        title=title,
        reason=_reason(of),
        stake=interruption(firm, world, year, of.top_share(1)) if of.goods else None,
        confidence=_confidence(of),
        evidence=evidence,
        actions=(LIST_CRITICAL, SECOND_SOURCE, CONTINUITY),
        questions=(REPLACEMENT,),
    )


def _reason(of: Basis) -> Text:
    if of.spend.height <= 3:
        return t(
            "Si ce fournisseur s’arrête, retarde ou change ses prix, presque tout ce que vous vendez est touché."
        )
    return t(
        "Si ce fournisseur s’arrête, retarde ou change ses prix, une grande part de ce que vous vendez est touchée ; "
        "vos trois premiers fournisseurs font ensemble {three} de ces achats.",
        three=Percent(of.top_share(3)),
    )


def _balanced(firm: Firm, of: Basis) -> Finding | None:
    evidence, cents = proven(firm, of.rows_of(of.spend["party"].to_list()))
    if cents <= 0:
        return None
    return Finding(
        code="supplier_portfolio_balanced",
        room=ROOM,
        kind="strength",
        title=t(
            "Vos {amount} d’achats se partagent entre {count} fournisseurs, et le premier n’en fait que {share}",
            amount=Euros(cents),
            count=of.spend.height,
            share=Percent(of.top_share(1)),
        ),
        reason=t(
            "Aucun fournisseur ne peut à lui seul vous arrêter ni vous dicter ses conditions."
        ),
        stake=None,
        confidence=_confidence(of),
        evidence=evidence,
    )


def _confidence(of: Basis) -> Confidence:
    named = of.total / cents if (cents := int(of.rows["amount"].sum())) > 0 else 1.0
    if named >= 0.9:
        reason = t("Lu dans vos écritures : le fournisseur est nommé pour presque tous ces achats.")
        return Confidence("high", reason)
    share = Percent(max(0.0, named))
    reason = t("Le fournisseur n’est nommé que pour {share} de ces achats.", share=share)
    return Confidence("medium" if named >= 0.6 else "low", reason)


def suppliers_table(firm: Firm, of: Basis) -> Table | None:
    """The first suppliers with their amounts and shares."""
    if of.spend.height == 0:
        return None
    rows = []
    upto = 0.0
    head = of.spend.head(SHOWN)
    for name, cents, share in head.select("name", "amount", "share").iter_rows():
        upto += share
        rows.append((name, cents / 100, share, upto))
    return Table(
        "suppliers_first",
        _what(
            of,
            t("Vos premiers fournisseurs de marchandises et matières"),
            t("Vos premiers fournisseurs, hors loyers, assurances et banque"),
        ),
        (
            Column("name", t("Fournisseur"), "text"),
            Column("amount", t("Achats hors taxes"), "eur"),
            Column(
                "share",
                t("Part"),
                "ratio",
                t("le montant divisé par celui de tous les fournisseurs nommés"),
            ),
            Column(
                "upto",
                t("Part cumulée"),
                "ratio",
                t("sa part et celles des fournisseurs au-dessus"),
            ),
        ),
        tuple(rows),
        tuple({"": proof} for proof in _proofs(firm, of)),
    )


def _proofs(firm: Firm, of: Basis) -> tuple[Proof, ...]:
    """The lines of each of the first suppliers."""
    return tuple(
        partial(firm.prove, of.rows_of([party]))
        for party in of.spend["party"].head(SHOWN).to_list()
    )


def suppliers_chart(firm: Firm, of: Basis) -> Chart | None:
    """Bars of the first suppliers."""
    if of.spend.height < 2:
        return None
    head = of.spend.head(SHOWN)
    points = tuple(
        (str(name), cents / 100) for name, cents in head.select("name", "amount").iter_rows()
    )
    return Chart(
        "suppliers_first",
        _what(
            of,
            t("Chez qui achetez-vous vos marchandises et matières ?"),
            t("Chez qui achetez-vous ?"),
        ),
        tn(
            "Votre premier fournisseur fait {first} de ces achats",
            "Le premier de vos {count} fournisseurs fait {first} de ces achats, les cinq premiers {five}",
            of.spend.height,
            first=Percent(of.top_share(1)),
            five=Percent(of.top_share(5)),
        ),
        "bars",
        "eur",
        (Series(t("Achats hors taxes"), points, _proofs(firm, of)),),
    )


def _what(of: Basis, goods: Text, everything: Text) -> Text:
    return goods if of.goods else everything
