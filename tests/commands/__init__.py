"""The terminal, as scripts call it."""
