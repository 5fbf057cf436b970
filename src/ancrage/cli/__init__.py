"""The command line: `ancrage audit`, `ancrage explain`, `ancrage questions`, `ancrage demo`."""
