"""Where sealed bytes lie: a folder, a bucket, or memory. A shelf sees sealed bytes only."""

from storage.shelves.memory import MemoryShelf
from storage.shelves.shelf import SealedSource, Shelf, Shelved

__all__ = ["MemoryShelf", "SealedSource", "Shelf", "Shelved"]
