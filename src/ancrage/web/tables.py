"""Long tables that have pages of their own."""

TABLES = ("suppliers", "customers", "problems")
