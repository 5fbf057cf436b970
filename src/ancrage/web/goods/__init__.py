"""Suppliers and stock on screen: signals, suppliers, items, "et si", what to order, alerts by mail."""
