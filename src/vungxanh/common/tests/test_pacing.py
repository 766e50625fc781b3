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

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert (found[0] >= 0.1) == (connection.vendor == "sqlite")
