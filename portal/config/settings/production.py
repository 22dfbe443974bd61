"""Settings of a served installation: https only, and nothing of the demo."""

from django.core.exceptions import ImproperlyConfigured

from portal.config.settings.base import *  # noqa: F403
from portal.config.settings.base import PUBLIC_URL

if not PUBLIC_URL.startswith("https://"):
    raise ImproperlyConfigured(
        f"ACADEMY_PUBLIC_URL is {PUBLIC_URL!r}: a served installation needs an https:// address."
    )
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_SSL_REDIRECT = True
