"""Who is who is known to the centre alone: ids are enciphered with its key, and read back with it."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

import numpy as np
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes


class Pseudonyms:
    """A keyed permutation of 16-byte ids: equal ids stay equal, no two fall together, no table is kept.

    ECB is what is wanted here: each id is one block, no id is like another, and the same id must give the same block.
    """

    def __init__(self, key: bytes) -> None:
        self._cipher = Cipher(algorithms.AES(key), modes.ECB())  # noqa: S305 -- see above

    def hide(self, ids: bytes) -> list[bytes]:
        """Ids one after another, 16 bytes each -> pseudonyms."""
        return _blocks(self._run(self._cipher.encryptor(), ids))

    def hide_uuids(self, ids: Iterable[UUID]) -> list[bytes]:
        """The same for UUIDs."""
        return self.hide(b"".join(one.bytes for one in ids))

    def reveal(self, pseudonyms: Iterable[bytes]) -> list[UUID]:
        """Back."""
        return [UUID(bytes=one) for one in _blocks(self._run(self._cipher.decryptor(), b"".join(pseudonyms)))]

    @staticmethod
    def _run(context: object, data: bytes) -> bytes:
        return context.update(data) + context.finalize()  # type: ignore[attr-defined,no-any-return]


def _blocks(data: bytes) -> list[bytes]:
    found: list[bytes] = np.frombuffer(data, "V16").tolist()
    return found
