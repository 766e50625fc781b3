"""The product's settings with one more room, and addresses that need no log-in."""

from vungxanh.site.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.kill.app"]  # noqa: F405
ROOT_URLCONF = "tests.kill.urls"
WIRING = "tests.kill.wiring.connect"
LOGGING = {"version": 1, "disable_existing_loggers": False, "root": {"handlers": [], "level": "CRITICAL"}}
