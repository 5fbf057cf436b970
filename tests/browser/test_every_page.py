"""Every page of the demonstration firm, looked at: accessible, no sideways scroll, nothing asked elsewhere, console empty."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from looking import Start, axe, links, overflows, speak, watched

pytestmark = pytest.mark.browser

KIND = re.compile(r"/f/[a-z0-9]+/(goods/[a-z-]+|[a-z-]*)/?([^?]*)")
EACH = 2  # pages looked at of one kind: the others differ in data only
OUTSIDE = ("firms/", "firms/new/", "account/login/", "account/2fa/", "account/sessions/", "account/email/",
           "account/password/change/", "account/2fa/totp/activate/", "no-such-page/")  # fmt: skip


# Each language and each width; all six pairs would take minutes more.
@pytest.mark.parametrize(
    ("language", "width"), [("fr", 320), ("fr", 1280), ("en", 320), ("fr-CA", 1280)]
)
def test_pages(
    browser: Browser, demo_start: Start, signed_in: Path, language: str, width: int
) -> None:
    address = demo_start.address
    # Scripts of the test itself are let in; the policy of the pages is asserted in the newcomer's path.
    context = browser.new_context(
        viewport={"width": width, "height": 900}, storage_state=signed_in, bypass_csp=True
    )
    looked = watched(context, address)
    page = looked.page
    speak(page, address, language)
    page.goto(f"{address}/")
    home = page.url
    todo, seen, kinds = [home, *(f"{address}/{end}" for end in OUTSIDE)], set(), {}
    wrong: list[str] = []
    while todo:
        url = todo.pop(0)
        if url in seen:
            continue
        seen.add(url)
        kind = KIND.sub(lambda m: m[1] + ("/…" if m[2] else ""), url.removeprefix(address))
        if kinds.setdefault(kind, 0) >= EACH or url.partition("?")[0].endswith(
            (".csv", ".pdf", ".html", ".xlsx", "file/")
        ):
            continue
        kinds[kind] += 1
        answer = page.goto(url)
        assert answer is not None
        if answer.status >= 400 and "no-such-page" not in url:
            wrong.append(f"{url}: status {answer.status}")
        if overflows(page):
            wrong.append(f"{url}: scrolls sideways at {width} px")
        wrong += [f"{url}: {violation}" for violation in axe(page)]
        html = page.locator("html")
        if html.get_attribute("lang") != language:
            wrong.append(f"{url}: lang is {html.get_attribute('lang')}")
        todo += [link for link in links(page, address) if link not in seen and "logout" not in link]
    complaints = [c for c in looked.complaints if "404" not in c]
    assert "\n".join([*wrong, *complaints]) == ""
    assert len(kinds) >= 22, kinds
    context.close()
