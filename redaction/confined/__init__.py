"""Ties this process's own hands before it opens a hostile document: limits, Landlock, seccomp.

Nothing here needs a privilege, and nothing here can be undone by the process that called it.
"""

from redaction.confined.confine import Layer, confine

__all__ = ["Layer", "confine"]
