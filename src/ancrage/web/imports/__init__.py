"""Files dropped: recognised, previewed, imported in one transaction, undone."""
