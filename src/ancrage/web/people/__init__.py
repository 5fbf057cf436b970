"""Persons, firms, and who may do what."""
