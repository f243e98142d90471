"""Every setting of the site. The environment is read in one block at the top; without it the site is safe and small."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from environs import Env, validate

from .environment import (
    API_ADDRESS,
    DATABASE_ADDRESS,
    MAIL_ADDRESS,
    SITE_ADDRESS,
    bucket_at,
    is_list_of_postgresql,
    is_time_zone,
    is_usable_store,
)
from .secret_key import kept_secret_key

BASE_DIR = Path(__file__).resolve().parent.parent

# --- The environment; docs/operations.md says what each of them does --------------------------------------------------
env = Env(eager=False)
DATA_DIR: Path = (BASE_DIR / (env.str("FLOCK_DATA", "") or "var")).resolve()
DEBUG = env.bool("DEBUG", False)
HOST = env.str("HOST", "127.0.0.1")
PORT = env.int("PORT", 8000, validate=validate.Range(1, 65535))
SITE_URL = (env.str("SITE_URL", f"http://127.0.0.1:{PORT}", validate=SITE_ADDRESS) or "").rstrip("/")
HTTPS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]", urlsplit(SITE_URL).hostname])
COMMENT_EDIT_MINUTES = env.int("COMMENT_EDIT_MINUTES", 15, validate=validate.Range(0))  # 0: for ever
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", int(HTTPS), validate=validate.Range(0, 9))
WEB_WORKERS = env.int("WEB_WORKERS", min(len(os.sched_getaffinity(0)), 8), validate=validate.Range(1, 64))
database = (
    env.dj_db_url("DATABASE_URL", conn_health_checks=True)
    if env.str("DATABASE_URL", "", validate=DATABASE_ADDRESS)
    else None
)
REPLICA_URLS: list[str] = env.list("REPLICA_URLS", [], validate=is_list_of_postgresql)
cache = env.dj_cache_url("CACHE_URL") if env.str("CACHE_URL", "") else None
MEDIA_STORE = env.str("MEDIA_STORE", "", validate=is_usable_store)
email = env.dj_email_url("EMAIL_URL") if env.str("EMAIL_URL", "", validate=MAIL_ADDRESS) else {}
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("EMAIL_FROM", "flock@localhost")
RATING_GLYPH = env.str("RATING_GLYPH", "sheep", validate=validate.OneOf(["sheep", "stars"]))
SITE_NAME = env.str("SITE_NAME", "Flock")
TIME_ZONE = env.str("TIME_ZONE", "UTC", validate=is_time_zone)
TMDB_API_KEY = env.str("TMDB_API_KEY", "")
TMDB_URL = env.str("TMDB_URL", "https://api.themoviedb.org/3", validate=API_ADDRESS)
SECRET_KEY = env.str("SECRET_KEY", "")
env.seal()
# ----------------------------------------------------------------------------------------------------------------------

SECRET_KEY = SECRET_KEY or kept_secret_key(DATA_DIR)

INSTALLED_APPS = [
    "config",
    "reviews",
    "films",
    "accounts",
    "pictures",
    "config.administration.Administration",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "django_rich",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "config.visitors.VisitorPages",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_http_compression.middleware.HttpCompressionMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.MembersLanguage",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "reviews.moderation.middleware.Standing",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.site",
            ],
        },
    },
]

# An acknowledged write survives a power cut (synchronous), readers and the one writer do not wait for each other (WAL),
# and a writer that has to wait does so for longer than eight busy ones have been seen to need (timeout, seconds).
SQLITE = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; "
        "PRAGMA mmap_size=268435456; PRAGMA cache_size=-6000; PRAGMA journal_size_limit=67108864"
    ),
}
DATABASES = {"default": database or {"ENGINE": "django.db.backends.sqlite3", "NAME": str(DATA_DIR / "flock.sqlite3")}}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"] |= {"CONN_MAX_AGE": None, "OPTIONS": SQLITE}
else:
    DATABASES["default"] |= {"ENGINE": "config.postgresql", "CONN_MAX_AGE": 600}
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)

# Who only looks reads from these: config/replicas.py. Silence of a replica's machine is noticed within 3 seconds.
for number, url in enumerate(REPLICA_URLS, 1):
    replica: dict[str, Any] = {**dj_database_url.parse(url), "CONN_MAX_AGE": 600, "TEST": {"MIRROR": "default"}}
    replica["OPTIONS"] = {"connect_timeout": 2, "tcp_user_timeout": 3000} | replica.get("OPTIONS", {})
    DATABASES[f"replica_{number}"] = replica
if REPLICA_URLS:
    DATABASE_ROUTERS = ["config.replicas.Router"]
    MIDDLEWARE.insert(0, "config.replicas.Reading")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SHARES_PAGES = bool(cache and cache["BACKEND"].endswith("RedisCache"))
if cache and SHARES_PAGES:
    cache["BACKEND"] = "config.caches.PatientRedis"
# The default cache is one for all workers (rate limits count in it): a table until CACHE_URL names a Redis.
CACHES = {
    "default": cache or {"BACKEND": "config.caches.Table", "LOCATION": "shared_cache"},
}

# The queue is in the site's own database; config/background.py works it off.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS: list[dict[str, object]] = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
SESSION_COOKIE_AGE = 30 * 24 * 3600

# An address has to be confirmed only where mail leaves the house: otherwise nobody could get into a new site.
SENDS_MAIL = bool(email)
ACCOUNT_ADAPTER = "accounts.adapter.MemberAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.LogInForm",
    "signup": "accounts.forms.SignUpForm",
    "change_password": "accounts.forms.NewPasswordForm",
    "reauthenticate": "accounts.forms.ProofForm",
    "reset_password": "accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "accounts.forms.PasswordByLinkForm",
    "add_email": "accounts.forms.NewAddressForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if SENDS_MAIL else "optional"
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # in the browser that signed up, and only there
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"[{SITE_NAME}] "
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_USER_DISPLAY = str
MFA_ADAPTER = "accounts.adapter.MemberMFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # codes of the half-minute before and after: telephones' clocks differ
MFA_ALLOW_UNVERIFIED_EMAIL = not SENDS_MAIL
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # which browsers allow at http://localhost only

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("de", _("German"))]
THEME_COOKIE_NAME = "theme"
FORMAT_MODULE_PATH = ["config.formats"]
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
MEDIA_URL = "media/"
MEDIA_ROOT = DATA_DIR / "media"
# Public pictures; and what not everybody may see, which leaves only through views that ask who wants it.
FILES, BUCKET = "django.core.files.storage.FileSystemStorage", "config.bucket.Bucket"
STORAGES = {
    "default": {"BACKEND": FILES},
    "private": {"BACKEND": FILES, "OPTIONS": {"location": str(DATA_DIR / "private"), "base_url": None}},
    "staticfiles": {"BACKEND": "config.storage.StaticStorage"},
}
if MEDIA_STORE:
    STORAGES["default"] = {"BACKEND": BUCKET, "OPTIONS": bucket_at(MEDIA_STORE, "media")}
    STORAGES["private"] = {"BACKEND": BUCKET, "OPTIONS": bucket_at(MEDIA_STORE, "private")}

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# Until EMAIL_URL names a mail server, every message becomes a file in the data folder.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = str(DATA_DIR / "mail")
EMAIL_TIMEOUT = 10
globals().update({name: value for name, value in email.items() if value})

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO" if DEBUG else "WARNING", "propagate": True},
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # scanners ask all day; their answer is a plain 400
    },
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "upgrade-insecure-requests": HTTPS,
    }
}
PERMISSIONS_POLICY: dict[str, str | list[str]] = {
    **{name: [] for name in ("camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone")},
    **{name: [] for name in ("accelerometer", "midi", "payment", "usb")},
    "publickey-credentials-create": "self",
    "publickey-credentials-get": "self",
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_SSL_REDIRECT = HTTPS and TRUSTED_PROXIES > 0
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
# What a proxy says about a request is believed only where the operator says that there is one.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES

if DEBUG and importlib.util.find_spec("debug_toolbar"):
    INSTALLED_APPS += ["debug_toolbar"]
    # inside the compression: it writes into the page
    compression = MIDDLEWARE.index("django_http_compression.middleware.HttpCompressionMiddleware")
    MIDDLEWARE.insert(compression + 1, "debug_toolbar.middleware.DebugToolbarMiddleware")
    INTERNAL_IPS = ["127.0.0.1", "::1"]
