"""`ancrage identities FILE.csv`: which rows of a list of names are one, and which pairs a person should look at."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence

from ancrage.cli.exits import Exit
from ancrage.cli.loading import say
from ancrage.firm.identities import Doubt, Resolution, resolve
from ancrage.firm.identities.listing import BadList, Listing, read_list
from ancrage.text import Language, Text, render, t, tn

QUESTIONS_SHOWN = 50


def run(options: argparse.Namespace, language: Language) -> Exit:
    """Print who is who."""
    try:
        listing = read_list(options.file)
    except BadList as error:
        say(error.text, language)
        return Exit.NOTHING_TO_READ
    result = resolve(listing.rows)
    if options.json:
        print(json.dumps(_data(listing, result, language), ensure_ascii=False))  # noqa: T201
        return Exit.OK
    _tell(listing, result, language)
    return Exit.OK


def _data(listing: Listing, result: Resolution, language: Language) -> dict[str, object]:
    label = listing.labels
    return {
        "clusters": [[label[_rank(row)] for row in cluster] for cluster in result.clusters],
        "review": [
            {
                "rows": [label[_rank(doubt.a)], label[_rank(doubt.b)]],
                "score": doubt.score,
                "reason": render(doubt.reason, language),
            }
            for doubt in result.review
        ],
    }


def _rank(row: object) -> int:
    if not isinstance(row, int):
        raise TypeError(row)
    return row


def _tell(listing: Listing, result: Resolution, language: Language) -> None:
    reasons: dict[object, Text] = {}
    for merge in result.merges:
        reasons.setdefault(merge.b, merge.reason)
        reasons.setdefault(merge.a, merge.reason)
    for cluster in result.clusters:
        if len(cluster) > 1:
            _cluster(listing, [_rank(row) for row in cluster], reasons[cluster[0]], language)
    merged = sum(len(cluster) for cluster in result.clusters if len(cluster) > 1)
    _show(
        tn(
            "{count} ligne, {parties} noms distincts ; {merged} lignes réunies sans demander.",
            "{count} lignes, {parties} noms distincts ; {merged} lignes réunies sans demander.",
            len(listing.rows),
            parties=len(result.clusters),
            merged=merged,
        ),
        language,
    )
    if result.review:
        _show(t("À vérifier, le plus utile d’abord :"), language)
        for doubt in result.review[:QUESTIONS_SHOWN]:
            _doubt(listing, doubt, language)


def _cluster(listing: Listing, cluster: Sequence[int], reason: Text, language: Language) -> None:
    _show(t("• {name} ({reason})", name=_name(listing, cluster[0]), reason=reason), language)
    for row in cluster:
        _show(
            t("    {row} : {name}", row=str(listing.labels[row]), name=_name(listing, row)),
            language,
        )


def _doubt(listing: Listing, doubt: Doubt, language: Language) -> None:
    a, b = _rank(doubt.a), _rank(doubt.b)
    _show(
        t(
            "• {a} et {b} : « {one} » et « {other} » : {reason}",
            a=str(listing.labels[a]),
            b=str(listing.labels[b]),
            one=_name(listing, a),
            other=_name(listing, b),
            reason=doubt.reason,
        ),
        language,
    )


def _name(listing: Listing, row: int) -> str:
    """The name as it may be shown on a terminal."""
    text = listing.rows[row].name.strip()
    return "".join(letter if letter.isprintable() else "?" for letter in text)[:200]


def _show(text: Text, language: Language) -> None:
    print(render(text, language))  # noqa: T201
