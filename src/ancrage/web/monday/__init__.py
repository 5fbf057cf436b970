"""The home page: what is worth doing this week."""
