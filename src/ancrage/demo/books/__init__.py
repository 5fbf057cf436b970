"""The books of the demonstration firm: its life turned into accounting entries, and these into files."""
