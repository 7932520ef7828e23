"""Pages that are pictures: read by eye, their lines set anew, and their hidden layer moved along."""
