"""Django's settings, from the environment (`environment.VARIABLES`): a local start, or a server for several firms."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from ancrage import __version__
from ancrage.web import environment as env
from ancrage.web import logs

MODE = env.mode()
LOCAL = MODE == "local"
DATA = env.data_folder()
SIGNALS = Path(env.value("SIGNALS", str(DATA / "signals")))
SIGNALS_MIRROR = env.value("SIGNALS_MIRROR", "")
BASE = Path(__file__).parent

DEBUG = False
SECRET_KEY = env.local_secret(DATA) if LOCAL else env.value("SECRET_KEY")
# Local mode answers to this machine's own names alone: a page elsewhere cannot have its name resolve to us.
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"] if LOCAL else env.names("HOSTS")
SITE_SCHEME = "http" if LOCAL else "https"

DATABASES: dict[str, dict[str, Any]] = {
    "default": env.sqlite(DATA / "ancrage.sqlite3")
    if LOCAL
    else env.postgresql(env.value("DATABASE_URL"))
}
APPLICATION_ROLE = "" if LOCAL else str(DATABASES["default"].get("USER", ""))
if not LOCAL and env.value("AS_OWNER", "no") == "yes":
    DATABASES["default"] = env.postgresql(env.value("OWNER_DATABASE_URL"))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",  # allauth's list of sessions says how long ago
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "ancrage.web.apps.WebConfig",
]
MIDDLEWARE = [
    "ancrage.web.middleware.one_line",
    "ancrage.web.middleware.api_over_tls",
    "django.middleware.security.SecurityMiddleware",
    "ancrage.web.middleware.content_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ancrage.web.middleware.kept_nowhere",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "ancrage.web.middleware.session_limits",
    "ancrage.web.middleware.reader",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]
ROOT_URLCONF = "ancrage.web.urls"
WSGI_APPLICATION = "ancrage.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "ancrage.web.context.page",
            ],
            "builtins": [
                "ancrage.web.templatetags.words",
                "ancrage.web.templatetags.grids",
                "ancrage.web.templatetags.once",
            ],
        },
    }
]

# Accounts
SENDS_MAIL = not LOCAL and bool(env.value("SMTP_HOST", ""))
AUTH_USER_MODEL = "web.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "ancrage.web.people.passwords.ContextWords"},
]
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "ancrage.web.people.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if SENDS_MAIL else "none"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = not LOCAL
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Ancrage : "
ACCOUNT_DEFAULT_HTTP_PROTOCOL = SITE_SCHEME
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key,20/m/ip", "login": "30/m/ip"}
API_FAILURES = 30  # unknown tokens from one address in five minutes, after which it must wait
# Addresses on the network count for the rate limits: behind a proxy, the one that the proxy saw.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if not LOCAL and env.value("PROXY", "no") == "yes" else 0
PASSWORD_RESET_TIMEOUT = 3600
MFA_ADAPTER = "ancrage.web.people.factors.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Ancrage"
MFA_ALLOW_UNVERIFIED_EMAIL = not SENDS_MAIL  # without a mail server no address can be verified
SECOND_FACTOR_REQUIRED = not LOCAL and env.value("SECOND_FACTOR", "offered") == "required"
SESSION_LONGEST = SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_IDLE = 24 * 3600  # on a server
COOKIE_PREFIX = "" if LOCAL else "__Host-"  # kept for this very host, over TLS only
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}ancrage_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}ancrage_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "ancrage.web.errors.csrf_failure"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}ancrage_language"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # they name files

# Security
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LOCAL
SECURE_SSL_REDIRECT = not LOCAL
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 0 if LOCAL else 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = not LOCAL
SECURE_HSTS_PRELOAD = not LOCAL
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if not LOCAL and env.value("PROXY", "no") == "yes":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # the QR code of the second factor, arrows of the stylesheet
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1 << 20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 2000
FILE_UPLOAD_HANDLERS = ["ancrage.web.imports.receiving.BoundedUpload"]
LARGEST_UPLOAD = 300 << 20  # bytes of one dropped file
LARGEST_REQUEST = 1 << 30  # bytes of all files dropped together
FIRM_BYTES = 0 if LOCAL else int(env.value("FIRM_MB", "5000")) * 1_000_000  # of files; 0: no limit

# Work in the background
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
LEASE_SECONDS = float(env.value("LEASE_SECONDS", "30"))
CHILD_MEMORY_MB = 3072  # of a child that reads or computes, where the system can limit it
CHILD_SECONDS = 900
READ_SECONDS = 300

# Words
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English"), ("fr-ca", "Français (Québec)")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.value("TIME_ZONE", "Europe/Paris")

# Static files
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE / "static"]
STATIC_ROOT = (
    DATA / f"static-{__version__}" if LOCAL else Path(env.value("STATIC", str(DATA / "static")))
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # nothing is kept there
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600

# Cache: counts of the rate limits only
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if LOCAL
    else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "web_cache"}
}

# Mail
if not SENDS_MAIL:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
else:
    EMAIL_HOST = env.value("SMTP_HOST")
    EMAIL_PORT = int(env.value("SMTP_PORT", "587"))
    EMAIL_HOST_USER = env.value("SMTP_USER", "")
    EMAIL_HOST_PASSWORD = env.value("SMTP_PASSWORD", "")
    EMAIL_USE_TLS = True
    EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.value("MAIL_FROM", f"ancrage@{ALLOWED_HOSTS[0]}")

# Logs: what happened, without names or addresses of people
LOGGING = logs.configuration(env.value("LOG_LEVEL", "WARNING" if LOCAL else "INFO"), json=not LOCAL)
SILENCED_SYSTEM_CHECKS: list[str] = []
