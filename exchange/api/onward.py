"""onward"""

from exchange.api.routes import Room

room = Room("onward")
