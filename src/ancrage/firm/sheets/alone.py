"""The one file that a command line names: plain or packed, or the words that say why it cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ancrage.firm.bytestream import Payload, UnreadableFile, payloads
from ancrage.text import Text, t


@contextmanager
def alone(path: Path, refuse: Callable[[Text], Exception]) -> Iterator[Payload]:
    """The file at a path, to be read inside.

    Args:
        path: a file, or an archive of one.
        refuse: makes what is raised, from words, when its bytes cannot be had, now or while it is read.
    """
    name = str(path)
    try:
        found = payloads(path)
        if len(found) != 1:
            raise refuse(t("{file} contient plusieurs fichiers : donnez-en un seul.", file=name))
        yield found[0]
    except OSError as error:
        reason = error.strerror or ""
        raise refuse(
            t("{file} n’a pas pu être lu : {reason}.", file=name, reason=reason)
        ) from error
    except UnreadableFile as error:
        raise refuse(t("{file} est abîmé, protégé ou trop grand.", file=name)) from error
