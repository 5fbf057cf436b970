"""Behind the counter: suppliers, sourcing, stock, logistics."""
