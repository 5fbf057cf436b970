"""Files written whole or not at all."""

from __future__ import annotations

import secrets
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
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with partial.open("xb") as stream:
                stream.write(content)
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        # The reader knows the file of the report, not the temporary one.
        raise OSError(error.errno, error.strerror or str(error), str(path)) from error
