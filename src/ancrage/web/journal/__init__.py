"""Who did what, for as long as the firm is here."""
