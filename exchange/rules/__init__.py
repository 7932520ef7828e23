"""The law of the house. No I/O, no clock, no framework; standard library only."""
