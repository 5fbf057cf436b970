"""Starting the application and looking at it through a real browser."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page

CHROMIUM = next(
    (p for name in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(name))),
    None,
)
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@dataclass
class Start:
    """A running `ancrage serve`; each `entry` is its one-time address."""

    data: Path
    entry: str
    process: subprocess.Popen[str]

    @property
    def address(self) -> str:
        return self.entry.split("/enter/")[0]


def start(data: Path, *options: str) -> Start:
    process = subprocess.Popen(
        [sys.executable, "-m", "ancrage.cli.main", "serve", "--data", str(data), "--port", "0", "--no-browser", *options],
        stdout=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    assert process.stdout is not None
    entry = process.stdout.readline().strip()
    assert entry.startswith("http://127.0.0.1:"), "the start said nothing"
    return Start(data, entry, process)


def stop(started: Start) -> None:
    started.process.terminate()
    assert started.process.wait(timeout=20) == 0
    assert started.process.stdout is not None
    assert started.process.stdout.read() == ""  # the address was the only line
    started.process.stdout.close()


@dataclass
class Watched:
    """A page, and everything that it did which it should not."""

    page: Page
    complaints: list[str] = field(default_factory=list)


def watched(context: BrowserContext, address: str) -> Watched:
    """A page whose console must stay empty and which must ask nothing of any other host."""
    page = context.new_page()
    found = Watched(page)
    page.on("console", lambda message: found.complaints.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: found.complaints.append(f"error: {error}"))
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((address, "data:", "blob:"))
            else found.complaints.append(f"asked {request.url}")
        ),
    )
    return found


def speak(page: Page, address: str, language: str) -> None:
    """Choose the language of the person who is signed in: it is kept with the account, for every window of it."""
    page.goto(f"{address}/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.content())
    assert token
    answer = page.request.post(
        f"{address}/language/",
        form={"language": language, "csrfmiddlewaretoken": token[1]},
        headers={"Referer": page.url},
    )
    assert answer.ok


def axe(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA. The page must be of a context that lets scripts in (bypass_csp)."""
    page.add_script_tag(path=str(resources.files("axe_playwright_python") / "axe.min.js"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found: dict[str, Any] = page.evaluate(f"axe.run(document, {{runOnly: {json.dumps(tags)}}})")
    return [
        f"{violation['id']}: {node['target']} {node.get('failureSummary', '')[:200]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def overflows(page: Page) -> bool:
    """Whether the page itself, and not a part of it, scrolls sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


def links(page: Page, address: str) -> list[str]:
    """Addresses of our own pages that the page links to."""
    found: Sequence[str] = page.eval_on_selector_all("a[href]", "links => links.map(a => a.href)")
    return sorted({link.split("#")[0] for link in found if link.startswith(address)})
