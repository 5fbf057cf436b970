"""Measures of Ancrage beside named peers, in one run: `make bench`, `make bench ONLY=fec`."""
