"""What a web process does before the first question, so that nobody waits for it."""

import logging
import threading

from django.db import connection

from vungxanh.common.heavy import settled

logger = logging.getLogger("vungxanh.warming")
_AFTER_SECONDS = 3.0  # the first page goes before


def begin() -> None:
    """Map sheets, names of places, the tracing index of every disease with traced cases, in a thread of its own."""
    later = threading.Timer(_AFTER_SECONDS, _everything)
    later.name, later.daemon = "vungxanh-warming", True
    later.start()


def _everything() -> None:
    for prepare in (_sheets, _places, _index, settled):
        try:
            prepare()
        except Exception as error:  # the first question will build it, or say what is wrong
            logger.warning("warming: %s", type(error).__name__)
        finally:
            connection.close()


def _sheets() -> None:
    from vungxanh.console.map import asking

    asking.warm_up()


def _places() -> None:
    from vungxanh.rooms.places import queries

    queries.index()


def _index() -> None:
    from vungxanh.rooms.tracing import queries

    for disease in queries.diseases_traced():
        queries.warm_up(disease)
