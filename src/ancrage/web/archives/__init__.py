"""Everything of a firm, or of a whole start, as one file."""
