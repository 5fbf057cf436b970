"""Collect every sentence of the code into the catalogues of locale/, keep the translations, compile.

French sentences are their own translation: the French catalogue only holds the words of argparse; fr_CA holds what
Québec says otherwise; English holds everything.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "ancrage"
LOCALES = SOURCE / "locale"
LANGUAGES = ("en", "fr", "fr_CA")
KEYWORDS = {"t": None, "tn": (1, 2), "Text": None}
# A sentence in a template of the web face: {% t "…" %} or {% tn "…" "…" %}.
TAG = re.compile(r"""{%\s*(t|tn)\s+("[^"]*"|'[^']*')(?:\s+("[^"]*"|'[^']*'))?""")
# Words of argparse that a reader sees; the module looks them up through gettext at run time.
ARGPARSE = (
    "usage: ",
    "options",
    "positional arguments",
    "show this help message and exit",
    "the following arguments are required: %s",
    "unrecognized arguments: %s",
    "%(prog)s: error: %(message)s\n",
    "expected one argument",
    "expected at least one argument",
    "invalid choice: %(value)r (choose from %(choices)s)",
    "invalid %(type)s value: %(value)r",
    "argument %(argument_name)s: %(message)s",
)


def in_templates(
    stream: IO[bytes], *_called_by_babel: object, **_options: object
) -> Iterator[tuple[int, str, tuple[str, ...], list[str]]]:
    """Sentences of a template of the web face, as babel's extractors give them."""
    for number, line in enumerate(stream.read().decode("utf-8").splitlines(), 1):
        for tag, first, second in TAG.findall(line):
            sentences = (first, second) if tag == "tn" else (first,)
            yield number, tag, tuple(sentence[1:-1] for sentence in sentences), []


def template() -> Catalog:
    """Every sentence of the code, with where it stands."""
    catalog = Catalog(project="Ancrage", charset="utf-8", fuzzy=False)
    found = extract_from_dir(
        str(SOURCE),
        method_map=[
            ("**.py", "python"),
            ("web/templates/**.html", in_templates),
            ("web/templates/**.txt", in_templates),
        ],
        keywords=KEYWORDS,
        options_map={"**.py": {"encoding": "utf-8"}},
    )
    for name, _line, message, _comments, _context in sorted(found, key=lambda f: (f[0], f[1])):
        singular = message[0] if isinstance(message, tuple) else message
        if singular:
            catalog.add(message, locations=[(name, 0)])
    return catalog


def refreshed(language: str, fresh: Catalog) -> Catalog:
    """Catalogue of a language with the sentences of the code and the translations already there."""
    path = LOCALES / language / "LC_MESSAGES" / "ancrage.po"
    old = read_po(path.open("rb"), locale=language) if path.exists() else Catalog(locale=language)
    new = Catalog(locale=language, project="Ancrage", charset="utf-8", fuzzy=False)
    if language == "en":
        for message in fresh:
            if message.id:
                known = old.get(message.id[0] if isinstance(message.id, tuple) else message.id)
                locations = sorted({(name, 0) for name, _ in message.locations})
                new.add(message.id, known.string if known else "", locations=[])
                new[message.id].locations = locations  # type: ignore[union-attr]
        return new
    ids = {m.id[0] if isinstance(m.id, tuple) else m.id for m in fresh if m.id} | set(ARGPARSE)
    for message in old:
        key = message.id[0] if isinstance(message.id, tuple) else message.id
        if message.id and message.string and key in ids:
            new.add(message.id, message.string)
    for words in ARGPARSE:
        if language == "fr" and words not in new:
            new.add(words, "")
    return new


def main() -> int:
    """Write the catalogues; returns how many English sentences wait for their translation."""
    fresh = template()
    waiting = 0
    for language in LANGUAGES:
        folder = LOCALES / language / "LC_MESSAGES"
        folder.mkdir(parents=True, exist_ok=True)
        catalog = refreshed(language, fresh)
        with (folder / "ancrage.po").open("wb") as stream:
            write_po(
                stream,
                catalog,
                width=110,
                sort_output=True,
                include_lineno=False,
                omit_header=False,
            )
        with (folder / "ancrage.mo").open("wb") as stream:
            write_mo(stream, catalog)
        if language == "en":
            waiting = sum(
                1
                for m in catalog
                if m.id and not (all(m.string) if isinstance(m.string, tuple) else m.string)
            )
    print(f"{waiting} sentences wait for English")
    return 0


if __name__ == "__main__":
    sys.exit(main())
