"""Files that the browser gets: third-party ones are those of the lock, and every page stays light."""

from __future__ import annotations

import gzip
import hashlib
import io
import re
from importlib.resources import files
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).parents[2]
WEB = ROOT / "src" / "ancrage" / "web"
STATIC = WEB / "static"
OURS = {"app.css", "app.js", "icon.svg"}
HTMX = "htmx-2.min.js"


def _locked() -> dict[str, str]:
    lines = (WEB / "assets.lock").read_text(encoding="utf-8").splitlines()
    return {path: digest for digest, path in (line.split("  ") for line in lines)}


def _packed(data: bytes) -> int:
    return len(gzip.compress(data, 9))


def test_every_third_party_file_is_in_the_lock() -> None:
    found = {
        path.relative_to(STATIC).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in STATIC.rglob("*")
        if path.is_file() and path.name not in OURS
    }
    assert found == _locked()


def test_scripts_of_a_page_are_light() -> None:
    htmx = (files("django_htmx") / "static" / "django_htmx" / HTMX).read_bytes()
    ours = (STATIC / "ancrage" / "app.js").read_bytes()
    assert _packed(htmx) + _packed(ours) <= 60_000


def test_stylesheet_is_light() -> None:
    assert _packed((STATIC / "ancrage" / "app.css").read_bytes()) <= 15_000


def test_font_is_light_and_writes_french_with_figures_of_one_width() -> None:
    data = (STATIC / "ancrage" / "inter.woff2").read_bytes()
    assert len(data) <= 70_000
    font = TTFont(io.BytesIO(data))
    wanted = "AZaz09àâæçéèêëîïôœùûüÿÀÇÉŒ€«»’“”–—… \u00a0\u202f●○"
    assert not {c for c in wanted if ord(c) not in font.getBestCmap()}
    features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    assert "tnum" in features
    assert {axis.axisTag for axis in font["fvar"].axes} >= {"wght"}


def _lightness(colour: str) -> float:
    def linear(byte: int) -> float:
        part = byte / 255
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_lightness(one), _lightness(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _themes() -> list[dict[str, str]]:
    css = (STATIC / "ancrage" / "app.css").read_text(encoding="utf-8")
    light, dark = (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))
        for block in re.findall(r":root \{(.*?)\}", css, re.DOTALL)[:2]
    )
    return [light, light | dark]


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_colours_can_be_told_apart(theme: int) -> None:
    colours = _themes()[theme]
    text = [
        (ink, ground)
        for ink in ("ink", "muted", "accent", "good", "warn", "bad")
        for ground in ("paper", "card", "sunk", "tint")
    ]
    text += [(kind, f"{kind}-tint") for kind in ("good", "warn", "bad")]
    text += [("ink", f"{kind}-tint") for kind in ("good", "warn", "bad")]
    text += [("on-accent", "accent"), ("on-accent", "accent-strong"), ("paper", "bad")]
    weak = {pair for pair in text if _contrast(colours[pair[0]], colours[pair[1]]) < 4.5}
    edges = {g for g in ("paper", "card", "tint") if _contrast(colours["edge"], colours[g]) < 3}
    assert not weak
    assert not edges
