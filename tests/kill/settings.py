"""The product's settings with one small room in place of those it has, and addresses that need no log-in.

What is killed is ``common``: its door, outbox, jobs and seals. Fifty starts on each database import no other room.
"""

from vungxanh.site.settings import *  # noqa: F403

KEPT = ("vungxanh.common", "vungxanh.rooms.agencies", "vungxanh.rooms.places")  # an audit row names accounts and areas
INSTALLED_APPS = [
    *(app for app in INSTALLED_APPS if not app.startswith("vungxanh.") or app in KEPT),  # noqa: F405
    "tests.kill.app",
]
ROOT_URLCONF = "tests.kill.urls"
WIRING = "tests.kill.wiring.connect"
LOGGING = {"version": 1, "disable_existing_loggers": False, "root": {"handlers": [], "level": "CRITICAL"}}
