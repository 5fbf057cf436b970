"""Weak signals in lead times: does a supplier take longer than it did, by the orders received and those that are late?

In: orders by supplier (`orders`). Out: alarms, each with the day on which it could be known (`watch`), calibrated for each
supplier to a share of healthy years (`calibrate`), by the evidence of a slowing (`statistic`) under laws (`lognormal`)
that suppliers of one file teach one another (`pool`); and the rule of thumb beside it (`rule`).
"""
