"""Settings of the test run; ``VUNGXANH_DATABASE`` chooses the database as in life."""

import os
import tempfile

os.environ.setdefault("VUNGXANH_HOME", tempfile.mkdtemp(prefix="vungxanh-test-"))

from vungxanh.site.settings import *  # noqa: F403

SECRET_KEY = "test-only-" + "x" * 50
SEALING_KEYS = ["test-only-sealing-key"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
ALLOWED_HOSTS = ["*"]
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file with the pragmas of real life; Django's in-memory test database locks tables instead of using WAL.
    DATABASES["default"]["TEST"] = {"NAME": str(HOME / f"test-{os.getpid()}.sqlite3")}  # noqa: F405
else:
    # A pool opened before the test database exists would go on leading to the other one.
    DATABASES["default"]["OPTIONS"].pop("pool", None)  # noqa: F405
