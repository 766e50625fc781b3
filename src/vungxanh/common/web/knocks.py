"""How often somebody without an account may knock. Counted in this process, for as long as a window lasts."""

import hashlib
import time

from django.core.cache import cache


def too_many(what: str, who: str, most: int, seconds: int) -> bool:
    """Whether ``who`` has done ``what`` more than ``most`` times in this window of so many seconds; counts this time."""
    name = hashlib.sha256(f"{what}:{who}".encode()).hexdigest()
    key = f"knocks:{name}:{int(time.time()) // seconds}"
    cache.add(key, 0, seconds * 2)
    try:
        return cache.incr(key) > most
    except ValueError:  # thrown out of the cache meanwhile
        return False
