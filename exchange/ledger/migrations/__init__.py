"""How the tables came to be, step by step. A released step is never edited; a new one follows it."""
