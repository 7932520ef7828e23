"""The service without an office: a demonstration, the whole journey, and papers of one's own."""
