"""The life of the demonstration firm, day by day: what happens, before anybody books it.

Each subject draws from its own stream of chance, so that a change in one leaves the others as they were.
"""
