"""Settings of the unit and integration tests: fixed secrets, fast hashing, files in a temp dir."""

import os
import tempfile
from pathlib import Path

_state = Path(tempfile.gettempdir()) / f"academy-tests-{os.getuid()}"
_state.mkdir(mode=0o700, exist_ok=True)
os.environ.setdefault("ACADEMY_STATE_DIR", str(_state))
os.environ.setdefault("ACADEMY_PUBLIC_URL", "http://testserver")
for _name in ("ACADEMY_SECRET_KEY", "ACADEMY_HUB_API_TOKEN", "ACADEMY_OIDC_CLIENT_SECRET"):
    os.environ.setdefault(_name, f"test-only-{_name.lower()}")


def _signing_key() -> Path:
    """Return a key that is made once for each machine: making one takes longer than a test."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    target = _state / "oidc.pem"
    if not target.is_file():
        part = _state / f"oidc.pem.{os.getpid()}"
        part.write_bytes(
            rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        os.replace(part, target)
    return target


os.environ.setdefault("ACADEMY_OIDC_KEY_FILE", str(_signing_key()))

from portal.config.settings.base import *  # noqa: E402, F403
from portal.config.settings.base import (  # noqa: E402
    ALLOWED_HOSTS,
    AUTHENTICATION_BACKENDS,
    MIDDLEWARE,
    STATE_DIR,
)

ALLOWED_HOSTS = [*ALLOWED_HOSTS, "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
FILE_STORE_ROOT = STATE_DIR / f"files-{os.getpid()}"
MIDDLEWARE = [m for m in MIDDLEWARE if "whitenoise" not in m]
AUTHENTICATION_BACKENDS = [*AUTHENTICATION_BACKENDS]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
LINT_EXERCISES = False  # tests of lint turn it on; others publish small exercises made for them
