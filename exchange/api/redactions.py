"""redactions"""

from exchange.api.routes import Room

room = Room("redactions")
