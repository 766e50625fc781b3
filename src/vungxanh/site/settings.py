"""One set of settings; what differs between centres comes from the environment or ``$VUNGXANH_HOME``."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from vungxanh.site import secrets

HOME = secrets.home()
PACKAGE = Path(__file__).resolve().parent.parent
KEYS = secrets.load(HOME / "keys.json")
SECRET_KEY, SECRET_KEY_FALLBACKS = KEYS["secret"][0], KEYS["secret"][1:]
SEALING_KEYS = KEYS["sealing"]

DEBUG = os.environ.get("VUNGXANH_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("VUNGXANH_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
HTTPS = os.environ.get("VUNGXANH_HTTPS") == "1"

ROOMS = [
    "places", "venues", "people", "agencies", "sites", "cases", "laboratory", "tracing", "isolation", "treatment", "pipeline",
    "tasks", "zones", "directives", "reports", "publications", "meetings",
]  # fmt: skip
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
    "vungxanh.common",
    *(f"vungxanh.rooms.{room}" for room in ROOMS if (PACKAGE / "rooms" / room / "__init__.py").exists()),
    "vungxanh.adapters.linelist",
    "vungxanh.adapters.series",
    "vungxanh.adapters.demo",
    "vungxanh.portal",
    "vungxanh.console",
]
INSTALLED_APPS = [
    app
    for app in INSTALLED_APPS
    if not app.startswith("vungxanh.") or (PACKAGE.parent / app.replace(".", "/") / "__init__.py").exists()
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "vungxanh.common.web.language.LanguageByChoice",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "vungxanh.rooms.agencies.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "vungxanh.common.web.refusals.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "vungxanh.site.urls"
WSGI_APPLICATION = "vungxanh.site.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "vungxanh.console.context.shell",
            ],
        },
    }
]


def database(url: str) -> dict[str, Any]:
    """Settings of ``postgresql://user:password@host:port/name``, or of SQLite in the home folder when empty."""
    if url:
        at = urlsplit(url)
        query = dict(part.split("=", 1) for part in at.query.split("&") if part)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": at.path.lstrip("/"),
            "USER": unquote(at.username or ""),
            "PASSWORD": unquote(at.password or ""),
            "HOST": query.get("host") or at.hostname or "",
            "PORT": str(at.port or ""),
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"pool": {"min_size": 1, "max_size": 8}},
        }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": HOME / "vungxanh.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # One writer at a time: take the lock at the start, wait for it, and reach the disk before saying yes.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                "PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;"
            ),
        },
    }


DATABASES = {"default": database(os.environ.get("VUNGXANH_DATABASE", ""))}

# What the floor `common` needs to know of the floors above it.
WIRING = "vungxanh.site.wiring.connect"
ACTOR_OF = "vungxanh.rooms.agencies.queries.actor"

AUTH_USER_MODEL = "agencies.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "vungxanh.rooms.agencies.views.locked"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the time told on the page is kept
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
OTP_TOTP_ISSUER = "Vùng Xanh"
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "agencies:login", "/", "agencies:login"

SESSION_COOKIE_AGE = 12 * 3600  # from log-in, however busy
SESSION_IDLE_SECONDS = 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_SAVE_EVERY_REQUEST = False
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

# E-mail is sent only where a server is named: smtp://user:password@host:587 (STARTTLS) or smtps://…:465.
SITE_URL = os.environ.get("VUNGXANH_URL", "").rstrip("/")
MAIL_READY = bool(os.environ.get("VUNGXANH_SMTP"))
_smtp = urlsplit(os.environ.get("VUNGXANH_SMTP", ""))
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if MAIL_READY else 'dummy'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = _smtp.hostname or "", _smtp.port or (465 if _smtp.scheme == "smtps" else 587)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_smtp.username or ""), unquote(_smtp.password or "")
EMAIL_USE_SSL, EMAIL_USE_TLS = _smtp.scheme == "smtps", _smtp.scheme == "smtp" and bool(_smtp.username)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("VUNGXANH_MAIL_FROM", "vungxanh@localhost")

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": HOME / "files"}},
    "staticfiles": {"BACKEND": "vungxanh.site.static_files.Gzipped"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SILENCED_SYSTEM_CHECKS: list[str] = []

# Names of people never reach a log: request lines only, no bodies, no local variables.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"vungxanh": {"level": "INFO"}, "axes": {"level": "ERROR"}},
}
