"""Suppliers and customers with their amounts by fiscal year, for the spreadsheet."""

from __future__ import annotations

import polars as pl

from ancrage.firm import Firm
from ancrage.roadmap.report.shapes import Listing, Scalar
from ancrage.roadmap.report.voice import Voice
from ancrage.text import Text, t


def suppliers(firm: Firm, voice: Voice) -> Listing:
    """Every supplier with what the firm bought, before tax, in each fiscal year; the largest of the last one first."""
    return _listing(firm, firm.purchases, (t("Fournisseurs"), t("Sans fournisseur nommé")), voice)


def customers(firm: Firm, voice: Voice) -> Listing:
    """Every customer with what the firm sold, before tax, in each fiscal year; the largest of the last one first."""
    return _listing(firm, firm.sales, (t("Clients"), t("Sans client nommé")), voice)


def _listing(firm: Firm, lines: pl.DataFrame, titles: tuple[Text, Text], voice: Voice) -> Listing:
    title, nobody = (voice.say(text) for text in titles)
    ends = [year.end for year in firm.years]
    sums = lines.group_by("party", maintain_order=True).agg(
        *(
            pl.col("amount").filter(pl.col("year_end") == end).sum().alias(end.isoformat())
            for end in ends
        )
    )
    names = firm.parties.select("party", "name", "code")
    last = ends[-1].isoformat()
    ranked = sums.join(names, on="party", how="left").sort(
        pl.col("party").is_null(), -pl.col(last), "name", "party"
    )
    total = int(ranked[last].sum())
    rows: list[tuple[Scalar, ...]] = []
    for record in ranked.iter_rows(named=True):
        amounts = [record[end.isoformat()] for end in ends]
        name = nobody if record["party"] is None else voice.say(record["name"])
        share = amounts[-1] / total if total > 0 else None
        rows.append(
            (name, voice.say(record["code"] or ""), *(cents / 100 for cents in amounts), share)
        )
    return Listing(
        title=title,
        columns=(
            voice.heading(t("Nom"), "text"),
            voice.heading(t("Code"), "text"),
            *(
                voice.heading(t("Exercice fini le {day}", day=voice.short_day(end)), "eur")
                for end in ends
            ),
            voice.heading(t("Part du dernier exercice"), "ratio"),
        ),
        rows=tuple(rows),
        parties=tuple(ranked["party"].to_list()),
    )
