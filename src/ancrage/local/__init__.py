"""Front of the shop: customers, visibility."""
