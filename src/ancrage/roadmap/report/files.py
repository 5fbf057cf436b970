"""Files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Write each file; those that can be are written even when another cannot.

    Raises:
        OSError: the first that could not be written, its path in `filename`.
    """
    failed: OSError | None = None
    for path, content in contents.items():
        try:
            write_atomically(path, content)
        except OSError as error:
            failed = failed or error
    if failed:
        raise failed


def write_atomically(path: Path, content: bytes) -> None:
    """The file holds the content, or is as it was before and an OSError names it."""
    partial: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        partial = Path(name)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        partial.chmod(0o644)
        partial.replace(path)
    except OSError as error:
        if partial is not None:
            partial.unlink(missing_ok=True)
        # The reader knows the file of the report, not the temporary one.
        raise OSError(error.errno, error.strerror or str(error), str(path)) from error
