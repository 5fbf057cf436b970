"""Which names stand for many people."""

from __future__ import annotations

import polars as pl
import pytest

from ancrage.local.clients.pools import pool_keys


def is_pool(name: str, side: str = "customer") -> bool:
    table = pl.DataFrame({"party": [7], "side": [side], "name": [name]})
    return pool_keys(table) == (7,)


@pytest.mark.parametrize(
    "name",
    [
        "CLIENTS COMPTOIR",
        "Clients",
        "Clients divers",
        "DIVERS",
        "Particuliers boutique",
        "CLIENTS BAZARINE",
        "Client de passage",
        "Vente au comptant",
        "VENTES EN LIGNE",
        "Site internet Maison Rose",
        "RECETTES ESPÈCES",
        "Cie du Port CB",
        "Encaissements chèques",
        "411000",
        "Client attente",
    ],
)
def test_many_people_booked_as_one(name: str) -> None:
    assert is_pool(name)


@pytest.mark.parametrize(
    "name",
    [
        "BOUTIQUE SEL ET GRANIT",
        "Boutique Québec inc.",
        "COMPTOIR DU SAGUENEIGE INC",
        "MOUSSAILLON MAGASIN",
        "Client épicerie n° 3682",
        "Caisse d'Épargne",
        "CB Menuiserie",
        "Le Passage des Anges",
        "Mairie de Dole",
        "411123",
        "Carte Noire Éditions",
    ],
)
def test_one_customer(name: str) -> None:
    assert not is_pool(name)


def test_a_supplier_is_never_a_pool_of_customers() -> None:
    assert not is_pool("Fournisseurs divers", "supplier")
