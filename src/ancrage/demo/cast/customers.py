"""Trade customers of the demonstration firm: invented names, their codes are the auxiliary accounts."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from ancrage.demo import hidden
from ancrage.demo.records import Customer

COUNTER, WEB, MARKET = "CCOMPT", "CWEB", "CBAZAR"
POOLED: Final = MappingProxyType(
    {
        COUNTER: "CLIENTS COMPTOIR",
        WEB: "CLIENTS BOUTIQUE EN LIGNE",
        MARKET: "CLIENTS BAZARINE",
    }
)
"""Pooled accounts of the persons who buy, by code."""

_BIG = Customer(hidden.BIG_CUSTOMER, "GALERIES MERVANNEC", "Nantes", "FR", 163_000, 26, growth=0.09)

_LOYAL = (
    Customer("CALIZE", "ALIZEE DECORATION", "Vannes", "FR", 6_900, 9),
    Customer("CAMARR", "L'AMARRE BLEUETTE", "La Rochelle", "FR", 7_400, 10, pays_after_days=33),
    Customer("CANSES", "AUX ANSES DORMANTES", "Saint-Malo", "FR", 5_600, 8),
    Customer("CBAGAG", "BAGAGERIE PONTELAIN", "Rennes", "FR", 11_800, 12, pays_after_days=45),
    Customer("CBOUTI", "BOUTIQUE SEL ET GRANIT", "Perros", "FR", 5_100, 8),
    Customer("CBRISE", "BRISE ET BERLINGOT", "Paris", "FR", 6_200, 8, pays_after_days=31),
    Customer("CCABAN", "LA CABANE D'ARZELIG", "Auray", "FR", 4_700, 7),
    Customer("CCALEH", "CALE HAUTE CONCEPT", "Brest", "FR", 8_300, 10),
    Customer("CCAPUC", "CAPUCINE ET MARIN", "Lyon", "FR", 6_000, 8, pays_after_days=48),
    Customer("CCHANT", "LE CHANTIER DES FILLES", "Nantes", "FR", 7_700, 9),
    Customer("CCOMPA", "COMPAGNIE DES SACS PERDUS", "Bordeaux", "FR", 9_900, 11),
    Customer("CDUNES", "DUNE ET LANTERNE", "Biarritz", "FR", 5_400, 7),
    Customer("CECLUS", "L'ECLUSE MARCHANDE", "Redon", "FR", 3_900, 6, pays_after_days=29),
    Customer("CESCAL", "ESCALE VAGABONDINE", "Lille", "FR", 6_700, 8),
    Customer("CFREGA", "FREGATE ET FILS DECO", "Toulon", "FR", 4_800, 7, pays_after_days=52),
    Customer("CGABAR", "LA GABARE CURIEUSETTE", "Bergerac", "FR", 4_300, 7),
    Customer("CHAVRE", "HAVRE DE LAINE", "Le Havre", "FR", 5_800, 8),
    Customer("CILOTE", "ILOT TREIZIEME", "Paris", "FR", 8_800, 10, pays_after_days=42),
    Customer("CJETEE", "JETEE NORD MERCERIE", "Dieppe", "FR", 3_600, 6),
    Customer("CKERAV", "KERAVELIG CADEAUX", "Pont-Aven", "FR", 6_400, 9, pays_after_days=30),
    Customer("CMANUF", "MANUFACTURE D'EN FACE", "Angers", "FR", 5_200, 7),
    *(
        Customer(code, name, town, "FR", yearly, often, silent_from=hidden.SILENT_FROM)
        for code, name, town, yearly, often in (
            (hidden.SILENT[0], "QUAI DES ETOURDIES", "Dinard", 9_200, 12),
            (hidden.SILENT[1], "RIVAGE ET PAPIER", "Quimperle", 6_800, 11),
            (hidden.SILENT[2], "SABLE MOUILLE DECO", "Royan", 7_300, 11),
            (hidden.SILENT[3], "TAMARIS ET TAMBOURIN", "Hyeres", 6_100, 12),
        )
    ),
)

_LAPSED = tuple(
    Customer(code, name, town, "FR", yearly, often, last_year=2024)
    for code, name, town, yearly, often in (
        (hidden.LAPSED[0], "ALGUE VERTE CONCEPT STORE", "Lorient", 9_800, 11),
        (hidden.LAPSED[1], "BOCAGE ET BOUSSOLE", "Vitre", 6_300, 9),
        (hidden.LAPSED[2], "CORDIER DU MARAIS", "Paris", 8_100, 10),
        (hidden.LAPSED[3], "FANAL ROUGE CADEAUX", "Paimpol", 5_500, 8),
        (hidden.LAPSED[4], "GRANITELLE DECO", "Lannion", 4_600, 8),
        (hidden.LAPSED[5], "HOULE ET HUBLOT", "Arcachon", 7_200, 9),
        (hidden.LAPSED[6], "JUSANT JUSANTE", "Caen", 5_000, 8),
    )
)

_LAPSED_EARLIER = tuple(
    Customer(code, name, town, "FR", yearly, often, last_year=2023)
    for code, name, town, yearly, often in (
        (hidden.LAPSED_EARLIER[0], "KAOLIN ET COTON", "Limoges", 4_100, 7),
        (hidden.LAPSED_EARLIER[1], "LANDELLE BOUTIQUE", "Ploermel", 3_200, 6),
        (hidden.LAPSED_EARLIER[2], "MOUSSAILLON MAGASIN", "Granville", 3_900, 7),
        (hidden.LAPSED_EARLIER[3], "NOROIT NOROISE", "Boulogne", 2_900, 6),
        (hidden.LAPSED_EARLIER[4], "ORMEAU D'ARGENT", "Cancale", 3_500, 6),
        (hidden.LAPSED_EARLIER[5], "PALUDIERE ET COMPAGNIE", "Guerande", 3_300, 6),
    )
)

_NEW = (
    Customer("CUSINE", "L'USINETTE A CADEAUX", "Saint-Brieuc", "FR", 5_300, 7, first_year=2024),
    Customer("CVAREC", "VARECH ET VELOURS", "Landerneau", "FR", 6_200, 8, first_year=2024),
    Customer("CVIGIE", "LA VIGIE TRANQUILLETTE", "Les Sables", "FR", 4_400, 6, first_year=2024),
    Customer("CVOILE", "VOILE ET VINAIGRE", "Orleans", "FR", 4_900, 7, first_year=2024),
    Customer("CWAGON", "WAGON DE MER", "Paris", "FR", 5_700, 7, first_year=2024),
    Customer("CYOLES", "LES YOLES RANGEES", "Tours", "FR", 3_800, 6, first_year=2024),
    Customer("CZEPHY", "ZEPHYRINE MAISON", "Strasbourg", "FR", 5_900, 7, first_year=2025),
    Customer("CPERLE", "PERLE DE BRUMAILLE", "Metz", "FR", 4_200, 6, first_year=2025),
    Customer("CNACRE", "NACRE ET NAPPERON", "Reims", "FR", 4_700, 6, first_year=2025),
    Customer("COYATS", "AUX OYATS BRODES", "Deauville", "FR", 5_000, 6, first_year=2025),
)

_ABROAD = (
    Customer("CEMMEL", "DE EMMERLINCK WINKEL BV", "Gent", "BE", 19_500, 10, pays_after_days=41),
    Customer("CNAMUR", "LE GRENIER DE NAMURETTE SRL", "Namur", "BE", 13_200, 9),
    Customer("COSTEN", "ZEEWIND CADEAUX BV", "Oostende", "BE", 10_400, 8),
    Customer("CHAFEN", "HAFENSTUBE MOLLWITZ GMBH", "Hamburg", "DE", 18_600, 9, pays_after_days=32),
    Customer("CKONTO", "TASCHENKONTOR BREMERSEE GMBH", "Bremen", "DE", 12_100, 8),
    Customer("CQUEBE", "BOUTIQUE LE FLEUVE BLEUTE INC", "Québec", "CA", 17_400, 6),
    Customer("CSAGUE", "COMPTOIR DU SAGUENEIGE INC", "Chicoutimi", "CA", 11_200, 5),
)

CUSTOMERS = MappingProxyType(
    {one.code: one for one in (_BIG, *_LOYAL, *_LAPSED, *_LAPSED_EARLIER, *_NEW, *_ABROAD)}
)
"""Every trade customer by its code."""


def yearly_cents(customer: Customer, year: int) -> float:
    """What a customer means to buy in a year, without tax; nothing outside its years."""
    if not customer.first_year <= year <= customer.last_year:
        return 0.0
    return customer.yearly_eur * 100 * (1 + customer.growth) ** (year - 2023)
