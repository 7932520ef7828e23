"""What a checker looks at in a PDF: its text by other engines, its pixels, its objects, its fonts, its tags."""
