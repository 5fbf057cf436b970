"""Exit statuses, documented in docs/command-line.md."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What the shell is told."""

    OK = 0  # a roadmap was made, whatever was set aside
    USAGE = 2  # the command was not understood
    NOTHING_TO_READ = 3  # no file could be used
    SEVERAL_FIRMS = 4  # files of several firms, and none of them is most
    CANNOT_WRITE = 5  # the report could not be written
    BAD_ANSWERS = 6  # the answers file is not as it should be
    UNKNOWN_NAME = 7  # `explain` was asked for a figure or finding that is not there
    INTERNAL = 70  # a defect of ours
    INTERRUPTED = 130  # Ctrl-C
