"""Lines of print set anew round what was removed, so that nothing in them tells how long it was."""
