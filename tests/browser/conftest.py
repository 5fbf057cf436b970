"""A real browser on a real start of the application: its own data, its own worker, nothing else on the network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from ancrage import demo
from looking import ARGUMENTS, CHROMIUM, Start, start, stop


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    assert CHROMIUM, "no Chromium: run scripts/browser.sh"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def demo_files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The FECs of the demonstration firm, oldest first."""
    return sorted(demo.write(tmp_path_factory.mktemp("demo")))


@pytest.fixture(scope="session")
def demo_start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """A start with the demonstration firm loaded."""
    started = start(tmp_path_factory.mktemp("data"), "--demo")
    yield started
    stop(started)


@pytest.fixture(scope="session")
def signed_in(
    browser: Browser, demo_start: Start, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Cookies of the person of the demonstration start, for as many windows as tests want."""
    context = browser.new_context()
    context.new_page().goto(demo_start.entry)
    kept = tmp_path_factory.mktemp("cookies") / "state.json"
    context.storage_state(path=kept)
    context.close()
    return kept
