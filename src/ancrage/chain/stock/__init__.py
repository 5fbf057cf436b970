"""Stock: how many days of sales does it cover, is that more than before, and what does the excess cost?

In: balances and movements of class 3, purchases and stock variations (60, 713), sales (70) of one or several years,
answers of the owner, the cost of holding stock (a dated reference).
Out: findings on cover against the firm's own earlier cover, dormant stock, write-downs, a stock that the books do not
show or count once a year, a peak that no season explains, and a lean stock; a table and two charts.

Apart from the findings: `textbook` (models), `simulate` (items day by day), `decide` (what to do when a supplier may stop).

Cash tied up is the closing stock itself, write-downs deducted; stakes are what holding the excess costs in a year.
"""

from ancrage.chain.stock.questions import QUESTIONS

__all__ = ["QUESTIONS"]
