"""Long work: progress, cancelling, and safety against any kill."""
