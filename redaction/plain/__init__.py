"""Documents of plain writing: text, tables of values, transcripts and records. Runs in a child."""
