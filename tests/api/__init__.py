"""What programs meet."""
