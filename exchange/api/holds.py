"""holds"""

from exchange.api.routes import Room

room = Room("holds")
