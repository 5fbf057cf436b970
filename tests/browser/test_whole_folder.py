"""A whole folder dropped, everything mixed: what is known is read, what is doubtful is asked, the rest is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ancrage import demo
from looking import Start, axe, overflows, start, stop, watched

pytestmark = pytest.mark.browser
LONG = 120_000  # reading 134 files, or a study, on a machine that does other things
UNSAID = "Colonne A;Colonne B\n00012;1,50\n00013;2,25\n"


@pytest.fixture
def empty_start(tmp_path: Path) -> Iterator[Start]:
    started = start(tmp_path / "data")
    yield started
    stop(started)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration firm's files, two lists that say nothing of themselves, a photo."""
    place = tmp_path_factory.mktemp("Mon entreprise")
    demo.write_all(place)
    (place / "liste.csv").write_text(UNSAID, encoding="utf-8")
    (place / "autre.csv").write_text(UNSAID.replace("Colonne", "Case"), encoding="utf-8")
    (place / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    return place


def look(page: Page) -> None:
    """No violation of the rules of accessibility, nothing to the side."""
    assert not axe(page)
    assert not overflows(page)


@pytest.mark.parametrize("width", [320, 1280])
def test_a_folder_of_everything(
    browser: Browser, empty_start: Start, folder: Path, width: int
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, locale="fr-FR", bypass_csp=True
    )
    context.set_default_timeout(LONG)
    looked = watched(context, empty_start.address)
    page = looked.page
    page.goto(empty_start.entry)
    page.set_input_files("#folder", folder)
    expect(page.get_by_role("heading", level=1)).to_have_text(folder.name)
    expect(page.get_by_role("button", name="Importer", exact=True)).to_be_visible(timeout=LONG)
    # Each kind is there with the figures to check; the photo is named, the doubtful list asks.
    for said in (
        "Facture électronique : 122 fichiers",
        "Commandes Shopify",
        "photo.png",
        "Stock : ",
    ):
        expect(page.get_by_text(said).first).to_be_visible()
    look(page)
    page.get_by_role("link", name=re.compile("Dire ce que sont ses colonnes.*liste.csv")).click()
    page.get_by_label("Ce tableau est une liste de").select_option(label="Articles")
    page.get_by_role("button", name="Montrer ses colonnes").click()
    page.get_by_label("Référence", exact=True).select_option("Colonne A")
    page.get_by_label("Prix d’achat").select_option("Colonne B")
    look(page)
    page.get_by_role("button", name="relire le fichier").click()
    expect(page.get_by_role("button", name="Importer", exact=True)).to_be_visible(timeout=LONG)
    expect(
        page.get_by_text("Dire ce que sont ses colonnes").filter(has_text="liste.csv")
    ).to_have_count(0)
    # Any table leads back to the line of its file.
    page.get_by_role("link", name=re.compile("Commandes aux fournisseurs")).first.click()
    expect(page.get_by_role("columnheader", name="Ligne")).to_be_visible()
    look(page)
    page.go_back()
    page.get_by_role("button", name="Importer", exact=True).click()
    expect(page.get_by_role("link", name=folder.name).first).to_be_visible()
    # The list left unsaid waits here, and is not dropped again.
    waits = page.get_by_role("link", name=re.compile("Dire ses colonnes.*autre.csv"))
    # The page follows the work and renews itself: a study, then the reading of the list.
    expect(waits).to_be_visible(timeout=2 * LONG)
    look(page)
    page.goto(page.url.removesuffix("data/"))
    expect(page.get_by_text("À faire d’abord")).to_be_visible(timeout=LONG)
    assert not looked.complaints
    context.close()
