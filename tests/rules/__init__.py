"""The rules of the house, tested as sentences: pure, quick, no disk and no clock."""
