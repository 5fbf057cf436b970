"""Ancrage: from the files a small firm already has to a roadmap in which every euro is proved."""

__version__ = "0.2.0"
