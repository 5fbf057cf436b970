"""What `ancrage stock` answers: the rooms of suppliers and of stock over the same goods."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ancrage.chain.stock.advice import Advice, advise
from ancrage.chain.suppliers.abroad import Touched, alarmed_passages, touched
from ancrage.chain.suppliers.delivery import Delivery, deliveries
from ancrage.chain.suppliers.recover import recoveries
from ancrage.chain.suppliers.risk import Risk, risks
from ancrage.chain.suppliers.ways import routes
from ancrage.chain.ways import exposures
from ancrage.firm import Firm
from ancrage.firm.supply.positions import Supply
from ancrage.money import Number
from ancrage.problems import Problem
from ancrage.text import Text, t
from ancrage.world import World
from ancrage.world.exposure import Exposure
from ancrage.world.signals.now import Indicator

OLD = 30  # days after which what is on the shelves is no longer what the files say


@dataclass(frozen=True, eq=False)
class StockView:
    """Suppliers and items of a firm.

    Args:
        firm: whose they are.
        today: day of the study.
        supply: orders, receipts, laws of lead times, positions.
        exposures: the way of each supplier's goods, by number, where its country is known.
        abroad: signals of the world that touch some supplier.
        risks: what hangs on each supplier that has items in use, the greatest loss first.
        deliveries: what each supplier delivered of what it had promised, by number.
        indicators: risk index of the suppliers' countries by ISO 3166-1 alpha-2, where it is kept.
        advice: decisions on the items that matter, and what to buy.
    """

    firm: Firm
    today: date
    supply: Supply
    exposures: dict[int, Exposure]
    abroad: tuple[Touched, ...]
    risks: tuple[Risk, ...]
    deliveries: dict[int, Delivery]
    indicators: dict[str, Indicator]
    advice: Advice

    @property
    def known(self) -> Text:
        """Up to when the files know, and that they are old where they are."""
        age = (self.today - self.supply.known_until).days
        if age <= OLD:
            return t("Ce que vos fichiers savent jusqu’au {day}.", day=self.supply.known_until)
        return t(
            "Ce que vos fichiers savent jusqu’au {day}, il y a {age} jours : donnez-en de plus récents avant de commander.",
            day=self.supply.known_until,
            age=Number(age),
        )

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the files: as they were read, then as lists of goods."""
        return (*self.firm.problems, *self.supply.problems)


def stock_view(firm: Firm, world: World) -> StockView | None:
    """The answer; None where no file tells of orders, receipts, stock or items sold."""
    of = firm.supply(world.today)
    if of is None:
        return None
    exposed = exposures(of, world)
    abroad = touched(firm, of, exposed, world)
    return StockView(
        firm,
        world.today,
        of,
        exposed,
        abroad,
        risks(of, recoveries(of, exposed, world), routes(exposed, alarmed_passages(abroad))),
        {one.supplier: one for one in deliveries(of)},
        {code: one for code, one in world.indicators.items() if code in _countries(of)},
        advise(of, world),
    )


def _countries(of: Supply) -> frozenset[str]:
    return frozenset(one.country for one in of.partners.values() if one.country)
