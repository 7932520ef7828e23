"""The sealed store: format, keys, shelves, vault."""
