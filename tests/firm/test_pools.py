"""Which names stand for many people."""

from __future__ import annotations

import polars as pl
import pytest

from ancrage.firm import pools


def is_pool(name: str, side: str = "customer") -> bool:
    table = pl.DataFrame({"side": [side], "name": [name]})
    return bool(table.select(pools.is_pool(pl.col("name"), pl.col("side"))).item())


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


def test_sundry_suppliers_are_a_pool_and_a_shop_that_sells_to_the_firm_is_not() -> None:
    assert is_pool("Fournisseurs divers", "supplier")
    assert is_pool("401000", "supplier")
    assert not is_pool("Boutique web", "supplier")
