"""Kinds of columns, by letter."""

# ``k`` an id of 32 hexadecimal digits; ``t`` an instant; ``n`` a number or NULL; ``h`` a text, told as its hash
LETTERS: dict[str, tuple[str, int]] = {"k": ("<u8", 16), "t": ("<i8", 8), "n": ("<f8", 8), "h": ("<u8", 8)}
