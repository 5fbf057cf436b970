"""What a season says of the days that an order must last, in one sentence."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from ancrage.chain.stock.demand import DemandLaw
from ancrage.chain.stock.season import TOLD
from ancrage.money import Number, Percent
from ancrage.text import MONTHS, Text, t


def season_said(law: DemandLaw, days: float) -> Text | None:
    """The month to come that makes the most difference; None where it sells within a tenth of a mean one, or is not sure.

    Args:
        law: of an item.
        days: from now, that must be covered.
    """
    if law.ahead is None or not law.seasonal:
        return None
    season, last = law.ahead.season, law.ahead.last
    coming = Counter((last + timedelta(days=n)).month for n in range(1, max(1, round(days)) + 1))
    month = max(sorted(coming), key=lambda one: coming[one] * abs(season.factors[one - 1] - 1))
    factor, name = season.factors[month - 1], MONTHS[month - 1]
    if factor >= 1 + TOLD:
        return t(
            "En {month}, vous vendez {ratio} fois ce que vous vendez en un mois moyen, d’après {years} ans de ventes de tous vos "
            "articles : ce niveau en tient compte.",
            month=name, ratio=Number(round(factor, 1), 1), years=Number(season.years),
        )  # fmt: skip
    if factor <= 1 - TOLD:
        return t(
            "En {month}, vous vendez {share} de moins qu’en un mois moyen, d’après {years} ans de ventes de tous vos articles : "
            "ce niveau en tient compte.",
            month=name, share=Percent(round(1 - factor, 2)), years=Number(season.years),
        )  # fmt: skip
    return None
