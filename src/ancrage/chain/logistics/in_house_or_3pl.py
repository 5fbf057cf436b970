"""Keep logistics in-house, or give it to a provider (3PL): settled with the owner's answers only.

A year in-house = payroll x share of time on logistics + square metres x rent + storage already paid outside.
A year at a provider = orders x price of handling an order + pallets x price of a pallet a month x 12.
Parcels and packaging cost the same on both sides and are left out; so are the provider's set-up and minimum, which
only a quote tells. Prices are the references of world/data/logistics.toml. Peaks and uncertainty come with the full
model.
"""

from __future__ import annotations

from dataclasses import dataclass

from ancrage.chain.logistics.actions import QUOTES_3PL, TIME_ORDERS
from ancrage.chain.logistics.answers import number
from ancrage.chain.logistics.books import LogisticsBooks
from ancrage.chain.logistics.drift import MINIMUM_STAKE, annual_input, annualisation
from ancrage.chain.logistics.questions import AREA, ORDERS, PALLETS, STAFF_SHARE
from ancrage.findings import Confidence, Evidence, Finding, Input, Stake
from ancrage.firm import Firm
from ancrage.money import Number
from ancrage.text import t
from ancrage.world import World

# Euros a year of sending and storing under which a provider's minimum alone would cost more.
SHIPS = 5_000
_PAYROLL = ("641", "645", "647")
_NEEDED = (ORDERS, STAFF_SHARE, AREA, PALLETS)
_HANDLING, _PALLET, _RENT = "logistics_3pl_order", "logistics_3pl_pallet", "logistics_rent_m2"


@dataclass(frozen=True, slots=True)
class Answers:
    """What the owner said: orders a month, share of staff time (0 to 1), square metres, pallets."""

    orders: float
    staff: float
    area: float
    pallets: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Euros a year, low, central and high, in-house and at a provider."""

    in_house: tuple[float, float, float]
    provider: tuple[float, float, float]

    @property
    def gain(self) -> tuple[float, float, float]:
        """Euros a year that a provider would save: least, central and most; negative where it costs more."""
        low, central, high = self.in_house
        cheap, usual, dear = self.provider
        return low - dear, central - usual, high - cheap


def in_house_or_3pl(books: LogisticsBooks, world: World) -> Finding | None:
    """The choice, settled with answers, else unknown with its questions; None for a firm that ships little."""
    year = books.firm.year
    sent = books.freight("out").of(year)
    if year.per_year(sent.cents + books.storage.of(year).cents) < SHIPS * 100:
        return None
    proof = (*sent.evidence, *books.storage.of(year).evidence)
    answers = _answers(books.firm)
    if answers is None:
        missing = tuple(q for q in _NEEDED if number(books.firm, q) is None)
        return _unknown(proof, missing)
    found = compare(books, world, answers)
    if found.gain[1] >= MINIMUM_STAKE:
        return _provider_is_cheaper(books, world, answers, found, proof)
    return _house_is_cheaper(answers, proof)


def _answers(firm: Firm) -> Answers | None:
    given = [number(firm, question) for question in _NEEDED]
    orders, staff, area, pallets = given
    if orders is None or staff is None or area is None or pallets is None or orders == 0:
        return None
    return Answers(orders, min(staff, 100.0) / 100, area, pallets)


def compare(books: LogisticsBooks, world: World, answers: Answers) -> Comparison:
    """A year of logistics in-house and at a provider, at the prices of the references."""
    year = books.firm.year
    fixed = annualisation(year) * (
        max(0, books.firm.amount(year, *_PAYROLL)) / 100 * answers.staff
        + max(0, books.storage.of(year).cents) / 100
    )
    handling, pallet, rent = world[_HANDLING], world[_PALLET], world[_RENT]

    def at_home(square_metre: float) -> float:
        return fixed + answers.area * square_metre

    def outside(order: float, month: float) -> float:
        return 12 * (answers.orders * order + answers.pallets * month)

    return Comparison(
        (at_home(rent.low), at_home(rent.central), at_home(rent.high)),
        (
            outside(handling.low, pallet.low),
            outside(handling.central, pallet.central),
            outside(handling.high, pallet.high),
        ),
    )


def _unknown(proof: tuple[Evidence, ...], missing: tuple[str, ...]) -> Finding:
    return Finding(
        code="in_house_or_3pl",
        room="chain.logistics",
        kind="opportunity",
        title=t(
            "Garder votre logistique ou la confier : vos comptes seuls ne permettent pas de le dire"
        ),
        reason=t(
            "La réponse dépend du temps et de la place que vous avez en trop, pas seulement du nombre de commandes."
        ),
        stake=None,
        confidence=Confidence(
            "low", t("Il manque vos commandes, le temps passé et la place occupée.")
        ),
        evidence=proof,
        actions=(TIME_ORDERS,),
        questions=missing or _NEEDED,
    )


def _provider_is_cheaper(
    books: LogisticsBooks,
    world: World,
    answers: Answers,
    found: Comparison,
    proof: tuple[Evidence, ...],
) -> Finding:
    low, central, high = found.gain
    return Finding(
        code="in_house_or_3pl",
        room="chain.logistics",
        kind="opportunity",
        title=t(
            "À {orders} commandes par mois, un prestataire logistique pourrait coûter moins que votre organisation : deux devis le diront",
            orders=Number(answers.orders),
        ),
        reason=t(
            "Le gain n’existe que si le temps et la place libérés servent à autre chose, ou ne sont plus payés."
        ),
        stake=Stake(
            max(0.0, low),
            central,
            high,
            t(
                "(payroll × staff_share + storage) × annualisation + area × rent − 12 × (orders × handling + pallets × pallet_month). "
                "Le bas de la fourchette prend le loyer le plus bas et le prestataire le plus cher ; le haut, l’inverse."
            ),
            _inputs(books, world, answers),
        ),
        confidence=Confidence(
            "low",
            t(
                "Prix publics de prestataires et de loyers, et vos estimations : rien ne vaut un devis."
            ),
        ),
        evidence=proof,
        actions=(TIME_ORDERS, QUOTES_3PL),
    )


def _house_is_cheaper(answers: Answers, proof: tuple[Evidence, ...]) -> Finding:
    return Finding(
        code="in_house_or_3pl",
        room="chain.logistics",
        kind="strength",
        title=t(
            "À {orders} commandes par mois, garder votre logistique ne coûte pas plus que la confier",
            orders=Number(answers.orders),
        ),
        reason=t(
            "Vous gardez la main sur la préparation et le contact ; la question se rouvre quand la place ou le temps manquent."
        ),
        stake=None,
        confidence=Confidence(
            "low", t("Prix publics de prestataires et de loyers, et vos estimations.")
        ),
        evidence=proof,
    )


def _inputs(books: LogisticsBooks, world: World, answers: Answers) -> tuple[Input, ...]:
    firm, year = books.firm, books.firm.year
    payroll = max(0, firm.amount(year, *_PAYROLL)) / 100
    said = (
        ("orders", t("Commandes par mois"), answers.orders, "count", ORDERS),
        ("staff_share", t("Part du temps des salariés"), answers.staff, "ratio", STAFF_SHARE),
        ("area", t("Mètres carrés de vos locaux"), answers.area, "count", AREA),
        ("pallets", t("Palettes de stock"), answers.pallets, "count", PALLETS),
    )
    prices = (
        ("handling", t("Prix d’une commande préparée chez un prestataire"), _HANDLING, "eur"),
        ("pallet_month", t("Prix d’une palette gardée un mois"), _PALLET, "eur"),
        ("rent", t("Loyer d’un mètre carré par an"), _RENT, "eur_year"),
    )
    return (
        Input(
            "payroll",
            t("Salaires et charges de l’exercice"),
            payroll,
            "eur",
            "books",
            evidence=firm.prove_accounts(year, *_PAYROLL) if payroll else (),
        ),
        books.storage.of(year).input("storage", t("Stockage loué ou acheté dehors")),
        annual_input(year),
        *(
            Input(n, label, v, "ratio" if u == "ratio" else "count", "answer", q)
            for n, label, v, u, q in said
        ),
        *(
            Input(n, label, world[c].central, "eur" if u == "eur" else "eur_year", "default", c)
            for n, label, c, u in prices
        ),
    )
