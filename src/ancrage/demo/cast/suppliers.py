"""Suppliers of the demonstration firm: invented names, their codes are the auxiliary accounts."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from ancrage.demo import hidden
from ancrage.demo.records import Mode, Supplier

WORKSHOP: Final = "ATELIER"
"""Not a supplier: what is made comes from the firm's own workshop."""

_GOODS = (
    Supplier(
        "FTECEL", "TECELAGEM DA RIBEIRA ALTA LDA", "Guimarães", "PT", terms_days=45, vat="reverse"
    ),
    Supplier(
        "FNINGB",
        "NINGBO HAOLANG HOMEWARE CO LTD",
        "Ningbo",
        "CN",
        terms_days=0,
        vat="none",
        currency="USD",
    ),
    Supplier("FLINEN", "LINNENHUIS VAN DER LEYE BV", "Courtrai", "BE", vat="reverse"),
    Supplier("FTISSA", "TISSAGES DE LA HAUTE LANDELLE", "Flers", "FR", terms_days=45),
    Supplier("FCERAM", "CERAMICHE COLLE VERDETTO SRL", "Faenza", "IT", vat="reverse"),
    Supplier("FPOTER", "POTERIE DU MENEZ ROUZIG", "Quimper", "FR"),
    Supplier("FBOUGI", "CIRIERS DE KERLANNIC", "Lorient", "FR"),
    Supplier("FSAVON", "SAVONNERIE DES TROIS ANSETTES", "Vannes", "FR"),
    Supplier("FBONNE", "BONNETERIE TREGALVAN", "Troyes", "FR", terms_days=45),
    Supplier("FTANNE", "TANNERIE CORVAISELLE", "Annonay", "FR", terms_days=45),
    Supplier("FPELLE", "PELLETTERIA SAN VENANZETTO SRL", "Arzignano", "IT", vat="reverse"),
    Supplier("FTOILE", "TOILERIE BRANDELAIS", "Cholet", "FR"),
    Supplier("FBOUCL", "BOUCLERIE SAINT-ELMINE", "Oyonnax", "FR"),
    Supplier("FMERCE", "MERCERIE EN GROS VALLOIRET", "Paris", "FR"),
)

_MOVING = (
    Supplier("FTRANS", "TRANSIT OUEST KERGADENN", "Le Havre", "FR"),
    Supplier("FKERVA", "TRANSPORTS KERVADENN SARL", "Quimper", "FR"),
    Supplier("FSARLK", "SARL Transports Kervadenn", "Quimper", "FR"),
    Supplier("FCOLIP", "COLIPONANT", "Rennes", "FR"),
)

_RUNNING = (
    Supplier("FCARTO", "CARTONNAGES VELDREC", "Pontivy", "FR"),
    Supplier("FQUAIN", "SCI DU QUAI NORDET", "Port-Brizelune", "FR", 0, "debit"),
    Supplier("FGARDE", "BOXES DU PORTILLON", "Quimper", "FR", 0, "debit"),
    Supplier("FVOLTA", "VOLTANOR ENERGIE", "Nantes", "FR", 12, "debit"),
    Supplier("FREGIE", "REGIE DES EAUX DU PORTILLON", "Port-Brizelune", "FR", 20, "debit", "5.5"),
    Supplier("FTELVA", "TELVANIS", "Paris", "FR", 10, "debit"),
    Supplier("FASSUR", "ASSURANCES PENMARIN", "Quimper", "FR", 10, "debit", "none"),
    Supplier("FLORMI", "CABINET LORMIER-TREGASTEL", "Quimper", "FR"),
    Supplier("FLOGIP", "LOGIPORTAL SAS", "Lyon", "FR", 0, "debit"),
    Supplier("FVITRI", "VITRINEO", "Lille", "FR", 0, "card"),
    Supplier("FLUMIA", "LUMIADS IRELAND LTD", "Dublin", "IE", 0, "card", "reverse"),
    Supplier("FIMPRI", "IMPRIMERIE DU GOYENNEC", "Audierne", "FR"),
    Supplier("FEXPOC", "EXPO CADEAUX OUEST", "Nantes", "FR", 15),
    Supplier("FMACHI", "MACHINES A COUDRE BERVASSE", "Brest", "FR"),
    Supplier("FNETTE", "NETTEOR PROPRETE", "Quimper", "FR"),
    Supplier("FLOCAV", "LOCAVANTAGE", "Rennes", "FR", 0, "debit"),
    Supplier("FBRODE", "BRODERIE DES GLENANETTES", "Concarneau", "FR"),
    Supplier("FSANTE", "SANTE TRAVAIL DU PORTILLON", "Quimper", "FR", vat="20"),
    Supplier("FUNION", "UNION DES COMMERCANTS DU QUAI", "Port-Brizelune", "FR", 15, vat="none"),
    Supplier("FFOTOG", "STUDIO PHOTO LANVEOCH", "Crozon", "FR"),
    Supplier("FINFOR", "INFORMATIQUE DES ABERETTES", "Brest", "FR"),
    Supplier("FBAZAR", "BAZARINE MARKETPLACE SARL", "Luxembourg", "LU", 0, vat="reverse"),
)

SUPPLIERS = MappingProxyType({one.code: one for one in (*_GOODS, *_MOVING, *_RUNNING)})
"""Every supplier by its code."""

LEAD_DAYS = MappingProxyType(
    {
        WORKSHOP: 9,
        "FTECEL": 32,
        "FNINGB": 58,
        "FLINEN": 18,
        "FTISSA": 16,
        "FCERAM": 24,
        "FPOTER": 12,
        "FBOUGI": 9,
        "FSAVON": 8,
        "FBONNE": 20,
        "FTANNE": 17,
        "FPELLE": 22,
        "FTOILE": 11,
        "FBOUCL": 8,
        "FMERCE": 6,
    }
)
"""Lead time promised by each supplier of items, in days."""

REVIEW_DAYS = MappingProxyType(
    {
        WORKSHOP: 14,
        "FTECEL": 21,
        "FNINGB": 49,
        "FLINEN": 42,
        "FTISSA": 42,
        "FCERAM": 56,
        "FPOTER": 35,
        "FBOUGI": 35,
        "FSAVON": 35,
        "FBONNE": 63,
        "FTANNE": 42,
        "FPELLE": 56,
        "FTOILE": 42,
        "FBOUCL": 56,
        "FMERCE": 56,
    }
)
"""Days between two looks at the stock of each supplier's items."""

COVER_DAYS = MappingProxyType(
    {
        WORKSHOP: 55,
        "FTECEL": 105,
        "FNINGB": 100,
        "FLINEN": 95,
        "FTISSA": 95,
        "FCERAM": 95,
        "FPOTER": 80,
        "FBOUGI": 70,
        "FSAVON": 70,
        "FBONNE": 95,
        "FTANNE": 80,
        "FPELLE": 80,
        "FTOILE": 80,
        "FBOUCL": 80,
        "FMERCE": 80,
    }
)
"""Days of coming sales that the firm wanted on its shelves in 2022."""

USUAL_MODE: Final[Mode] = "road"
"""How everything but the import travels."""


@dataclass(frozen=True, slots=True)
class Sourcing:
    """What the firm knows of a supplier of items, beside its lead time.

    Args:
        recover_days: days in which it would deliver again after a stop.
        second_source: code of who else could supply the same, empty for nobody.
        second_pct: how much dearer the other is, in percent.
        mode: how its goods usually travel.
        port: port where they are loaded, empty by road.
        rush_days: lead time in an emergency, none where there is no other way.
        rush_pct: how much dearer the goods are then, in percent.
    """

    recover_days: int
    second_source: str = ""
    second_pct: int = 0
    mode: Mode = USUAL_MODE
    port: str = ""
    rush_days: int | None = None
    rush_pct: int | None = None


SOURCING = MappingProxyType(
    {
        "FTECEL": Sourcing(60),
        "FNINGB": Sourcing(
            90,
            mode="sea",
            port="Ningbo",
            rush_days=LEAD_DAYS["FNINGB"] - hidden.AIR_SAVES_DAYS,
            rush_pct=round(100 * hidden.AIR_PREMIUM),
        ),
        "FLINEN": Sourcing(45, "FTISSA", 6),
        "FTISSA": Sourcing(40, "FLINEN", 9),
        "FCERAM": Sourcing(60, "FPOTER", 12),
        "FPOTER": Sourcing(30),
        "FBOUGI": Sourcing(25),
        "FSAVON": Sourcing(25),
        "FBONNE": Sourcing(45),
        "FTANNE": Sourcing(60, "FPELLE", 8),
        "FPELLE": Sourcing(60, "FTANNE", 15),
        "FTOILE": Sourcing(30),
        "FBOUCL": Sourcing(30, "FMERCE", 10),
        "FMERCE": Sourcing(20, "FBOUCL", 5),
    }
)
"""What the firm's list says of each supplier of items."""
