"""The stock models of the textbooks, as pure functions: what a level, an order or a policy should be, and its cost.

In: costs, demand, lead times as numbers; rates and costs in the same unit of time. Out: a frozen result. A number that
no firm can have is a ValueError in plain words. Nothing here is used by the room's findings: it is what simulations and
decisions are checked against, and a library for other programs. See docs/rooms/chain.stock.md.

- `eoq`, `lots`: steady or known demand, and discounts, batches, items ordered together.
- `newsvendor`: one period, or base stock over a lead time.
- `reorder`: stock watched all the time, order Q at r. `periodic`: stock looked at every period, up to S from s.
- `disruptions`: suppliers that stop, or deliver more or less than was ordered.
- `serial`: stages one after the other.
"""

from ancrage.chain.stock.textbook.disruptions import (
    eoq_additive_yield,
    eoq_disruptions_approx,
    eoq_disruptions_exact,
    eoq_multiplicative_yield,
    newsvendor_additive_yield,
    newsvendor_disruptions,
)
from ancrage.chain.stock.textbook.eoq import (
    eoq,
    eoq_all_units_discount,
    eoq_backorders,
    eoq_incremental_discount,
    epq,
    joint_replenishment,
)
from ancrage.chain.stock.textbook.lots import wagner_whitin
from ancrage.chain.stock.textbook.newsvendor import (
    newsvendor_continuous,
    newsvendor_discrete,
    newsvendor_lognormal,
    newsvendor_normal,
    newsvendor_normal_explicit,
    newsvendor_poisson,
    newsvendor_poisson_explicit,
)
from ancrage.chain.stock.textbook.periodic import s_S_poisson_exact, s_S_power_approximation
from ancrage.chain.stock.textbook.reorder import (
    r_Q_eoq_safety_stock,
    r_Q_eoqb,
    r_Q_expected_inventory_level,
    r_Q_loss_function,
    r_Q_normal_exact,
    r_Q_poisson_exact,
)
from ancrage.chain.stock.textbook.serial import serial_continuous_poisson, serial_periodic_normal

__all__ = [
    "eoq",
    "eoq_additive_yield",
    "eoq_all_units_discount",
    "eoq_backorders",
    "eoq_disruptions_approx",
    "eoq_disruptions_exact",
    "eoq_incremental_discount",
    "eoq_multiplicative_yield",
    "epq",
    "joint_replenishment",
    "newsvendor_additive_yield",
    "newsvendor_continuous",
    "newsvendor_discrete",
    "newsvendor_disruptions",
    "newsvendor_lognormal",
    "newsvendor_normal",
    "newsvendor_normal_explicit",
    "newsvendor_poisson",
    "newsvendor_poisson_explicit",
    "r_Q_eoq_safety_stock",
    "r_Q_eoqb",
    "r_Q_expected_inventory_level",
    "r_Q_loss_function",
    "r_Q_normal_exact",
    "r_Q_poisson_exact",
    "s_S_poisson_exact",
    "s_S_power_approximation",
    "serial_continuous_poisson",
    "serial_periodic_normal",
    "wagner_whitin",
]
