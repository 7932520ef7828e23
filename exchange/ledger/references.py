"""References that a person can read aloud and nobody can count from.

Crockford's base 32 from the operating system's randomness: no I, L, O or U. A reference says nothing about how
many came before it (I-50).
"""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LETTERS_IN_GROUP = 4


def new_reference(prefix: str, *, groups: int = 2) -> str:
    """A fresh reference, such as "DOC-7K3F-9Q2M". Each group of four letters holds 20 random bits."""
    drawn = ("".join(secrets.choice(ALPHABET) for _ in range(_LETTERS_IN_GROUP)) for _ in range(groups))
    return "-".join((prefix, *drawn))
