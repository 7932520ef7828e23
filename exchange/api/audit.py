"""audit"""

from exchange.api.routes import Room

room = Room("audit")
