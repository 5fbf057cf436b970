"""From what the rooms found to what to do first.

Input: a `Firm`, the `World`, the owner's means. Output: `Audit`: findings, the first opportunity with how often it stays
first when stakes are redrawn, a plan for 30, 90 and 180 days solved as an optimisation, what was left out and why, the
questions that remain. `report/` writes it for people, `contract` for machines.
"""
