"""Tells what a file is from its bytes, never from its name."""
