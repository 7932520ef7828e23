"""destruction"""

from exchange.api.routes import Room

room = Room("destruction")
