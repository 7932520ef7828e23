"""What a release is held against before it goes, and how people answer what that found."""
