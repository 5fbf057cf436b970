"""The audit of a firm, kept ready to show, with its proofs."""
