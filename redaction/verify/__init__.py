"""Reads a redacted document back with other engines than the one that made it."""
