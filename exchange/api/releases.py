"""releases"""

from exchange.api.routes import Room

room = Room("releases")
