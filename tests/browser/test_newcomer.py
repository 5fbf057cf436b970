"""A newcomer's path, as an owner walks it: from an empty start to a followed roadmap, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from looking import Start, Watched, start, stop, watched

pytestmark = pytest.mark.browser

WORDS = {
    "fr-FR": {
        "import": "Importer",
        "undo": "Retirer cet import",
        "yes": "Oui, continuer",
        "first": "À faire d’abord",
        "proof": "Voir le calcul et les preuves",
        "lines": "Voir les lignes, une à une",
        "all": re.compile("Importer ces"),
        "done": "Faite",
        "save": "Enregistrer",
        "make": "Faire le rapport",
        "what": "Lecture",
    },
    "en-GB": {
        "import": "Import",
        "undo": "Withdraw this import",
        "yes": "Yes, continue",
        "first": "Do this first",
        "proof": "See the calculation and the proof",
        "lines": "See the lines, one by one",
        "all": re.compile("Import these"),
        "done": "Done",
        "save": "Save",
        "make": "Make the report",
        "what": "Reading",
    },
}


@pytest.fixture
def empty_start(tmp_path: Path) -> Iterator[Start]:
    started = start(tmp_path / "data")
    yield started
    stop(started)


@pytest.mark.parametrize(("locale", "width"), [("fr-FR", 1280), ("en-GB", 320)])
def test_from_an_empty_start_to_a_step_done(
    browser: Browser,
    empty_start: Start,
    demo_files: list[Path],
    locale: str,
    width: int,
    tmp_path: Path,
) -> None:
    words = WORDS[locale]
    context = browser.new_context(
        viewport={"width": width, "height": 800}, locale=locale, accept_downloads=True
    )
    context.set_default_timeout(30_000)
    looked = watched(context, empty_start.address)
    page = looked.page
    page.goto(empty_start.entry)
    if locale == "en-GB":  # the start spoke French: its person chooses
        _menu(looked, width)
        page.get_by_role("button", name="English").click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
    # One file dropped: recognised, previewed, imported.
    page.set_input_files("#files", demo_files[0])
    expect(page.get_by_role("heading", level=1)).to_have_text(demo_files[0].name)
    page.get_by_role("button", name=words["import"], exact=True).click()
    expect(page.get_by_role("link", name=demo_files[0].name).first).to_be_visible()
    # Undone: nothing is left of it.
    page.get_by_role("link", name=demo_files[0].name).first.click()
    page.get_by_role("button", name=words["undo"]).click()
    page.get_by_role("button", name=words["yes"]).click()
    expect(page).to_have_url(re.compile(r"/data/$"))
    expect(page.get_by_role("link", name=demo_files[0].name)).to_have_count(0)
    # All three together.
    page.set_input_files("#files", demo_files)
    page.get_by_role("button", name=words["all"]).click()
    expect(page.get_by_role("link", name=demo_files[0].name).first).to_be_visible()
    page.goto(page.url.split("data/")[0])
    expect(page.get_by_text(words["first"], exact=True)).to_be_visible(timeout=60_000)
    home = page.url
    # Three clicks from Monday to the lines of the file.
    page.get_by_role("link", name=words["proof"]).click()
    page.get_by_role("link", name=words["lines"]).click()
    cell = page.locator("table tbody tr").first.locator("th, td")
    cell.nth(5).wait_for()  # a click returns when the answer begins, not when the table is there
    cells = cell.all_inner_texts()
    file = next(f for f in demo_files if f.name == cells[0].strip())
    line = file.read_bytes().decode("iso8859-15").splitlines()[int(cells[1]) - 1].split("\t")
    assert cells[3].split()[0] == line[4]  # the account
    assert cells[5].strip() == line[10].strip()  # the label
    # The first step is done.
    page.goto(f"{home}roadmap/")
    page.locator("main a[href*='/roadmap/']").first.click()
    page.get_by_label(words["done"]).check()
    page.get_by_role("button", name=words["save"]).click()
    expect(page).to_have_url(f"{home}roadmap/")
    # The report as a PDF.
    page.goto(f"{home}report/")
    page.get_by_role("button", name=words["make"]).click()
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("link", name=re.compile("PDF")).first.click(timeout=60_000)
    kept = tmp_path / "report.pdf"
    download.value.save_as(kept)
    assert kept.read_bytes().startswith(b"%PDF-")
    assert looked.complaints == []
    context.close()


def test_a_whole_folder_is_dropped(
    browser: Browser, empty_start: Start, demo_files: list[Path]
) -> None:
    context = browser.new_context(locale="fr-FR")
    looked = watched(context, empty_start.address)
    looked.page.goto(empty_start.entry)
    looked.page.set_input_files("#folder", demo_files[0].parent)
    expect(looked.page.get_by_role("button", name=WORDS["fr-FR"]["all"])).to_be_visible(
        timeout=60_000
    )
    assert looked.complaints == []
    context.close()


def test_long_work_shows_its_progress_and_survives_a_closed_tab(
    browser: Browser, empty_start: Start, demo_files: list[Path]
) -> None:
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    page.goto(empty_start.entry)
    page.set_input_files("#files", demo_files)
    expect(page).to_have_url(re.compile(r"/data/$"))
    address = page.url
    page.close()
    again = context.new_page()
    again.goto(address)
    expect(again.get_by_role("button", name=WORDS["fr-FR"]["all"])).to_be_visible(timeout=60_000)
    context.close()


def _menu(looked: Watched, width: int) -> None:
    if width < 800:
        looked.page.get_by_role("button", name="Menu").click()
