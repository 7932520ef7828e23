"""What was found in a whole document, gathered for a person to decide: one candidate for each wording."""
