"""The file that is written: one revision, put down in one pass, and what helps a reader about in it."""
