"""The files that the firm has beside its books: shop, customers, purchases, stock, electronic invoices."""
