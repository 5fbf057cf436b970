"""Who is who among suppliers: what a person said of two names."""
