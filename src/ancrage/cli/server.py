"""`ancrage server ACTION`: the processes of a server."""

from __future__ import annotations

import argparse

from ancrage.cli.exits import Exit
from ancrage.text import Language


def run(options: argparse.Namespace, language: Language) -> Exit:  # noqa: ARG001 (same door as the others)
    """Run one; its words are those of Django, in English, for those who keep servers."""
    from ancrage.web.start.server import run as run_server  # noqa: PLC0415 (heavy)

    return Exit.OK if run_server(options.action) == 0 else Exit.INTERNAL
