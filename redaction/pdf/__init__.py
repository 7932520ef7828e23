"""Removes text and pixels from PDFs: reads the drawing operators, matches, rewrites, rebuilds."""
