"""Who is who among 600 spellings of 150 suppliers and in the files of 120 models of items, beside rapidfuzz and a threshold.

And 20,000 names against the clock. Lists are those of the tests, made from their own words (tests/firm/written_names.py,
written_items.py), and the sample where it is there.
"""

from __future__ import annotations

import csv
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from rapidfuzz import fuzz, process

from ancrage.firm.identities import Resolution, Row, resolve
from ancrage.firm.identities.names import plain
from benchmarks.measure import Figure

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "firm"))

from written_items import Written as Items  # noqa: E402
from written_items import answered, resolved  # noqa: E402
from written_items import written as written_items  # noqa: E402
from written_names import Written, dense, scattered, twins, written  # noqa: E402
from written_names import measure as judged  # noqa: E402

SAMPLE = ROOT.parent / "shared" / "data" / "supplier_names" / "names.csv"
SEEDS = range(20)
PEER = "rapidfuzz WRatio, best threshold"
THRESHOLDS = (80, 84, 86, 88, 90, 92, 94, 96, 98)


def _lists(label: str, lists: Sequence[Written]) -> list[Figure]:
    """Precision, recall, and recall after the questions: the mean of ours, and the mean of the peer's."""
    ours = [judged(resolve(found.rows), found.truth) for found in lists]
    peers = [_best(found) for found in lists]
    print(
        f"{label}: worst precision {min(m.precision for m in ours):.4f}, worst recall "
        f"{min(m.recall for m in ours):.3f}, after questions {min(m.reviewed_recall for m in ours):.3f}; "
        f"most questions {max(m.questions for m in ours)}, most rows asked about {max(m.touched for m in ours)}"
    )
    rows: list[tuple[str, float, float]] = [
        ("precision", _mean(m.precision for m in ours), _mean(p for p, _ in peers)),
        ("recall", _mean(m.recall for m in ours), _mean(r for _, r in peers)),
        ("reviewed_recall", _mean(m.reviewed_recall for m in ours), _mean(r for _, r in peers)),
    ]
    return [
        Figure(f"identities_{label}_{name}", round(value, 4), "", PEER, round(peer, 4),
               round(value / peer, 3))
        for name, value, peer in rows
    ]  # fmt: skip


def _items() -> list[Figure]:
    """The same for items: and the recall once every question of every study is answered."""
    lists = [written_items(seed) for seed in SEEDS[:10]]
    ours = [judged(resolved(found), found.truth) for found in lists]
    after = [answered(found) for found in lists]
    final = [judged(result, found.truth) for (result, _), found in zip(after, lists, strict=True)]
    peers = [_best(Written(rows, truth)) for rows, truth in map(_as_rows, lists)]
    print(
        f"items: {min(len(w.truth) for w in lists)} to {max(len(w.truth) for w in lists)} rows; worst precision "
        f"{min(m.precision for m in ours):.4f}, worst recall {min(m.recall for m in ours):.3f}; after all questions "
        f"worst precision {min(m.precision for m in final):.4f}, worst recall {min(m.recall for m in final):.3f}, "
        f"{min(n for _, n in after)} to {max(n for _, n in after)} questions"
    )
    rows: list[tuple[str, float, float]] = [
        ("precision", _mean(m.precision for m in ours), _mean(p for p, _ in peers)),
        ("recall", _mean(m.recall for m in ours), _mean(r for _, r in peers)),
        ("reviewed_recall", _mean(m.reviewed_recall for m in ours), _mean(r for _, r in peers)),
        ("answered_recall", _mean(m.recall for m in final), _mean(r for _, r in peers)),
    ]
    return [
        Figure(f"identities_items_{name}", round(value, 4), "", PEER, round(peer, 4),
               round(value / peer, 3))
        for name, value, peer in rows
    ]  # fmt: skip


def _as_rows(found: Items) -> tuple[tuple[Row, ...], Mapping[object, int]]:
    """The names alone, for the peer."""
    rows = [
        Row((table, place), name)
        for table, frame in found.tables.items()
        for place, name in enumerate(frame["name"])
    ]
    return tuple(rows), found.truth


def _mean(values: object) -> float:
    return statistics.mean(values)  # type: ignore[call-overload]


def _best(found: Written) -> tuple[float, float]:
    """Precision and recall of the peer at the threshold with the best F1: chosen by the truth, which flatters it."""
    names = [plain(row.name) for row in found.rows]
    scores = process.cdist(names, names, scorer=fuzz.WRatio, workers=-1)
    results = []
    for threshold in THRESHOLDS:
        groups = _joined(len(names), lambda a, b: scores[a, b] >= threshold)  # noqa: B023
        ids = tuple(tuple(found.rows[i].id for i in group) for group in groups)
        result = judged(Resolution(ids), found.truth)
        results.append((result.precision, result.recall))
    return max(results, key=lambda pair: 2 * pair[0] * pair[1] / (sum(pair) or 1))


def _joined(count: int, near: Callable[[int, int], bool]) -> list[list[int]]:
    root = list(range(count))

    def find(i: int) -> int:
        while root[i] != i:
            i = root[i]
        return i

    for a in range(count):
        for b in range(a):
            if near(a, b):
                root[find(a)] = find(b)
    groups: dict[int, list[int]] = {}
    for i in range(count):
        groups.setdefault(find(i), []).append(i)
    return list(groups.values())


def _sample() -> Written:
    with SAMPLE.open(encoding="utf-8") as stream:
        records = list(csv.DictReader(stream))
    rows = tuple(Row(int(r["row"]), r["name"], siren=r["siren"]) for r in records)
    truth: Mapping[object, int] = {int(r["row"]): int(r["entity"]) for r in records}
    return Written(rows, truth)


def measure(_folder: Path) -> list[Figure]:
    """Figures of the lists, then of time."""
    figures = _lists("few_words", [written(dense(s), 4, s) for s in SEEDS])
    figures += _lists("twins", [written(twins(s), 4, s) for s in SEEDS])
    figures += _lists("many_words", [written(scattered(s, 150), 4, s) for s in SEEDS])
    figures += _items()
    if SAMPLE.exists():
        figures += _lists("sample", [_sample()])
    long = written(scattered(0, 5000), 4, 0)
    start = time.process_time()
    resolve(long.rows)
    ours = time.process_time() - start
    names = [plain(row.name) for row in long.rows]
    start = time.process_time()
    process.cdist(names[:4000], names, scorer=fuzz.ratio, score_cutoff=86, workers=-1)
    peer = 5 * (time.process_time() - start)
    many = written_items(0, 2000)
    start = time.process_time()
    resolved(many)
    print(f"items: {len(many.truth)} rows in {time.process_time() - start:.1f} s of processor")
    figures.append(
        Figure("identities_20k_cpu", round(ours, 2), "s", "rapidfuzz ratio, every pair (five times a fifth)",
               round(peer, 2), round(ours / peer, 3))
    )  # fmt: skip
    return figures
