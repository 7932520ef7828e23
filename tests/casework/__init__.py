"""What officers do, with real rules, a real database and a real vault."""
