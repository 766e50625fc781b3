"""Columns all rooms use: area paths, sealed identity data and its search hash."""

import base64
import hmac
import os
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class PathField(models.CharField):  # type: ignore[type-arg]
    """An area path such as ``3/70/691/25222/``, compared byte by byte so that a prefix is a range of the index."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        super().__init__(*args, **kwargs)

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        kind = super().db_type(connection)
        return f'{kind} COLLATE "C"' if kind and connection.vendor == "postgresql" else kind


@lru_cache(maxsize=8)
def derive(secret: str, purpose: bytes) -> bytes:
    """A 32-byte key for one purpose (``seal``, ``hash``, ``audit``) from one of the centre's sealing keys."""
    return HKDF(hashes.SHA256(), 32, salt=None, info=b"vungxanh:" + purpose).derive(secret.encode())


@lru_cache(maxsize=8)
def _box(secret: str) -> AESGCM:
    return AESGCM(derive(secret, b"seal"))


def seal(text: str, key: str | None = None) -> str:
    """Encrypt with the first sealing key; the random nonce comes first."""
    nonce = os.urandom(12)
    box = _box(key or settings.SEALING_KEYS[0])
    return base64.b64encode(nonce + box.encrypt(nonce, text.encode(), None)).decode()


def sealer() -> Callable[[str], str]:
    """``seal`` for thousands of texts: the random bytes are asked for in one piece."""
    box, at, noise = _box(settings.SEALING_KEYS[0]), 0, b""

    def one(text: str) -> str:
        nonlocal at, noise
        if not text:
            return ""
        if at >= len(noise):
            at, noise = 0, os.urandom(12 * 4096)
        nonce = noise[at : at + 12]
        at += 12
        return base64.b64encode(nonce + box.encrypt(nonce, text.encode(), None)).decode()

    return one


def unseal(token: str) -> str:
    """Decrypt with any of the sealing keys (older ones stay readable after a rotation).

    Raises ValueError when no key opens it.
    """
    raw = base64.b64decode(token)
    for key in settings.SEALING_KEYS:
        try:
            return _box(key).decrypt(raw[:12], raw[12:], None).decode()
        except InvalidTag:
            continue
    raise ValueError("sealed with a key this centre does not have")


def search_hash(value: str) -> str:
    """Keyed hash by which a sealed value is found again; equal values, equal hashes. "" for nothing."""
    if not value:
        return ""
    keyed = _keyed(settings.SEALING_KEYS[-1]).copy()
    keyed.update(value.encode())
    return keyed.hexdigest()[:32]


@lru_cache(maxsize=8)
def _keyed(secret: str) -> hmac.HMAC:
    return hmac.new(derive(secret, b"hash"), digestmod="sha256")


class SealedField(models.TextField):  # type: ignore[type-arg]
    """Text kept encrypted (AES-GCM) in the database, plain in Python. Find it by ``search_hash`` in a column beside it."""

    def get_prep_value(self, value: Any) -> Any:
        return seal(value) if value else ""

    def from_db_value(self, value: str | None, *_: Any) -> str:
        return unseal(value) if value else ""
