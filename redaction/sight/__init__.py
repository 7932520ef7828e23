"""Pictures, and reading by eye: frames, drawn pages, OCR, and what the burner and the checker both draw."""
