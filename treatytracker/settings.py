"""Settings. Every environment variable is read here, through `env`, and listed in the README."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from treatytracker import __version__
from treatytracker import environment as env

BASE_DIR = Path(__file__).resolve().parent.parent

# Production is the default; `make demo` and the tests ask for development mode themselves.
DEVELOPMENT = env.flag("DEVELOPMENT")
DEBUG = env.flag("DEBUG")


def required(name, development_value, read=env.text):
    """Return a setting that production cannot do without."""
    value = read(name, default=development_value if DEVELOPMENT else None)
    if not value:
        raise ImproperlyConfigured(
            f"Set the environment variable {name}, or DEVELOPMENT=1 on your own machine."
        )
    return value


DEVELOPMENT_KEY = "for development only, never for a server " * 2
SECRET_KEY = required("SECRET_KEY", DEVELOPMENT_KEY)
ALLOWED_HOSTS = required("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"], env.hosts)
CSRF_TRUSTED_ORIGINS = env.origins("CSRF_TRUSTED_ORIGINS")

# How the site calls itself, and who runs it and is named as the source of its data.
SITE_NAME = env.title("SITE_NAME", default="Treaty Tracker")
OPERATOR = env.title("OPERATOR", default=f"{SITE_NAME} contributors")

INSTALLED_APPS = [
    "treatytracker.apps.TreatyTrackerAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "simple_history",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "csp",
    "django_countries",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "articles",
    "recommendations",
    "treatytracker",
]

MIDDLEWARE = [
    # Headers come first, for what others answer on their own: redirects, files, refusals.
    "treatytracker.middleware.add_safety_headers",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "treatytracker.middleware.allow_cross_origin_reads",
    # Compressing is safe here: the one secret in a page, the CSRF token, is masked anew in every
    # answer, and Django pads each compressed answer at random (against BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "treatytracker.middleware.refuse_other_ports",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "treatytracker.middleware.keep_sessions_short",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "recommendations.middleware.redirect_former_addresses",
    "treatytracker.middleware.AnswerOutages",
]

ROOT_URLCONF = "treatytracker.urls"
WSGI_APPLICATION = "treatytracker.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "treatytracker.context_processors.site_names",
            ],
        },
    },
]

# ── Database ─────────────────────────────────────────────────────────────────
CONN_MAX_AGE = env.number("CONN_MAX_AGE", default=60)
DATABASES = {
    "default": env.database("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Writers queue instead of failing: the write lock is taken when the transaction begins.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = CONN_MAX_AGE
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # Django's 300 would let a burst of requests push counts of failed sign-ins out.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# ── People ───────────────────────────────────────────────────────────────────
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
SIGN_IN_ATTEMPTS = env.number("SIGN_IN_ATTEMPTS", default=8, least=1)
SIGN_IN_ATTEMPTS_PER_ADDRESS = env.number("SIGN_IN_ATTEMPTS_PER_ADDRESS", default=50, least=1)
SIGN_IN_WINDOW_SECONDS = env.number("SIGN_IN_WINDOW_SECONDS", default=900, least=1)
# Whether staff must prove who they are in a second step, with a code from an app.
REQUIRE_TWO_FACTOR = env.flag("REQUIRE_TWO_FACTOR")
OTP_TOTP_ISSUER = SITE_NAME  # the name that the app shows
# Failed codes are limited like failed passwords; the library's own delays double without end.
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 0
SESSION_HOURS = env.number("SESSION_HOURS", default=12, least=1, most=8760)
SESSION_IDLE_MINUTES = env.number("SESSION_IDLE_MINUTES", default=120, least=1, most=525_600)
# Whether somebody may publish and withdraw what they entered themselves.
REVIEW_OWN_ENTRIES = env.flag("REVIEW_OWN_ENTRIES", default=DEVELOPMENT)
# How many proxies of ours stand in front and append to X-Forwarded-For; 0 believes none of it.
PROXY_COUNT = env.number("PROXY_COUNT", default=0, most=20)

# Where readers report errors; the page about the tracker names whichever is given.
CONTACT_EMAIL = env.email("CONTACT_EMAIL")
CONTACT_URL = env.web_address("CONTACT_URL")

# ── Language and time ────────────────────────────────────────────────────────
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
FORMAT_MODULE_PATH = ["treatytracker.formats"]
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

# ── Files ────────────────────────────────────────────────────────────────────
STATIC_URL = "static/"
STATIC_ROOT = env.folder("STATIC_ROOT", default=BASE_DIR / "staticfiles")
STATICFILES_DIRS = [BASE_DIR / "static"]
# In development files are served from where they lie, without collectstatic.
WHITENOISE_ALLOW_ALL_ORIGINS = False  # our files are for our pages
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEVELOPMENT
MEDIA_ROOT = env.folder("MEDIA_ROOT", default=BASE_DIR / "media")
STORAGES = {
    "default": {"BACKEND": "treatytracker.storage.WholeFileStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEVELOPMENT
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# ── Safety ───────────────────────────────────────────────────────────────────
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
        "upgrade-insecure-requests": not DEVELOPMENT,
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = SESSION_HOURS * 3600
CSRF_COOKIE_HTTPONLY = True  # scripts of ours take the token from the form
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "treatytracker.errors.csrf_failure"
# No SECURE_PROXY_SSL_HEADER: which proxy to believe about https is the application server's to say
# (gunicorn believes 127.0.0.1 alone unless told otherwise), so a visitor cannot claim it.
if not DEVELOPMENT:
    SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", default=True)
    SECURE_HSTS_SECONDS = env.number("SECURE_HSTS_SECONDS", default=31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = env.flag("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)
    SECURE_HSTS_PRELOAD = env.flag("SECURE_HSTS_PRELOAD", default=True)
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    # Browsers take a cookie of such a name from this very host alone, over https, for all paths.
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"

# ── API ──────────────────────────────────────────────────────────────────────
# Downloads of more than a thousand rows that run at once: in each process, and for one address.
# Half of its threads, so that pages always have the others (gunicorn.conf.py).
EXPORTS_AT_ONCE = env.number("EXPORTS_AT_ONCE", default=2, least=1)
EXPORTS_PER_VISITOR = env.number("EXPORTS_PER_VISITOR", default=1, least=1)
# Requests that one address may make, as a number and second, minute, hour or day; empty: no limit.
API_RATE = env.rate("API_RATE", default="" if DEVELOPMENT else "600/min")
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_THROTTLE_CLASSES": ["treatytracker.api.throttling.VisitorRateThrottle"],
    "DEFAULT_SCHEMA_CLASS": "treatytracker.api.schema.DescribedSchema",
    "EXCEPTION_HANDLER": "treatytracker.api.exception_handler.problem_details",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "NUM_PROXIES": PROXY_COUNT,
}
SPECTACULAR_SETTINGS = {
    "TITLE": SITE_NAME,
    "DESCRIPTION": "Who asked for what on which article of a treaty in negotiation, in which "
    "words, and what became of it. Everything here is public and read-only; no key is needed.",
    "VERSION": __version__,
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_NAME_OVERRIDES": {
        "Basis": "articles.models.Basis",
        "BaseBasis": "recommendations.models.Proposal.Basis",
        "TreatyStatus": "articles.models.Treaty.Status",
        "SessionKind": "articles.models.Session.Kind",
        "DraftKind": "articles.models.Draft.Kind",
        "DivisionKind": "articles.models.Division.Kind",
        "ArticleKind": "articles.models.Article.Kind",
        "ProvisionKind": "articles.models.Provision.Kind",
        "OrganisationKind": "recommendations.models.Organisation.Kind",
        "AlignmentKind": "articles.api.alignment.KINDS",
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

# Reverting could bring back a published state; the desk restores through its own act.
SIMPLE_HISTORY_REVERT_DISABLED = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {
        # Scanners ask for made-up hosts all day; each gets its 400 and needs no line of its own.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
    "root": {"handlers": ["console"], "level": env.log_level("LOG_LEVEL", default="WARNING")},
}
