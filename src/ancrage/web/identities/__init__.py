"""Who is who among suppliers, customers and items: what a person said of two names."""
