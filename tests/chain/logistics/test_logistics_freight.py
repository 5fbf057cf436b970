"""Each line of freight is classified once: by its account, else by its words, else it stays unknown."""

from __future__ import annotations

from pathlib import Path

import pytest

from ancrage.chain.logistics.books import LogisticsBooks
from ancrage.chain.logistics.freight import freight_lines
from ancrage.firm import Firm
from ledgers import Line, bill, entry, firm_of, sale

CARRIER = ("FTRA", "ROULAGE BERTIN")
BARE = "Transports de biens et transports collectifs du personnel"


def kinds(firm: Firm) -> dict[str, float]:
    """Euros by kind."""
    found: dict[str, float] = {}
    for kind, cents in freight_lines(firm).select("kind", "amount").iter_rows():
        found[kind] = found.get(kind, 0) + cents / 100
    return found


def test_accounts_decide_where_they_are_precise(tmp_path: Path) -> None:
    firm = firm_of(
        tmp_path,
        [
            bill("20250110", CARRIER, 100, "624100", label="Livraison client"),
            bill("20250210", CARRIER, 200, "624200"),
            bill("20250310", CARRIER, 300, "624300"),
            bill("20250410", CARRIER, 400, "624400"),
            bill("20250510", CARRIER, 500, "624700"),
            bill("20250610", CARRIER, 600, "622400"),
            bill("20250710", CARRIER, 70, "616360"),
            bill("20250810", CARRIER, 7, "616370"),
            bill("20250910", CARRIER, -20, "624100", label="AVOIR"),
            sale("20251231", 1_000),
        ],
    )
    assert kinds(firm) == {"in": 80, "out": 200, "between": 300, "forwarder": 600, "insurance": 77}


@pytest.mark.parametrize(
    ("account", "label", "kind"),
    [
        ("624000", "Fret maritime Shanghai Le Havre", "in"),
        ("624000", "ENLÈVEMENT CHEZ LE FOURNISSEUR", "in"),
        ("624800", "Livraisons clients mars", "out"),
        ("624800", "MONDIAL RELAY MARS", "out"),
        ("624800", "Livraison de nos achats", "unknown"),
        ("624800", "Facture 1207", "unknown"),
        ("624000", "Navette entre dépôts", "between"),
        ("624000", "Transport inter sites mars", "between"),
        ("626000", "COLIS PRIVE 44", "out"),
        ("624000", "Taxi gare", None),
        ("624000", "Transport du personnel", None),
        ("626000", "COLISSIMO mars", "out"),
        ("626100", "dhl 4512", "out"),
        ("626100", "Onduleurs", None),
        ("626000", "Groups SA abonnement", None),
        ("626000", "Affranchissement La Poste", None),
        ("608000", "Frais de port FB-101", "in"),
        ("608100", "Droits de douane", None),
        ("615000", "Transport de la machine", None),
    ],
)
def test_words_decide_where_the_account_does_not(
    tmp_path: Path, account: str, label: str, kind: str | None
) -> None:
    firm = firm_of(
        tmp_path,
        [bill("20250110", CARRIER, 90, account, label=label), sale("20251231", 1_000)],
        labels={"624000": BARE, "624800": "Divers"},
    )
    assert kinds(firm) == ({kind: 90} if kind else {})


def test_the_name_of_the_account_and_of_the_supplier_count_as_words(tmp_path: Path) -> None:
    firm = firm_of(
        tmp_path,
        [
            bill("20250110", CARRIER, 90, "624810", label="F 12"),
            bill("20250111", ("FCHR", "CHRONOPOST SAS"), 30, "626000", label="F 13"),
            sale("20251231", 1_000),
        ],
        labels={"624810": "Transports divers sur achats"},
    )
    assert kinds(firm) == {"in": 90, "out": 30}


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("in", {"in": 90}),
        ("out", {"out": 90}),
        ("other", {}),
        ("mixed", {"unknown": 90}),
    ],
)
def test_the_owner_settles_what_is_unknown(
    tmp_path: Path, answer: str, expected: dict[str, float]
) -> None:
    firm = firm_of(
        tmp_path,
        [bill("20250110", CARRIER, 90, "624000", label="F 12"), sale("20251231", 1_000)],
        answers={"logistics_unknown_freight": answer},
    )
    assert kinds(firm) == expected


def test_a_line_shared_between_two_suppliers_counts_once_and_names_nobody(tmp_path: Path) -> None:
    shared = entry(
        "AC",
        "20250110",
        "P1",
        "Deux transporteurs",
        Line("624100", 100),
        Line("401000", -60, CARRIER),
        Line("401000", -40, ("FAUT", "AUTRE ROULAGE")),
    )
    firm = firm_of(tmp_path, [shared, sale("20251231", 1_000)])
    lines = freight_lines(firm)
    assert lines.select("amount", "party", "kind").rows() == [(10_000, None, "in")]
    (piece,) = LogisticsBooks(firm).freight("in").evidence
    assert (piece.lines.tolist(), piece.amount_cents) == ([2], 10_000)


def test_storage_is_told_by_words_and_a_shop_under_the_same_label_is_not_storage(
    tmp_path: Path,
) -> None:
    rent = entry(
        "AC",
        "20250701",
        "SC-1",
        "Entrepôt T3 + loyer boutique",
        Line("613500", 900),
        Line("613200", 1_500),
        Line("401000", -2_400, ("FSTO", "STOCK & CO")),
    )
    firm = firm_of(
        tmp_path,
        [
            rent,
            bill("20250801", CARRIER, 80, "613500", label="Location photocopieur"),
            bill("20250802", CARRIER, 70, "611000", label="Préparation de commandes août"),
            bill("20250803", CARRIER, 60, "611000", label="Stockage cloud"),
            bill("20250804", CARRIER, 50, "622800", label="PRESTATION LOGISTIQUE"),
            bill("20250805", CARRIER, 40, "606000", label="Palettes"),
            sale("20251231", 1_000),
        ],
        labels={"613500": "Location entrepôt et stockage", "613200": "Locations immobilières"},
    )
    assert LogisticsBooks(firm).storage.cents == (900 + 80 + 70 + 50) * 100


def test_wages_count_when_their_account_says_logistics(tmp_path: Path) -> None:
    def wage(account: str, amount: float):
        return entry("OD", "20250131", "P", "Paie", Line(account, amount), Line("421000", -amount))

    firm = firm_of(
        tmp_path,
        [
            wage("641110", 500),
            wage("641120", 700),
            wage("641130", 900),
            sale("20251231", 1_000),
        ],
        labels={
            "641110": "Salaires bruts",
            "641120": "Salaires magasin",
            "641130": "Salaires PRÉPARATEURS",
        },
    )
    assert LogisticsBooks(firm).wage_accounts == ("641130",)
