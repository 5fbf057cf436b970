"""Series asked of their publishers, through a client that is handed in; nothing here opens a connection."""

from ancrage.world.signals.fetch.answers import BadAnswer, Get, NoAnswer, Sheets
from ancrage.world.signals.fetch.everything import Outcome, fetch_into

__all__ = ["BadAnswer", "Get", "NoAnswer", "Outcome", "Sheets", "fetch_into"]
