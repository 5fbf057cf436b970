"""The same answers as JSON, for programs with a token."""
