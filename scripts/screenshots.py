"""Write docs/screenshots/ from the running application: the demonstration firm, on a desk and on a phone."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))
from looking import ARGUMENTS, CHROMIUM, start, stop  # noqa: E402

FOLDER = ROOT / "docs" / "screenshots"
SIZES = {"desk": (1280, 860), "phone": (390, 844)}
# Name of the picture, and the address after that of the firm.
PAGES = {
    "monday": "",
    "data": "data/",
    "findings": "findings/",
    "finding": "findings/sourcing_alternative/",
    "proof": "proofs/sourcing_alternative/",
    "suppliers": "tables/suppliers/",
    "roadmap": "roadmap/",
    "question": "questions/",  # then the first one
    "report": "report/",
}


def main() -> int:
    """One picture a page and a size."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        started = start(Path(folder) / "data", "--demo")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        cookies = Path(folder) / "cookies.json"
        with browser.new_context() as context:
            page = context.new_page()
            page.goto(started.entry)
            home = page.url
            page.goto(home + "questions/")
            question = page.locator("main a[href*='/questions/']").first.get_attribute("href")
            assert question, "no question to show"  # noqa: S101 (a script)
            context.storage_state(path=cookies)
        for size, (width, height) in SIZES.items():
            with browser.new_context(
                viewport={"width": width, "height": height}, storage_state=cookies, locale="fr-FR"
            ) as context:
                page = context.new_page()
                for name, end in PAGES.items():
                    page.goto(started.address + question if name == "question" else home + end)
                    path = FOLDER / f"{name}-{size}.png"
                    page.screenshot(path=path)
                    print(path.relative_to(ROOT))
        browser.close()
        stop(started)
    return 0


if __name__ == "__main__":
    sys.exit(main())
