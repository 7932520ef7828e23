"""Keeps bytes sealed. Knows nothing of matters, officers or disclosures."""
