"""Search words that travel in a URL: sealed, because they are often somebody's name or number.

The server's own key seals them; the URL can be kept for a working day and says nothing to a log or a neighbour.
"""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

_DAY = 24 * 3600


def _box() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(f"vungxanh.private_text:{secret}".encode()).digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def seal(text: str) -> str:
    """The sealed form of ``text``, safe in a query string."""
    return _box().encrypt(text.encode()).decode()


def open_sealed(token: str) -> str | None:
    """The text, or None when the token is not ours or older than a day."""
    try:
        return _box().decrypt(token.encode(), ttl=_DAY).decode()
    except InvalidToken:
        return None
