"""What a web process does before the first question, so that nobody waits for it."""

import logging
import threading

from django.db import connection

logger = logging.getLogger("vungxanh.warming")


def begin() -> None:
    """Lay out the tracing index of every disease with traced cases, in a thread of its own."""
    threading.Thread(target=_index, name="vungxanh-warming", daemon=True).start()


def _index() -> None:
    from vungxanh.rooms.tracing import queries

    try:
        for disease in queries.diseases_traced():
            queries.warm_up(disease)
    except Exception as error:  # the first question will build it, or say what is wrong
        logger.warning("warming: %s", type(error).__name__)
    finally:
        connection.close()
