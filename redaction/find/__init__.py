"""Suggests what may identify a person in a text: detectors, models, and the care for what they find."""
