"""Every sentence of the code is in English too, with the same holes, and the compiled catalogues are fresh."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "scripts"))
import messages  # noqa: E402

HOLE = re.compile(r"{(\w+)}")


def _catalogue(language: str):
    with (messages.LOCALES / language / "LC_MESSAGES" / "ancrage.po").open("rb") as stream:
        return read_po(stream, locale=language)


def _ids(message) -> tuple[str, ...]:
    return message.id if isinstance(message.id, tuple) else (message.id,)


def _strings(message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, tuple | list) else (message.string,)


def test_english_is_complete() -> None:
    english = _catalogue("en")
    fresh = messages.template()
    missing = []
    for message in fresh:
        if message.id:
            known = english.get(_ids(message)[0])
            if known is None or not all(_strings(known)):
                missing.append(_ids(message)[0])
    assert not missing


@pytest.mark.parametrize("language", ["en", "fr_CA"])
def test_translations_keep_the_holes_of_the_french(language: str) -> None:
    wrong = []
    for message in _catalogue(language):
        if message.id and any(_strings(message)):
            french = set(HOLE.findall(_ids(message)[-1]))
            wrong += [s for s in _strings(message)[-1:] if set(HOLE.findall(s)) != french]
    assert not wrong


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_compiled_catalogues_are_fresh(language: str) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, _catalogue(language))
    assert (
        compiled.getvalue()
        == (messages.LOCALES / language / "LC_MESSAGES" / "ancrage.mo").read_bytes()
    )


def test_no_sentence_is_built_where_it_cannot_be_translated() -> None:
    pattern = re.compile(r"\bt[n]?\(\s*(?:f[\"']|[\"'][^\"']*[\"']\s*(?:%|\.format))")
    found = [
        str(p)
        for p in messages.SOURCE.rglob("*.py")
        if pattern.search(p.read_text(encoding="utf-8"))
    ]
    assert not found
