"""The tags of a copy: what each part is for a screen reader, written anew from a closed list."""
