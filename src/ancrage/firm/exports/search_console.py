"""Google Search Console, searches: what people typed before seeing the site."""

from __future__ import annotations

from ancrage.firm.exports.cells import Cells
from ancrage.firm.exports.importer import Found, Importer, plain_table
from ancrage.text import t


def _read(cells: Cells) -> Found:
    table = plain_table(
        "searches", cells, {n: n for n in ("query", "clicks", "impressions", "ctr", "position")}
    )
    return Found(
        {"searches": table},
        {
            "rows": table.height,
            "clicks": int(table["clicks"].sum()),
            "impressions": int(table["impressions"].sum()),
        },
    )


IMPORTER = Importer(
    kind="search_console_queries",
    label=t("Recherches Google (Search Console)"),
    channel="",
    how=t(
        "Dans Search Console : Performances, Résultats de recherche, Exporter, puis le fichier des requêtes."
    ),
    evidence=(
        "English header and CTR such as 45.61%: public parser documentation (real files); French header and dot decimals: GAP028/michelin-seo-dashboard Requêtes.csv, a real file", "German names in three public programs found in November 2026",
    ),
    fields={
        "query": ("Top queries", "Requêtes les plus fréquentes", "Häufigste Suchanfragen"),
        "clicks": ("Clicks", "Clics", "Klicks"),
        "impressions": ("Impressions", "Impressionen"),
        "ctr": ("CTR", "Klickrate"),
        "position": ("Position", "Durchschnittliche Position"),
    },
    must=("query", "clicks", "impressions", "position"),
    signs=(
        "Top queries", "Requêtes les plus fréquentes", "Häufigste Suchanfragen", "CTR", "Klickrate", "Position",
        "Durchschnittliche Position", "Impressions", "Impressionen", "Clicks", "Clics", "Klicks",
    ),
    enough=4,
    read=_read,
    decimal=".",
    amounts=("position", "ctr"),
)  # fmt: skip
