"""Takes spreadsheets apart into cells as they are shown, and writes them anew without what must go."""
