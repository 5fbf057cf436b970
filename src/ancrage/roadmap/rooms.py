"""The rooms, in the order in which the roadmap reads them: the nine systems of the mission."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ancrage.chain import logistics, sourcing, stock, suppliers
from ancrage.exhibits import Diagnosis
from ancrage.firm import Firm
from ancrage.local import clients, visibility
from ancrage.questions import Question
from ancrage.reach import adaptation, channels, mission
from ancrage.text import Text, t
from ancrage.world import World


@dataclass(frozen=True, slots=True)
class Room:
    """A room: its dotted name, its name for people, its question to the firm, and its two doors."""

    name: str
    label: Text
    diagnose: Callable[[Firm, World], Diagnosis]
    questions: tuple[Question, ...]


ROOMS: tuple[Room, ...] = (
    Room("local.clients", t("Clients"), clients.diagnose, clients.QUESTIONS),
    Room("local.visibility", t("Visibilité"), visibility.diagnose, visibility.QUESTIONS),
    Room("chain.suppliers", t("Fournisseurs"), suppliers.diagnose, suppliers.QUESTIONS),
    Room("chain.sourcing", t("Approvisionnement"), sourcing.diagnose, sourcing.QUESTIONS),
    Room("chain.stock", t("Stock"), stock.diagnose, stock.QUESTIONS),
    Room("chain.logistics", t("Logistique"), logistics.diagnose, logistics.QUESTIONS),
    Room("reach.channels", t("Canaux de vente"), channels.diagnose, channels.QUESTIONS),
    Room("reach.adaptation", t("Adaptation"), adaptation.diagnose, adaptation.QUESTIONS),
    Room("reach.mission", t("Mission commerciale"), mission.diagnose, mission.QUESTIONS),
)
