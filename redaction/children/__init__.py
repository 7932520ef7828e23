"""Processes that open documents in our place: started, asked, limited, and never believed."""
