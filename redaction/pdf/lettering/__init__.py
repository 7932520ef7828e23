"""Fonts: what their codes say, how far they move the pen, and their programs with only what is still shown."""
