"""What `ancrage stock` answers: the rooms of suppliers and of stock over the same goods."""

from __future__ import annotations

from dataclasses import dataclass

from ancrage.chain.stock.advice import Advice, advise
from ancrage.chain.suppliers.abroad import Touched, alarmed_passages, touched
from ancrage.chain.suppliers.delivery import Delivery, deliveries
from ancrage.chain.suppliers.recover import recoveries
from ancrage.chain.suppliers.risk import Risk, risks
from ancrage.chain.suppliers.ways import exposures, routes
from ancrage.firm import Firm
from ancrage.firm.supply.positions import Supply
from ancrage.problems import Problem
from ancrage.world import World
from ancrage.world.exposure import Exposure


@dataclass(frozen=True, eq=False)
class StockView:
    """Suppliers and items of a firm.

    Args:
        firm: whose they are.
        supply: orders, receipts, laws of lead times, positions.
        exposures: the way of each supplier's goods, by number, where its country is known.
        abroad: signals of the world that touch some supplier.
        risks: what hangs on each supplier that has items in use, the greatest loss first.
        deliveries: what each supplier delivered of what it had promised, by number.
        advice: decisions on the items that matter, and what to buy.
    """

    firm: Firm
    supply: Supply
    exposures: dict[int, Exposure]
    abroad: tuple[Touched, ...]
    risks: tuple[Risk, ...]
    deliveries: dict[int, Delivery]
    advice: Advice

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
    abroad = touched(of, exposed, world)
    return StockView(
        firm,
        of,
        exposed,
        abroad,
        risks(of, recoveries(of, world), routes(exposed, alarmed_passages(abroad))),
        {one.supplier: one for one in deliveries(of)},
        advise(of, world),
    )
