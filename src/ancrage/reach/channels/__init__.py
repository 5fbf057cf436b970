"""Where do the sales come from: France, the European Union, farther; and through which platforms?

Input: the firm's ledger (account 70, its customers, the VAT of its entries, receipts, accounts 622
and 627) and the owner's answers. The chart of accounts does not say where a sale goes: `markets`
reads it from labels, VAT, names, in that order, and says what it does not know. Output: sales
abroad, what platforms and payment services take and its drift, dependence on one platform,
payouts booked net of their fees; each with its lines. Without sales abroad, the owner's answer on
requests from abroad opens the way to a cheap test.
"""

from ancrage.reach.channels.questions import QUESTIONS

__all__ = ["QUESTIONS"]
