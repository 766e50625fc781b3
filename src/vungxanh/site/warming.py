"""What a web process does before the first question, so that nobody waits for it."""

import logging
import threading

from django.db import connection

logger = logging.getLogger("vungxanh.warming")
_AFTER_SECONDS = 3.0  # the first page goes before


def begin() -> None:
    """Lay out the tracing index of every disease with traced cases, in a thread of its own."""
    later = threading.Timer(_AFTER_SECONDS, _index)
    later.name, later.daemon = "vungxanh-warming", True
    later.start()


def _index() -> None:
    from vungxanh.rooms.tracing import queries

    try:
        for disease in queries.diseases_traced():
            queries.warm_up(disease)
    except Exception as error:  # the first question will build it, or say what is wrong
        logger.warning("warming: %s", type(error).__name__)
    finally:
        connection.close()
