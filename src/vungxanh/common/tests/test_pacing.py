"""Background writes leave gaps on SQLite."""

import threading
import time

import pytest
from django.db import connection

from vungxanh.common import pacing


@pytest.mark.django_db(transaction=True)
def test_only_the_background_rests_and_only_on_sqlite() -> None:
    def held() -> float:
        begun = time.monotonic()
        with pacing.paced():
            time.sleep(0.05)
        return time.monotonic() - begun

    assert held() < 0.09
    found: list[float] = []

    def work() -> None:
        pacing.in_background()
        found.append(held())
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sqlite = connection.vendor == "sqlite"
    assert (min(found) >= 0.09) == sqlite
    assert (max(found) >= 0.19) == sqlite, "two of the background take turns, each with its rest"
