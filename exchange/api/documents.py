"""documents"""

from exchange.api.routes import Room

room = Room("documents")
