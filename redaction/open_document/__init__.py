"""Takes OpenDocument texts and sheets apart, and writes them anew from what is known and shown."""
