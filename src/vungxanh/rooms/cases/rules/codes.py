"""Readable codes of cases: ``CV-2021-000123``."""

_PREFIXES = {"covid19": "CV"}
DIGITS = 6


def prefix_of(disease: str) -> str:
    """Letters that stand for a disease in its codes: ``CV``, else the first three letters of its code."""
    letters = "".join(c for c in disease if c.isascii() and c.isalpha()).upper()
    return _PREFIXES.get(disease) or letters[:3] or "CA"


def code_of(prefix: str, year: int, number: int) -> str:
    """``CV``, 2021, 123 as ``CV-2021-000123``."""
    return f"{prefix}-{year}-{number:0{DIGITS}d}"
