"""Owed work, by real processes that are killed, and a real queue."""
