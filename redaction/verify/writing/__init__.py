"""What a checker looks at in writing and messages: HTML, mail, text, RTF, and a zip of documents."""
