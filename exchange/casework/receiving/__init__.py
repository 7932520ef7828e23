"""How material comes in: sent part by part, scanned, sealed, and asked for what opens it."""
