"""Events of security in the logs: account numbers and codes, never who or what (see `logs`)."""

from __future__ import annotations

import logging
from typing import Any

logger = logging.getLogger("ancrage.security")


def event(action: str, **fields: Any) -> None:
    """Write one event. Fields are codes and numbers only."""
    logger.info(action, extra={"event": action, **fields})


def refused(action: str, **fields: Any) -> None:
    """Write that something was tried and refused."""
    logger.warning(action, extra={"event": action, **fields})
