"""Settings. What an installation may change is read from the environment and listed in docs/how-to/run.md."""

import os
from pathlib import Path

import django_stubs_ext
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from tejido.config import env
from tejido.config.databases import database
from tejido.config.keys import load_keys

django_stubs_ext.monkeypatch()

PACKAGE = Path(__file__).resolve().parents[1]
CHECKOUT = Path(os.environ.get("TEJIDO_CHECKOUT", PACKAGE.parents[1]))

# Where this instance keeps its files. Keys belong on another disk, and in no backup of the database. A training ground
# beside it shares nothing: neither files nor keys, nor the database that DATABASE_URL names, since it is emptied daily.
TRAINING = env.flag("TEJIDO_TRAINING", default=False)
APART = "training" if TRAINING else ""
HOME = env.folder("TEJIDO_HOME", CHECKOUT / "var") / APART
KEYS_FOLDER = env.folder("TEJIDO_KEYS", HOME / "keys") / APART
KEYS = load_keys(KEYS_FOLDER)
EPOCHS = KEYS_FOLDER / "epochs"  # short-lived keys: mirrored, never archived; see tejido.ground.vault.epochs

SECRET_KEY = KEYS.django
DEBUG = env.flag("TEJIDO_DEBUG", default=False)
ALLOWED_HOSTS = env.words("TEJIDO_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
HTTPS = env.flag("TEJIDO_HTTPS", default=False)  # behind a proxy that speaks https; off on loopback and plain onions
CSRF_TRUSTED_ORIGINS = env.words("TEJIDO_ORIGINS", [])
SITE_NAME = env.text("TEJIDO_NAME", "Tejido")
SITE_URL = env.text("TEJIDO_URL", "http://127.0.0.1:8000").rstrip("/")
PUBLISHER_ID = env.text("TEJIDO_PUBLISHER_ID", "")  # of who runs the site, in org-id.guide's form; for its data
OCID_PREFIX = env.text("TEJIDO_OCID_PREFIX", "ocds-000000")  # as the Open Contracting Partnership gives it
DEMO = env.flag("TEJIDO_DEMO", default=False)  # marks every page as an example

INSTALLED_APPS = [
    "tejido.ground.web",
    "tejido.ground.ledger",
    "tejido.ground.places",
    "tejido.ground.people",
    "tejido.ground.notices",
    "tejido.ground.codes",
    "tejido.ground.files",
    "tejido.ground.intake",
    "tejido.ground.moderation",
    "tejido.ground.organisations",
    "tejido.ground.vault",
    "tejido.stages.reports",
    "tejido.stages.initiatives",
    "tejido.stages.roundtables",
    "tejido.stages.funding",
    "tejido.portal",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "csp",
]

MIDDLEWARE = [
    "tejido.ground.web.middleware.ForgetWhoAsks",
    "django.middleware.security.SecurityMiddleware",
    "tejido.ground.web.middleware.Headers",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tejido.ground.web.middleware.VisitorPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tejido.ground.people.middleware.WhoAndWhen",
    "tejido.ground.people.middleware.OpenedKey",
    "tejido.ground.web.middleware.ErrorPages",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tejido.ground.people.middleware.SecondFactor",
]

ROOT_URLCONF = "tejido.config.urls"
WSGI_APPLICATION = "tejido.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tejido.ground.web.context.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "tejido.ground.web.templatetags.web",
                "tejido.ground.ledger.templatetags.ledger",
            ],
        },
    }
]
FORM_RENDERER = "tejido.ground.web.rendering.Renderer"

DATABASES = {"default": database("" if TRAINING else env.text("DATABASE_URL", ""), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # Sign-in limits must hold over all processes, so they live in the database; they name an account, never an address.
    # Room for all counters of the time they hold, so that a flood of names cannot push out those of one account.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "web_limits",
        "KEY_FUNCTION": "tejido.ground.people.limits.row_key",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 2000},
        "TIMEOUT": 60,
    },
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Language and time: Spanish pages have plain addresses, English ones begin with /en/, so that no cookie is needed.
LANGUAGE_CODE = "es"
LANGUAGES = [("es", _("Spanish")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "config" / "locale", PACKAGE / "cli" / "locale"]  # apps bring their own
USE_I18N = True
USE_TZ = True
TIME_ZONE = "America/Mexico_City"
FORMAT_MODULE_PATH = "tejido.config.formats"
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static-built"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATIC_IS_BUILT = (STATIC_ROOT / "staticfiles.json").exists()
MEDIA_ROOT = HOME / "files"
SEALED_ROOT = HOME / "sealed"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "sealed": {  # readable by the site's own user only
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": SEALED_ROOT, "file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    },
    "staticfiles": {"BACKEND": "tejido.ground.web.bundle.BuiltFiles"},
}
WHITENOISE_USE_FINDERS = DEBUG or not STATIC_IS_BUILT
WHITENOISE_ALLOW_ALL_ORIGINS = False
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "tejido.ground.web.bundle.StyleFinder",  # the css folders of all apps as one file
]

# Accounts: a name and a password, no e-mail. See tejido.ground.people.
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "tejido.ground.people.hashing.Argon2id",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
KEY_LOCK = (3, 64 * 1024 * 1024)  # Argon2id on private keys: passes, bytes; see tejido.ground.people.locking
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "pending"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "tejido.ground.people.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "handle"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]  # the page itself is ours
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_FORMS = {
    "login": "tejido.ground.people.forms.SignInForm",
    "reauthenticate": "tejido.ground.people.forms.PasswordAgainForm",
}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
# By account only; limits of the whole site are tejido.ground.people.limits. Views that are not listed here and count by
# the address of a machine are not in our urls.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "6/5m/key", "reauthenticate": "10/5m/user"}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
MFA_ADAPTER = "tejido.ground.people.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1  # half a minute of difference between clocks
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "tejido.ground.people.forms.SecondStepForm",
    "activate_totp": "tejido.ground.people.forms.SetUpSecondStepForm",
    "add_webauthn": "tejido.ground.people.forms.AddKeyForm",
}

SESSION_ENGINE = "tejido.ground.people.sessions"
SESSION_COOKIE_AGE = 4 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "__Host-s" if HTTPS else "s"
CSRF_COOKIE_NAME = "__Host-f" if HTTPS else "f"
KEY_COOKIE_NAME = "__Host-k" if HTTPS else "k"  # see tejido.ground.people.unlocking
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_AGE = None  # forgotten when the browser closes
CSRF_FAILURE_VIEW = "tejido.ground.web.views.form_expired"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SECURE_REFERRER_POLICY = "same-origin"  # "no-referrer" makes browsers send "Origin: null", which the CSRF check refuses
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31536000
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# The safe form. See tejido.stages.reports.
REPORTS_PER_HOUR = env.number("TEJIDO_REPORTS_PER_HOUR", default=600)  # beyond it they wait, and none is refused
EXIT_URL = env.text("TEJIDO_EXIT", "https://es.wikipedia.org/")  # where "Leave now" leads

# Uploads stay in memory and are cleaned before anything is written. See tejido.ground.files.
FILE_UPLOAD_HANDLERS = ["tejido.ground.files.uploads.MemoryOnly"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

EMAIL_BACKEND = (
    "django.core.mail.backends.dummy.EmailBackend"
    if TRAINING or not env.text("TEJIDO_MAIL_HOST", "")
    else "django.core.mail.backends.smtp.EmailBackend"
)
EMAIL_HOST = env.text("TEJIDO_MAIL_HOST", "")
EMAIL_PORT = env.number("TEJIDO_MAIL_PORT", default=587)
EMAIL_HOST_USER = env.text("TEJIDO_MAIL_USER", "")
EMAIL_HOST_PASSWORD = env.text("TEJIDO_MAIL_PASSWORD", "")
EMAIL_USE_TLS = env.flag("TEJIDO_MAIL_TLS", default=True)
DEFAULT_FROM_EMAIL = env.text("TEJIDO_MAIL_FROM", "tejido@localhost")
ADMINS: list[tuple[str, str]] = []  # no mail of tracebacks: they hold what people typed

# Logs say what went wrong, never who asked: no address, user agent, path parameter or form content.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "tejido.ground.web.logs.Plain"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "ERROR"},
        "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
    },
}
