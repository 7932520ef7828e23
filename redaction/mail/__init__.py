"""Messages, read from EML or Outlook's MSG, and written anew as EML around files redacted apart. Runs in a child."""
