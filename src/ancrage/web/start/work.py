"""`python -m ancrage.web.start.work`: one worker, until it is told to stop.

With `--with-parent` it also stops when its standard input closes, that is when the process that started it is gone,
however it went.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable

from ancrage.web.start.setup import django_ready


def main(arguments: list[str]) -> int:
    """Work until stopped."""
    django_ready()
    from ancrage.web.jobs.worker import Worker  # noqa: PLC0415 (after django_ready)

    worker = Worker()
    worker.listen_to_signals()
    if "--with-parent" in arguments:
        threading.Thread(target=_until_closed, args=(worker.stop,), daemon=True).start()
    worker.run()
    return 0


def _until_closed(stop: Callable[[], None]) -> None:
    # Not through sys.stdin: a buffered reader held by this thread would upset the end of the process.
    while os.read(0, 1024):
        pass
    stop()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
