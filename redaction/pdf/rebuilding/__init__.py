"""A new document with what pages draw, by allow-list: pages, layers, notes drawn in, and nothing by accident."""
