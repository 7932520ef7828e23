"""Takes a document in; gives a redacted document and its schedule out. No database, no network, no Flask."""
