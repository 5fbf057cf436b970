"""What keeps pages quick, where it can be counted: queries and scripts of a page, and what a web process loads.

Seconds are measured by `make bench` (docs/benchmarks.md): on a shared machine they prove nothing in a test.
"""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
from pathlib import Path

import pytest
import starts
from cast import Cast
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ancrage.web.journal.models import note
from ancrage.web.scope import firm_scope

# Three are of every page: session, person, role with its firm.
MOST = {"": 12, "tables/suppliers/": 4, "journal/": 5}
HEAVY = {"polars", "numpy", "vl_convert", "highspy", "scipy", "pandas"}
LOADED = """
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""
SCRIPT = re.compile(r'<script[^>]*\bsrc="([^"]+)"')
PAGES = (
    "", "data/", "questions/", "findings/", "figures/", "tables/suppliers/", "roadmap/", "report/",
    "journal/", "people/", "settings/",
)  # fmt: skip


def queries(cast: Cast, end: str) -> int:
    """Queries of a page of the firm asked for again, without the statements that set PostgreSQL's row-level security."""
    browser = cast.browser("owner")
    address = f"/f/{cast.firm.pk}/{end}"
    browser.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    return sum("set_config" not in query["sql"] for query in asked.captured_queries)


@pytest.mark.django_db
@pytest.mark.parametrize("end", MOST)
def test_a_page_asks_few_things_of_the_database(end: str, studied: Cast) -> None:
    assert 3 < queries(studied, end) <= MOST[end]


@pytest.mark.django_db
def test_more_lines_in_the_journal_are_no_more_queries(studied: Cast) -> None:
    before = queries(studied, "journal/")
    with firm_scope(studied.firm.pk):
        for person in (studied.owner, studied.member, studied.adviser):
            for number in range(12):
                note(person.pk, "step.changed", f"Étape {number}")
    assert queries(studied, "journal/") == before


@pytest.mark.django_db
@pytest.mark.parametrize("end", PAGES)
def test_the_scripts_that_a_page_asks_for_are_light(end: str, studied: Cast) -> None:
    """At most 60 kB for the journey, gzip as a server packs it; the addresses are those written in the page."""
    answer = studied.browser("owner").get(f"/f/{studied.firm.pk}/{end}")
    assert answer.status_code == 200
    found = SCRIPT.findall(answer.content.decode())
    assert found
    names = [script.removeprefix(settings.STATIC_URL) for script in found]
    packed = [gzip.compress((Path(settings.STATIC_ROOT) / name).read_bytes(), 6) for name in names]
    assert sum(map(len, packed)) <= 60_000


@pytest.mark.parametrize(
    "modules",
    [("ancrage.web.wsgi",), ("ancrage.cli.serve", "ancrage.web.start.local", "ancrage.web.wsgi")],
    ids=["of a server", "of one person"],
)
def test_a_web_process_loads_nothing_that_computes(
    modules: tuple[str, ...], tmp_path: Path
) -> None:
    """Children load Polars and its like: they cost each process time at its start, and memory for as long as it lives."""
    start = starts.on_sqlite(tmp_path / "data", migrated=False)
    loaded = subprocess.run(
        [sys.executable, "-c", LOADED, *modules],
        env=start.environment(),
        capture_output=True,
        check=True,
        text=True,
    ).stdout.split()
    assert {"django", "ancrage"} <= set(loaded)
    assert not HEAVY & set(loaded)
