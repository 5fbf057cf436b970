"""The peer of the page measure: the same rows the way Django's tutorial shows them.

Rows of the ORM, a paginator, numbers written by Django's filters in the template; session, person, firm and the same
middleware as ours, without ours. It has fewer columns of navigation than our page, and no icon: the comparison favours
it.
"""
