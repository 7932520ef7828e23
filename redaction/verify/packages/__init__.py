"""What a checker looks at in office and OpenDocument files: their zip, their XML, every cell and picture."""
