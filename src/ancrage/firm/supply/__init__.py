"""What the firm's orders, receipts, stock and sales say together of what it is supplied with.

`matching` follows each line ordered to what came in, `usage` is how many units leave a day, `positions` one row an item:
on hand, on order, used, cost, margin, `partners` one row a supplier. Nothing here needs books; what the files cannot tell
is null, and what is wrong with them is a problem.
"""
