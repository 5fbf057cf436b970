"""A raise of stock said ordered and taken back, with a mouse on a phone and with keys, in pages without scripts."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from looking import Start, speak

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [360, 1280])
def test_one_press_says_it_and_another_takes_it_back(
    browser: Browser, demo_start: Start, signed_in: Path, width: int
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, storage_state=signed_in, java_script_enabled=False,
    )  # fmt: skip
    page = context.new_page()
    speak(
        page, demo_start.address, "fr"
    )  # another test of this start may have left another language
    page.goto(demo_start.address)
    page.goto(f"{page.url}goods/purchases/")
    first = page.locator("button[value=take]").first
    place = first.locator("xpath=ancestor::*[starts-with(@id, 'raise-')]").get_attribute("id")
    first.click()  # the row leads to its item: its buttons must lie above that link
    page.wait_for_url(f"**/goods/purchases/#{place}")
    told = page.locator(f"#{place}")
    expect(told).to_contain_text("Hausse commandée le")
    told.get_by_role("button", name="Annuler").focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"#{place} button[value=take]")).to_be_visible()
    context.close()
