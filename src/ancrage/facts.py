"""What a firm says of one supplier that its files do not: each an answer under a key of its own.

The key of an answer is `supplier.<fact>@<key of the supplier>` (`identities.keys`), in the file of answers as on screen. Lists of
suppliers may say the same in columns of the same names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from ancrage.text import Text, t

HOME_PORT = (
    "suppliers_home_port"  # the question of where goods arrive by sea; answered by a UN/LOCODE
)
LE_HAVRE = "FRLEH"  # the first French port for containers, as long as nobody says otherwise
Kind = Literal["country", "mode", "text", "days", "percent", "euros", "count"]
_PREFIX, _AT = "supplier.", "@"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is said of a supplier: what it is called, what kind of answer it takes."""

    label: Text
    kind: Kind


FACTS: Mapping[str, Fact] = MappingProxyType(
    {
        "country": Fact(t("Pays d’où viennent ses marchandises"), "country"),
        "mode": Fact(t("Moyen de transport"), "mode"),
        "port": Fact(t("Port de départ"), "text"),
        "lead_days": Fact(t("Délai annoncé"), "days"),
        "recover_days": Fact(t("S’il s’arrête, jours avant d’être livré de nouveau"), "days"),
        "second_source": Fact(t("Qui d’autre pourrait vous livrer (ou « non »)"), "text"),
        "second_country": Fact(t("Pays de cet autre fournisseur"), "country"),
        "second_days": Fact(t("Son délai"), "days"),
        "second_pct": Fact(t("Combien il est plus cher"), "percent"),
        "rush_days": Fact(t("Délai en urgence, par avion par exemple"), "days"),
        "rush_pct": Fact(t("Combien coûte l’urgence en plus, sur le prix d’une unité"), "percent"),
        "pool_days": Fact(
            t(
                "Stock commun avec d’autres entreprises : jours de vos ventes que vous pourriez y prendre"
            ),
            "days",
        ),
        "pool_pct": Fact(
            t("Combien une unité prise dans ce stock commun coûte en plus"), "percent"
        ),
        "pool_eur": Fact(t("Votre participation à ce stock commun, par an"), "euros"),
        "pool_firms": Fact(t("Combien d’entreprises y puisent, la vôtre comprise"), "count"),
    }
)


@dataclass(frozen=True, slots=True)
class Said:
    """A fact and the key of its supplier."""

    name: str
    supplier: str


def answer_key(name: str, supplier: str) -> str:
    """Key of the answer that says a fact of a supplier."""
    return f"{_PREFIX}{name}{_AT}{supplier}"


def fact_of(key: str) -> Said | None:
    """The fact and the supplier that an answer is about; None for an answer to another question."""
    name, at, supplier = key.removeprefix(_PREFIX).partition(_AT)
    if not key.startswith(_PREFIX) or not at or name not in FACTS:
        return None
    return Said(name, supplier)
