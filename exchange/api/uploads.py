"""uploads"""

from exchange.api.routes import Room

room = Room("uploads")
