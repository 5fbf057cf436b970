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
    ALREADY_RUNNING = 8  # another start holds the same data
    PORT_TAKEN = 9  # the port that was asked for is in use
    NOT_FRESH = 10  # there are data where a backup was to be restored
    NOT_A_BACKUP = 11  # the file to restore is not a backup that this version reads
    INTERNAL = 70  # a defect of ours
    INTERRUPTED = 130  # Ctrl-C
