"""How material leaves: asked for, released under terms, collected on the record, shared onward with consent."""
