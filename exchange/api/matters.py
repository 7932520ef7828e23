"""matters"""

from exchange.api.routes import Room

room = Room("matters")
