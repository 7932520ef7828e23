"""Sentences of the specification, true or false."""
