"""Settings shared by every environment."""

from urllib.parse import urlsplit
from zoneinfo import available_timezones

import dj_database_url
from csp.constants import NONCE, NONE, SELF, UNSAFE_INLINE
from django.utils.translation import gettext_lazy as _

from portal.config import env

ENV = env.read()
REPOSITORY = env.REPOSITORY
STATE_DIR = ENV.state_dir
PUBLIC_URL = ENV.public_url
_public = urlsplit(PUBLIC_URL)
_secure = _public.scheme == "https"

SECRET_KEY = ENV.secret_key
DEBUG = False
ALLOWED_HOSTS = [_public.hostname or "localhost", *ENV.extra_hosts]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

INSTALLED_APPS = [
    "portal.config",
    "portal.exchange",
    "portal.workspaces",
    "portal.reporting",
    "portal.assignments",
    "portal.learning",
    "portal.courses",
    "portal.competencies",
    "portal.datasets",
    "portal.people",
    "portal.jobs",
    "portal.core",
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",  # a renamed or moved page leads on from its old address
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "treebeard",
    "django_filters",
    "axes",
    "csp",
    "oauth2_provider",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.core.middleware.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "portal.core.middleware.NullCharacterMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "portal.config.urls"
WSGI_APPLICATION = "portal.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "portal.core.context.page_furniture",
                "portal.people.menu.frame_menu",
            ],
        },
    },
]

DATABASES = {"default": dj_database_url.parse(ENV.database_url, conn_max_age=60)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"]["OPTIONS"] = {
        # Writers queue instead of failing half-way, and readers never wait for them.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "people:sign_in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "people:signed_out"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "people/locked_out.html"
AXES_ENABLE_ADMIN = False
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "portal.core.client_address.client_address"
SESSION_COOKIE_NAME = "academy_session"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = _secure
CSRF_COOKIE_NAME = "academy_csrf"
CSRF_COOKIE_SECURE = _secure
CSRF_FAILURE_VIEW = "portal.people.views.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the CMS previews pages in a frame of its own origin

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
        "manifest-src": [SELF],
        "object-src": [NONE],
    },
}

# Wagtail's editor makes inline scripts and styles, previews pages in a frame of this origin and
# shows pictures that exist only in the browser. Nothing of this holds outside /cms/.
CMS_CONTENT_SECURITY_POLICY = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "worker-src": [SELF, "blob:"],
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
LOCALE_PATHS = [REPOSITORY / "portal" / "locale"]
USE_TZ = True
TIME_ZONE = ENV.time_zone
# Python knows two names that are no place; a browser reports an error on meeting them in a list.
WAGTAIL_USER_TIME_ZONES = sorted(available_timezones() - {"Factory", "localtime"})
CONTACT_EMAIL = ENV.contact_email

STATIC_URL = "/static/"
STATIC_ROOT = STATE_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = STATE_DIR / "media"
FILE_STORE_ROOT = STATE_DIR / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 11 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 11 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

TASKS = {
    # Wagtail's own index work is done at once, so that search never lags behind a worker.
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    # Our jobs wait in the database for `python -m portal work`.
    "jobs": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["grading", "default"],
    },
}

WAGTAIL_SITE_NAME = "Civic Data Academy"
WAGTAILADMIN_BASE_URL = PUBLIC_URL
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_FRONTEND_LOGIN_URL = "/account/sign-in/"
WAGTAILADMIN_LOGIN_URL = "/account/sign-in/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True

OAUTH2_PROVIDER = {
    "OIDC_ENABLED": True,
    "OIDC_RSA_PRIVATE_KEY": ENV.oidc_key_file.read_text() if ENV.oidc_key_file.is_file() else "",
    "OIDC_ISS_ENDPOINT": f"{PUBLIC_URL}/o",
    "OIDC_RP_INITIATED_LOGOUT_ENABLED": False,
    "OAUTH2_VALIDATOR_CLASS": "portal.people.oidc.AcademyOAuth2Validator",
    "PKCE_REQUIRED": True,
    "SCOPES": {
        "openid": _("Sign you in"),
        "profile": _("Your name and user name"),
        "email": _("Your e-mail address"),
        "groups": _("Your roles and department"),
    },
    "ACCESS_TOKEN_EXPIRE_SECONDS": 600,
    "REFRESH_TOKEN_EXPIRE_SECONDS": 12 * 3600,
    "ROTATE_REFRESH_TOKEN": True,
    "ALLOWED_REDIRECT_URI_SCHEMES": ["http", "https"],
}
HUB_OIDC_CLIENT_ID = ENV.oidc_client_id
HUB_OIDC_CLIENT_SECRET = ENV.oidc_client_secret
HUB_BASE_PATH = "/workspace/"
HUB_SOCKET = ENV.hub_socket
HUB_API_TOKEN = ENV.hub_api_token
GRADER_SOCKET = ENV.grader_socket
COURSES_DIR = REPOSITORY / "courses"
EXERCISES_DIR = REPOSITORY / "exercises"
LINT_EXERCISES = True  # exercises that fail lint are not published
SUBMISSION_MAX_BYTES = 10 * 1024 * 1024

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "axes": {"level": "WARNING"},
        "matplotlib": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
    },
}
