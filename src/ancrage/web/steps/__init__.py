"""Following the roadmap."""
