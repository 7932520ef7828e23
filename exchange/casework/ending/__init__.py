"""How material ends: holds, retention, and destruction with its certificate."""
