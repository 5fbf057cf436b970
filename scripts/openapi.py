"""Write the description of the API where the tests compare it: `make openapi`, then read the difference."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

SNAPSHOT = Path(__file__).parents[1] / "tests" / "web" / "api" / "openapi.json"


def main() -> None:
    """Rewrite the snapshot."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"ANCRAGE_MODE": "local", "ANCRAGE_DATA": folder}
        from ancrage.web.start.setup import django_ready  # noqa: PLC0415 (after the environment)

        django_ready()
        from ancrage.web.api.urls import described  # noqa: PLC0415 (after django_ready)

        SNAPSHOT.write_text(described(), encoding="utf-8")


if __name__ == "__main__":
    main()
