"""How a redacted copy is made: suggested, decided, signed by two people, applied and verified."""
