"""Documents of RTF: read by a reader of our own, and written anew from the words that are seen. Runs in a child."""
