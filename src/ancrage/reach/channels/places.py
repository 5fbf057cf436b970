"""Words that tell where a sale goes: in the label of an account, in a name, in the label of a line.

All patterns are for text in capitals without accents. Overseas departments count as exports, as they
do for VAT (French tax code, article 294). A word alone may mislead (a café named after a city):
these are read only in entries without French VAT.
"""

from __future__ import annotations

import polars as pl

_UNION = (
    r"ALLEMAGNE|GERMANY|DEUTSCHLAND|AUTRICHE|AUSTRIA|OSTERREICH|BELGIQUE|BELGIUM|BELGIE|BULGARIE"
    r"|CHYPRE|CYPRUS|CROATIE|CROATIA|DANEMARK|DENMARK|ESPAGNE|SPAIN|ESPANA|ESTONIE|FINLANDE|FINLAND"
    r"|GRECE|GREECE|HONGRIE|HUNGARY|IRLANDE|IRELAND|ITALIE|ITALY|ITALIA|LETTONIE|LITUANIE|LUXEMBOURG"
    r"|MALTE|MALTA|PAYS BAS|NETHERLANDS|NEDERLAND|HOLLANDE|POLOGNE|POLAND|POLSKA|PORTUGAL"
    r"|TCHEQUIE|REPUBLIQUE TCHEQUE|ROUMANIE|ROMANIA|SLOVAQUIE|SLOVENIE|SUEDE|SWEDEN"
    r"|BERLIN|HAMBOURG|HAMBURG|MUNICH|MUNCHEN|KOLN|FRANKFURT|FRANCFORT|STUTTGART|WIEN|BRUXELLES"
    r"|BRUSSELS|ANVERS|ANTWERPEN|GENT|NAMUR|CHARLEROI|AMSTERDAM|ROTTERDAM|MADRID|BARCELONE"
    r"|BARCELONA|MILANO|ROMA|TORINO|LISBONNE|LISBOA|DUBLIN|COPENHAGUE|STOCKHOLM|HELSINKI|VARSOVIE"
    r"|WARSZAWA|PRAGUE|BUDAPEST|BUCAREST|ATHENES"
)
_BEYOND = (
    r"SUISSE|SWITZERLAND|SCHWEIZ|GENEVE|LAUSANNE|ZURICH|ROYAUME UNI|UNITED KINGDOM|ANGLETERRE|UK"
    r"|GRANDE BRETAGNE|LONDRES|LONDON|ETATS UNIS|USA|UNITED STATES|NEW YORK|CALIFORNIE|CALIFORNIA"
    r"|TEXAS|CANADA|QUEBEC|MONTREAL|TORONTO|JAPON|JAPAN|TOKYO|CHINE|CHINA|HONG KONG|TAIWAN|COREE"
    r"|KOREA|SINGAPOUR|SINGAPORE|INDE|INDIA|AUSTRALIE|AUSTRALIA|BRESIL|BRAZIL|MEXIQUE|MEXICO|MAROC"
    r"|MOROCCO|TUNISIE|ALGERIE|SENEGAL|COTE D IVOIRE|EMIRATS|DUBAI|NORVEGE|NORWAY|TURQUIE|ISRAEL"
    r"|LIBAN|ANDORRE|GUADELOUPE|MARTINIQUE|GUYANE|MAYOTTE|ILE DE LA REUNION|NOUVELLE CALEDONIE"
    r"|POLYNESIE"
)
# Words of tax law in the label of an account: they hold whatever the entry.
ACCOUNT_EXPORT = (
    r"\b(?:EXPORTS?|EXPORTATIONS?|HORS (?:UE|U E|CEE|CE|UNION)|PAYS TIERS|DROM|OUTRE MER)\b"
    r"|\bDOM(?:$| (?:TOM|COM|EX\w*|HT|[0-9]+)\b)"
)
ACCOUNT_UNION = (
    r"\b(?:INTRACOM\w*|INTRA COM\w*|UE|U E|CEE|UNION EUROPEENNE|EUROPE|OSS|GUICHET UNIQUE)\b"
)
ACCOUNT_FRANCE = r"\b(?:FRANCE|METROPOLE|NATIONALES?)\b"
ACCOUNT_ABROAD = r"\bHORS (?:FRANCE|METROPOLE)\b"
VAT_UNION = r"\b(?:OSS|GUICHET UNIQUE|INTRACOM\w*|UE|CEE)\b"

# A legal form ends the name, or a town follows it: short ones (SL, AG, SPA) count at the end only.
NAME_UNION = (
    rf"\b(?:GMBH|UG|OHG|BVBA|SPRL|ASBL|SRL|BV|NV|OY|APS|SP Z O O|SRO|S R O|DOO|KFT|LDA|{_UNION})\b"
    r"|\b(?:AG|KG|SL|SLU|AB|SPA|S P A)$"
)
NAME_BEYOND = rf"\b(?:INC|LLC|CORP|LTD|LTEE|LIMITED|PLC|PTY|LTDA|SA DE CV|{_BEYOND})\b"
# VAT numbers in full, by country: digits alone are too often the number of an invoice.
_VAT_NUMBER = (
    r"\b(?:ATU\d{8}|BE ?[01]\d{3} ?\d{3} ?\d{3}|DE ?\d{9}|DK\d{8}|ES[A-Z]\d{7}[A-Z0-9]|ES\d{8}[A-Z]"
    r"|FI\d{8}|IE\d{7}[A-Z]{1,2}|IT ?\d{11}|LU ?\d{8}|NL\d{9}B\d{2}|PL\d{10}|PT\d{9}|SE\d{12})\b"
)
LABEL_UNION = rf"\b(?:INTRACOM\w*|INTRA COM\w*|LIVRAISON UE)\b|{_VAT_NUMBER}"
LABEL_BEYOND = r"\b(?:EXPORTS?|EXPORTATIONS?|HORS UE)\b"
COUNTRY_UNION = rf"\b(?:{_UNION})\b"
COUNTRY_BEYOND = rf"\b(?:{_BEYOND})\b"


def capitals(text: pl.Expr) -> pl.Expr:
    """Text in capitals without accents, anything but letters and digits being one space."""
    return (
        text.str.normalize("NFKD")
        .str.replace_all(r"\p{M}", "")
        .str.to_uppercase()
        .str.replace_all(r"[^A-Z0-9]+", " ")
        .str.strip_chars()
    )
