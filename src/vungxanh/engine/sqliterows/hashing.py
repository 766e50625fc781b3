"""A hash that tells texts apart without sending them (FNV-1a, 64 bits)."""

START, STEP = 0xCBF29CE484222325, 0x100000001B3


def hash_of(text: str) -> int:
    """The hash that a column of kind ``h`` gives a text."""
    h = START
    for byte in text.encode():
        h = (h ^ byte) * STEP % 2**64
    return h
