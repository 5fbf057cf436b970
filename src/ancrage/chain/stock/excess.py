"""What holding stock costs: a reference, since no account holds it."""

from __future__ import annotations

from ancrage.findings import Input
from ancrage.text import t
from ancrage.world import World

HOLDING = "stock_holding_rate"
# Euros a year under which a gain is not worth an owner's time.
MINIMUM_STAKE = 200


def holding_input(world: World) -> Input:
    """Cost of holding a euro of stock for a year, central value of the reference, as an input."""
    label = t("Coût d’un an de stock, pour un euro : argent immobilisé, invendus, assurance")
    return Input("holding", label, world[HOLDING].central, "ratio", "default", HOLDING)
