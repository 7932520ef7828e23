"""Stored pictures: bars painted into their samples, in the terms of each codec, and nothing else kept of them."""
