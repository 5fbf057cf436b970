"""The larger data sets, kept beside the repository: where they are, and how a test asks for one."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared" / "data"


def corpus(*parts: str) -> Path:
    """Path in the shared data; the test is skipped, with the reason, where it is absent."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"no shared data set {'/'.join(parts)} beside the repository")
    return path
