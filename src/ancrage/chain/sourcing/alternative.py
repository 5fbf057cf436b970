"""A nearer source for what comes from Asia: does landing eat the price advantage of the far one?

Per euro of goods bought far, landed: 1 + costs / spend + money x far_days / 365.
The same goods bought nearer: (1 + premium) x (1 + own_rate + money x near_days / 365), where `own_rate` is what the
firm itself pays to bring in its other goods. Premiums and days are those of the dated table of zones; the stake is
redrawn over the range of the premium alone, its widest unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ancrage.chain.sourcing.goods import annual_input, of_year, proven, reference_input
from ancrage.chain.sourcing.landed_cost import LEAST_CENTS, LandedCost, unattributed
from ancrage.chain.sourcing.questions import LEAD_WEEKS, ROOM, SUBSTITUTABLE, ZONE
from ancrage.chain.sourcing.trade import Trade
from ancrage.dates import FiscalYear
from ancrage.findings import (
    Action,
    Confidence,
    Evidence,
    Finding,
    Input,
    Stake,
    evidence_cents,
)
from ancrage.firm import Firm
from ancrage.money import Euros, Percent
from ancrage.text import t
from ancrage.world import World

Nearer = Literal["near", "europe"]
GAIN = 0.01  # of spend: a smaller advantage is inside the error of any quote


@dataclass(frozen=True, eq=False)
class Case:
    """One import to compare.

    Args:
        cost: the import and its landing.
        own_rate: what the firm pays to bring in its other goods, over their price.
        far_days: days of the far route.
        told: whether the books tell the zone; otherwise the owner does.
    """

    cost: LandedCost
    own_rate: float
    far_days: Input
    told: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """What buying nearer would win (negative: cost) over a year, per euro of goods bought far.

    Args:
        zone: the nearer zone.
        low, central, high: at the highest, middle and lowest premium.
    """

    zone: Nearer
    low: float
    central: float
    high: float


def case(
    firm: Firm, world: World, year: FiscalYear, of: Trade, costs: tuple[LandedCost, ...]
) -> Case | None:
    """The first import from Asia whose landing is known; None when there is none, or the owner says otherwise."""
    said = firm.answers.get(ZONE)
    if said in ("near", "europe", "other", "none"):
        return None
    for cost in costs:
        one = of.foreigners[cost.party]
        told = one.zone == "asia"
        far = told or (one.zone is None and one.eu is not True and said == "asia")
        if far and cost.uplift is not None and year.per_year(cost.spend) >= LEAST_CENTS:
            return Case(cost, _own_rate(year, of), _far_days(firm, world), told)
    return None


def _own_rate(year: FiscalYear, of: Trade) -> float:
    """Costs that name no import over goods that are none: what bringing in from near costs this firm."""
    far = int(of.bought(year, "outside")["amount"].sum())
    near = int(of_year(of.goods, year)["amount"].sum()) - far
    rest = int(unattributed(year, of)["amount"].sum())
    return max(0.0, rest / near) if near > 0 else 0.0


def _far_days(firm: Firm, world: World) -> Input:
    weeks = firm.answers.get(LEAD_WEEKS)
    if isinstance(weeks, int | float) and not isinstance(weeks, bool) and weeks >= 0:
        label = t("Jours entre la commande et l’arrivée, d’après vous")
        return Input("far_days", label, float(weeks) * 7, "days", "answer", LEAD_WEEKS)
    label = t("Jours de livraison depuis l’Asie")
    return reference_input("far_days", label, world, "zone_asia_days", "days")


def compare(world: World, of: Case, zone: Nearer) -> Comparison:
    """The gain per euro of a nearer zone, over the range of its premium."""
    money = world["financing_rate"].central
    far = 1 + (of.cost.uplift or 0.0) + money * of.far_days.value / 365
    landed = 1 + of.own_rate + money * world[f"zone_{zone}_days"].central / 365
    premium = world[f"zone_{zone}_premium"]
    low, central, high = (
        far - (1 + p) * landed for p in (premium.high, premium.central, premium.low)
    )
    return Comparison(zone, low, central, high)


def sourcing_alternative(
    firm: Firm, world: World, year: FiscalYear, of: Case | None
) -> Finding | None:
    """The opportunity of a nearer source, or the strength of a route that pays; None in between."""
    if of is None:
        return None
    best = max((compare(world, of, "near"), compare(world, of, "europe")), key=lambda c: c.central)
    if best.high <= 0:
        return _route_pays(firm, of)
    if best.central < GAIN or firm.answers.get(SUBSTITUTABLE) is False:
        return None
    return _nearer(firm, world, year, of, best)


def _nearer(firm: Firm, world: World, year: FiscalYear, of: Case, best: Comparison) -> Finding:
    goods, goods_cents = proven(firm, of.cost.goods_rows)
    costs, costs_cents = proven(firm, of.cost.cost_rows)
    title = (
        t(
            "{name} : {costs} de frais d’approche pour {spend} d’achats ; acheter au Maghreb ou en Europe de l’Est "
            "pourrait revenir moins cher",
            name=of.cost.name,
            costs=Euros(costs_cents),
            spend=Euros(goods_cents),
        )
        if best.zone == "near"
        else t(
            "{name} : {costs} de frais d’approche pour {spend} d’achats ; acheter en France ou en Europe pourrait "
            "revenir moins cher",
            name=of.cost.name,
            costs=Euros(costs_cents),
            spend=Euros(goods_cents),
        )
    )
    premium = world[f"zone_{best.zone}_premium"]
    return Finding(
        code="sourcing_alternative",
        room=ROOM,
        kind="opportunity",
        title=title,
        reason=t(
            "Transport, transit et droits ajoutent {uplift} au prix d’Asie ; une source plus proche est donnée de {low} à "
            "{high} plus chère à l’achat, et livre des semaines plus tôt.",
            uplift=Percent(costs_cents / goods_cents),
            low=Percent(premium.low),
            high=Percent(premium.high),
        ),
        stake=_stake(world, year, of, best, goods, costs),
        confidence=_confidence(of),
        evidence=(*costs, *goods),
        actions=_actions(),
        questions=(SUBSTITUTABLE, LEAD_WEEKS, ZONE),
        pool="inbound",  # the same euros of freight, seen from another side
    )


def _stake(
    world: World,
    year: FiscalYear,
    of: Case,
    best: Comparison,
    goods: tuple[Evidence, ...],
    costs: tuple[Evidence, ...],
) -> Stake:
    annual = annual_input(year)
    spend = evidence_cents(goods) / 100
    yearly = spend * annual.value
    zone = best.zone
    inputs = (
        Input("spend", t("Achats à ce fournisseur"), spend, "eur", "books", evidence=goods),
        Input(
            "costs",
            t("Frais d’approche qui le nomment"),
            evidence_cents(costs) / 100,
            "eur",
            "books",
            evidence=costs,
        ),
        annual,
        reference_input(
            "premium",
            t("Prix plus élevé d’une source plus proche"),
            world,
            f"zone_{zone}_premium",
            "ratio",
        ),
        Input(
            "own_rate",
            t("Frais d’approche de vos autres achats, sur leur prix"),
            of.own_rate,
            "ratio",
            "books",
        ),
        of.far_days,
        reference_input(
            "near_days",
            t("Jours de livraison d’une source plus proche"),
            world,
            f"zone_{zone}_days",
            "days",
        ),
        reference_input("money", t("Coût d’un an de trésorerie"), world, "financing_rate", "ratio"),
    )
    formula = t(
        "spend × annualisation × ((1 + costs ÷ spend + money × far_days ÷ 365) − (1 + premium) × (1 + own_rate + "
        "money × near_days ÷ 365)) ; les bornes prennent le plus grand et le plus petit premium, zéro au moins"
    )
    return Stake(
        max(0.0, yearly * best.low), yearly * best.central, yearly * best.high, formula, inputs
    )


def _route_pays(firm: Firm, of: Case) -> Finding:
    goods, goods_cents = proven(firm, of.cost.goods_rows)
    costs, costs_cents = proven(firm, of.cost.cost_rows)
    return Finding(
        code="import_route_pays",
        room=ROOM,
        kind="strength",
        title=t(
            "Frais d’approche compris ({costs}, soit {uplift} du prix), vos achats à {name} restent moins chers qu’une "
            "source plus proche",
            costs=Euros(costs_cents),
            uplift=Percent(costs_cents / goods_cents),
            name=of.cost.name,
        ),
        reason=t("Cette route vaut ses semaines d’attente : gardez-la, et surveillez ses frais."),
        stake=None,
        confidence=_confidence(of),
        evidence=(*costs, *goods),
        questions=(LEAD_WEEKS, ZONE),
    )


def _confidence(of: Case) -> Confidence:
    if of.told:
        return Confidence(
            "medium",
            t(
                "Vos frais sont lus dans vos comptes ; l’écart de prix entre zones est un ordre de grandeur, pas un devis "
                "pour vos articles."
            ),
        )
    return Confidence(
        "low",
        t(
            "La zone vient de votre réponse et l’écart de prix entre zones est un ordre de grandeur, pas un devis pour "
            "vos articles."
        ),
    )


def _actions() -> tuple[Action, ...]:
    return (
        Action(
            "sourcing_near_quotes",
            t(
                "Demandez trois devis rendus chez vous, dans des pays plus proches, pour vos trois articles importés principaux"
            ),
            "measure",
            "purchasing",
            hours=10,
            cost_eur=0,
            delay_days=30,
            gain_share=0.0,
            success=t(
                "Trois devis comparés au coût rendu actuel, article par article, délai compris"
            ),
        ),
        Action(
            "sourcing_trial_order",
            t(
                "Passez une commande d’essai au meilleur des devis, sur un article, sans quitter le fournisseur actuel"
            ),
            "act",
            "purchasing",
            hours=8,
            cost_eur=800,
            delay_days=75,
            gain_share=0.2,
            success=t("Livraison conforme, au délai promis et au coût rendu du devis"),
            check_days=45,
            needs=("sourcing_near_quotes",),
        ),
        Action(
            "sourcing_shift_volume",
            t(
                "Confiez la moitié de ces achats à la source plus proche : d’abord les articles dont les ventes varient le plus"
            ),
            "act",
            "owner",
            hours=12,
            cost_eur=0,
            delay_days=150,
            gain_share=0.3,
            success=t(
                "Deux sources actives, et un coût rendu moyen plus bas que celui de l’an passé"
            ),
            check_days=90,
            needs=("sourcing_trial_order",),
        ),
    )
