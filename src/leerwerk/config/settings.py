"""Settings, from the environment, with safe defaults: production unless told otherwise."""

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from leerwerk.config import launcher, paths, production
from leerwerk.config.log_setup import logging_config

env = os.environ
SOURCE_DIR = Path(__file__).resolve().parents[1]
MODE = paths.mode()
IS_PRODUCTION = MODE == "production"

if IS_PRODUCTION and (missing := production.missing_settings(env)):
    raise ImproperlyConfigured(
        "Productie start niet:\n- "
        + "\n- ".join(missing)
        + "\nVoor een demonstratie op deze computer: leerwerk demo (of LEERWERK_MODE=demo)."
    )

VAR_DIR = paths.make_var_dir()
DEBUG = not IS_PRODUCTION and production.is_true(env.get("LEERWERK_DEBUG"))
SECRET_KEY = env.get("LEERWERK_SECRET_KEY") or paths.machine_secret()
# Encrypts who an audit entry is about. Apart from SECRET_KEY, which must be replaceable without losing those.
DATA_KEY = env.get("LEERWERK_DATA_KEY") or f"data-key:{SECRET_KEY}"

# --- Where the site is ---
BASE_URL = env.get("LEERWERK_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = production.words(env.get("LEERWERK_ALLOWED_HOSTS"))
if not IS_PRODUCTION:
    ALLOWED_HOSTS += ["127.0.0.1", "localhost", "[::1]", "testserver"]
SECURITY_CONTACT = env.get("LEERWERK_SECURITY_CONTACT", "")  # an address for /.well-known/security.txt
CSRF_TRUSTED_ORIGINS = [BASE_URL] if BASE_URL.startswith("https://") else []
ROOT_URLCONF = "leerwerk.config.urls"
WSGI_APPLICATION = "leerwerk.config.wsgi.application"

# --- What it is made of ---
INSTALLED_APPS = [
    "leerwerk.web.ui.apps.UiConfig",
    "leerwerk.web.public.apps.PublicConfig",
    "leerwerk.web.desk.apps.DeskConfig",
    "leerwerk.web.partner.apps.PartnerConfig",
    "leerwerk.web.steering.apps.SteeringConfig",
    "leerwerk.demo.apps.DemoConfig",
    "leerwerk.exchange.apps.ExchangeConfig",
    "leerwerk.insight.apps.InsightConfig",
    "leerwerk.search.apps.SearchConfig",
    "leerwerk.matching.apps.MatchingConfig",
    "leerwerk.funding.apps.FundingConfig",
    "leerwerk.casework.apps.CaseworkConfig",
    "leerwerk.contact.apps.ContactConfig",
    "leerwerk.programme.apps.ProgrammeConfig",
    # Wagtail: what pages, pictures and their editor need. Its receivers come before those of knowledge.
    "wagtail.users",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "taggit",
    "leerwerk.knowledge.apps.KnowledgeConfig",
    "leerwerk.catalogue.apps.CatalogueConfig",
    "leerwerk.people.apps.PeopleConfig",
    "leerwerk.network.apps.NetworkConfig",
    "leerwerk.accounts.apps.AccountsConfig",
    "leerwerk.kernel.apps.KernelConfig",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "leerwerk.accounts.oidc.apps.OidcConfig",
    "procrastinate.contrib.django",
    "whitenoise.runserver_nostatic",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "leerwerk.web.ui.apps.AssetsConfig",
    "django.contrib.sitemaps",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
]
MIDDLEWARE = [
    "leerwerk.config.middleware.RequestContextMiddleware",
    "leerwerk.config.middleware.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "leerwerk.web.site.SiteMiddleware",  # before whatever asks for the host, and for the path
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "leerwerk.web.caching.SharedPagesMiddleware",  # before what sets cookies
    "django.contrib.sessions.middleware.SessionMiddleware",
    "leerwerk.web.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "leerwerk.web.actor.ActorMiddleware",
    "leerwerk.web.refusing.HostileMiddleware",  # after site, language and visitor: its page shows them
    "leerwerk.web.slashes.TrailingSlashMiddleware",
    "leerwerk.web.second_step.SecondStepMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
COTTON_DIR = "cotton"

# --- Database, queue, cache ---
# Kept connections are tried before use, so the site recovers by itself after the database was away.
DATABASES = {
    "default": dj_database_url.parse(
        env.get("DATABASE_URL") or launcher.local_url(),
        conn_max_age=0 if MODE == "test" else 60,  # threads of a test end before their connections would
        conn_health_checks=True,
    )
}
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES: dict[str, dict[str, object]] = {
    # Shared by all processes, otherwise the limits on sign-in attempts would count per process.
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "kernel_cache"}
    if MODE != "test"
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
# A full cache throws away at random: then limits and used proofs of work would be forgotten.
CACHES["default"]["OPTIONS"] = {"MAX_ENTRIES": 50_000}
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"

# --- Signing in ---
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
if MODE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STAFF_MFA = env.get("LEERWERK_STAFF_MFA") or ("required" if IS_PRODUCTION else "optional")
ACCOUNT_ADAPTER = "leerwerk.accounts.adapter.ClosedAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = (
    "none"  # staff: known to an administrator; citizens: proven before there is an account
)
ACCOUNT_LOGIN_BY_CODE_ENABLED = ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = (
    True  # citizens only (accounts.adapter)
)
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "dashed": True, "length": 8}
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = int(timedelta(minutes=15).total_seconds())
ACCOUNT_LOGIN_TIMEOUT = int(timedelta(minutes=30).total_seconds())
ACCOUNT_RATE_LIMITS = {"request_login_code": "20/m/ip,100/h/ip,3/m/key,12/h/key"}
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # a borrowed session is not enough to change password or address
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Open Leerwerk"
MFA_ALLOW_UNVERIFIED_EMAIL = True
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "/"
# Citizens by a provider that we trust to know addresses. A link and no form begins it: our CSP lets no form leave.
SOCIALACCOUNT_ADAPTER = "leerwerk.accounts.oidc.adapter.CitizenSocialAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": production.oidc_apps(env)}}
SESSION_COOKIE_AGE = int(timedelta(hours=10).total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# --- Headers ---
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_PRODUCTION
SECURE_SSL_REDIRECT = IS_PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^health/"]
if env.get("LEERWERK_TLS") == "proxy":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # Attempts to sign in are counted per visitor: without this all of them would share the proxy's address.
    ALLAUTH_TRUSTED_PROXY_COUNT = int(env.get("LEERWERK_PROXIES") or 1)
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if IS_PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
PERMISSIONS_POLICY = "camera=(), geolocation=(self), microphone=(), payment=(), usb=(), browsing-topics=()"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# --- Forms that anybody may post (leerwerk.web.guard) ---
ALTCHA_HMAC_KEY = f"altcha:{SECRET_KEY}"
# The most sums of the browser of a visitor: about a second of a slow phone; elsewhere a blink.
GUARD_DIFFICULTY = 50_000 if IS_PRODUCTION else 1_000

# --- Language, time, files ---
LANGUAGE_CODE = "nl"
# Each by its own name, as it stands in the menu. What is where: leerwerk.web.language.
LANGUAGES = [("nl", "Nederlands"), ("en", "English"), ("ar", "العربية")]
LOCALE_PATHS = [SOURCE_DIR / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
# No thousand separators by themselves: they would land in addresses and form fields too.
USE_THOUSAND_SEPARATOR = False
STATIC_URL = "/static/"  # absolute: a relative one would take the prefix of the first regional site asked
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = VAR_DIR / "uploads"
MEDIA_URL = "/media/"
WHITENOISE_USE_FINDERS = not IS_PRODUCTION
if not IS_PRODUCTION:
    STATIC_ROOT.mkdir(exist_ok=True)  # nothing is collected there, but its absence is complained about
_static_storage = (
    "whitenoise.storage.CompressedManifestStaticFilesStorage"
    if IS_PRODUCTION
    else "django.contrib.staticfiles.storage.StaticFilesStorage"
)
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    },
    "staticfiles": {"BACKEND": _static_storage},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# --- Stories and news (Wagtail): nothing of its own accounts, and no calls to others ---
WAGTAIL_SITE_NAME = "Open Leerwerk"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAIL_CONTENT_LANGUAGES = WAGTAILADMIN_PERMITTED_LANGUAGES = [("nl", "Nederlands")]
WAGTAILIMAGES_IMAGE_MODEL = "knowledge.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "leerwerk.knowledge.uploads.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_FINISH_WORKFLOW_ACTION = "leerwerk.knowledge.publishing.publish_checked"

# --- Mail ---
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.get("LEERWERK_EMAIL_FROM", "Open Leerwerk <noreply@localhost>")
if email_url := env.get("LEERWERK_EMAIL_URL"):
    _mail = urlsplit(email_url)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _mail.hostname or "localhost", _mail.port or 25
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
    EMAIL_USE_SSL = _mail.scheme == "smtps"
    EMAIL_USE_TLS = _mail.scheme == "smtp" and EMAIL_PORT == 587  # noqa: PLR2004
    EMAIL_TIMEOUT = 15
elif MODE == "test":
    EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"

LOGGING_CONFIG = None
logging_config(
    as_json=IS_PRODUCTION, level=env.get("LEERWERK_LOG_LEVEL", "INFO" if MODE != "test" else "WARNING")
)
