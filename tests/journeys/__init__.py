"""Whole journeys, from upload to certificate."""
