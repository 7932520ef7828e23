"""requests"""

from exchange.api.routes import Room

room = Room("requests")
