"""disclosures"""

from exchange.api.routes import Room

room = Room("disclosures")
