"""Identity resolution on whole lists: how often it is right, and how many questions it takes.

Lists are made here, from words of these tests' own; the sample beside the repository is one more list.
"""

from __future__ import annotations

import csv
import random
import statistics
from collections.abc import Callable

import pytest
import written_items
from written_names import Measure, Written, dense, measure, scattered, twins, written

from ancrage.firm.identities import Row, resolve
from corpus import corpus

SEEDS = range(12)


def measures(make: Callable[[int], Written]) -> list[Measure]:
    return [measure(resolve(found.rows), found.truth) for found in map(make, SEEDS)]


@pytest.mark.parametrize(
    ("make", "precise", "worst"),
    [
        (lambda seed: written(scattered(seed, 150), 4, seed), 0.999, 0.99),
        # Some firms here bear the name of another, which half of the spellings cannot tell.
        (lambda seed: written(dense(seed), 4, seed), 0.99, 0.97),
        (lambda seed: written(twins(seed), 4, seed), 0.99, 0.97),
        (lambda seed: written(dense(seed), 4, seed, siren_share=0), 0.99, 0.97),
    ],
    ids=["many words", "few words", "twins", "no numbers"],
)
def test_four_spellings_of_each_firm(
    make: Callable[[int], Written], precise: float, worst: float
) -> None:
    found = measures(make)
    assert statistics.mean(m.precision for m in found) >= precise
    assert min(m.precision for m in found) >= worst
    assert statistics.mean(m.recall for m in found) >= 0.8
    assert statistics.mean(m.reviewed_recall for m in found) >= 0.95
    assert all(m.questions <= 90 and m.touched <= 90 for m in found)


def test_a_list_in_which_nothing_repeats_is_left_alone() -> None:
    for seed in SEEDS:
        found = written(scattered(seed, 600), 1, seed)
        assert sum(len(c) - 1 for c in resolve(found.rows).clusters) <= 1


def test_two_spellings_each_are_merged_only_where_sure() -> None:
    found = measures(lambda seed: written(scattered(seed, 300), 2, seed))
    assert statistics.mean(m.precision for m in found) >= 0.99
    assert min(m.precision for m in found) >= 0.97
    assert statistics.mean(m.recall for m in found) >= 0.75


def test_the_order_of_rows_changes_nothing() -> None:
    found = written(dense(3), 4, 3)
    first = resolve(found.rows)
    rows = list(found.rows)
    random.Random(7).shuffle(rows)  # noqa: S311
    second = resolve(rows)
    assert {frozenset(c) for c in first.clusters} == {frozenset(c) for c in second.clusters}


@pytest.mark.corpus
def test_the_sample() -> None:
    with corpus("supplier_names", "names.csv").open(encoding="utf-8") as stream:
        records = list(csv.DictReader(stream))
    rows = [Row(int(r["row"]), r["name"], siren=r["siren"]) for r in records]
    found = measure(resolve(rows), {int(r["row"]): int(r["entity"]) for r in records})
    assert found.precision >= 0.99
    assert found.recall >= 0.7
    assert found.reviewed_recall >= 0.95
    assert found.questions <= 90
    assert found.touched <= 90


@pytest.mark.parametrize("seed", [0, 4])
def test_items_of_files_that_err_as_real_ones_do(seed: int) -> None:
    """Barcodes copied on all sizes, references of a whole model, sizes left out: what is not sure is asked."""
    found = written_items.written(seed)
    result = written_items.resolved(found)
    before = measure(result, found.truth)
    assert before.precision >= 0.99
    assert before.recall >= 0.5
    assert before.touched <= 0.15 * len(found.truth)
    assert before.reviewed_recall >= before.recall + 0.1
