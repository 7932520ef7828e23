"""What lies sealed beside a document and dies with it: its readings, its prints, the plan of its redactions."""
