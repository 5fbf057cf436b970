"""Suppliers: on whom does the firm depend, at what terms, and are its purchases getting dearer?

In: purchases by supplier, lettered settlements, accounts of classes 60 and 70 of one or several years, answers of
the owner, dated references (law on payment terms, cost of cash, frequency of interruptions).
Out: findings on concentration, natures bought from one supplier only, payment terms, price and margin drift, loyalty,
and spending whose supplier the books do not name; the tables and the chart that go with them.

Concentration is counted on goods and materials when the firm buys some, so that a rent is no supplier risk. Stakes
come from the firm's own accounts and, for what no account holds, from references of world/data/suppliers.toml.
"""

from ancrage.chain.suppliers.questions import QUESTIONS

__all__ = ["QUESTIONS"]
