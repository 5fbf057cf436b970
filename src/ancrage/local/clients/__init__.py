"""Who buys, who comes back, who left, and how long they take to pay?

Input: the firm's ledger (account 70 with its customers, lettered accounts 411) and the owner's
answers. Customers that the books pool (counter sales, web shop) are one block: they are never a
concentration risk, they are people whom the books do not name. Entries that share one line among
several named customers are left out of what is said of each, so that every amount is a sum of
whole ledger lines. Margin is the gross margin of the firm's own books. Output: findings on the
weight of the first customers, on those who came back, left or fell silent, on the season and on
payment delays, each with its lines; tables of the customers named; a chart of the months.
"""

from ancrage.local.clients.questions import QUESTIONS

__all__ = ["QUESTIONS"]
