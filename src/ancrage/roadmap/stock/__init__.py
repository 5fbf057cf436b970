"""The stock question as one answer: suppliers and what hangs on them, items and when to order, what to buy.

`view` puts together what the rooms `chain.suppliers` and `chain.stock` know; `contract` gives it as JSON, the same on the command line and in
the API.
"""
