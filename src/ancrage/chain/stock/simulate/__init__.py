"""Simulation of the stock of items: policies, suppliers that stop, ways to hold out, compared on the same luck.

In: items and options as frozen plain numbers (`items`), laws of whole numbers (`laws`). Out: `run.simulate` gives, for
each option, euros a year by component with their 90 % interval, service, stock and cash. The kernels are compiled when they
are first used: only who imports `run` pays for Numba. See docs/rooms/chain.stock.md.
"""
