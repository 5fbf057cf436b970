"""The rooms, in the order in which the roadmap reads them: the nine systems of the mission."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from ancrage.chain import logistics, sourcing, stock, suppliers
from ancrage.local import clients, visibility
from ancrage.questions import Question
from ancrage.reach import adaptation, channels, mission
from ancrage.text import Text, t

if TYPE_CHECKING:
    from ancrage.exhibits import Diagnosis
    from ancrage.firm import Firm
    from ancrage.world import World


@dataclass(frozen=True, slots=True)
class Room:
    """A room: its dotted name, its name for people, and its questions to the firm."""

    name: str
    label: Text
    questions: tuple[Question, ...]

    def diagnose(self, firm: Firm, world: World) -> Diagnosis:
        """What the room says of the firm."""
        # What computes is loaded here: pages need the names and questions of rooms, and must not pay for Polars.
        found: Diagnosis = import_module(f"ancrage.{self.name}.diagnose").diagnose(firm, world)
        return found


ROOMS: tuple[Room, ...] = (
    Room("local.clients", t("Clients"), clients.QUESTIONS),
    Room("local.visibility", t("Visibilité"), visibility.QUESTIONS),
    Room("chain.suppliers", t("Fournisseurs"), suppliers.QUESTIONS),
    Room("chain.sourcing", t("Approvisionnement"), sourcing.QUESTIONS),
    Room("chain.stock", t("Stock"), stock.QUESTIONS),
    Room("chain.logistics", t("Logistique"), logistics.QUESTIONS),
    Room("reach.channels", t("Canaux de vente"), channels.QUESTIONS),
    Room("reach.adaptation", t("Adaptation"), adaptation.QUESTIONS),
    Room("reach.mission", t("Mission commerciale"), mission.QUESTIONS),
)
