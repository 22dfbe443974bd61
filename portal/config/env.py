"""The only reader of the process environment in the portal.

Secrets come from the environment or, on one machine, from ``secrets.json`` in the state directory,
which ``python -m portal setup`` writes once. A missing secret stops start-up.
"""

import json
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
SECRET_NAMES = (
    "ACADEMY_SECRET_KEY",
    "ACADEMY_HUB_API_TOKEN",
    "ACADEMY_OIDC_CLIENT_SECRET",
    "JUPYTERHUB_CRYPT_KEY",
    "CONFIGPROXY_AUTH_TOKEN",
)


class MissingSettingError(RuntimeError):
    """A setting without which the portal must not start is absent."""


@dataclass(frozen=True)
class Environment:
    """What the portal takes from outside, read once."""

    state_dir: Path
    run_dir: Path
    public_url: str
    database_url: str
    secret_key: str
    hub_api_token: str
    oidc_client_id: str
    oidc_client_secret: str
    oidc_key_file: Path
    hub_socket: Path
    grader_socket: Path
    portal_socket: Path
    time_zone: str
    contact_email: str
    extra_hosts: tuple[str, ...]


def _stored_secrets(state_dir: Path) -> dict[str, str]:
    path = state_dir / "secrets.json"
    if not path.is_file():
        return {}
    stored: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return stored


def state_dir() -> Path:
    """Return the directory that holds everything the academy writes."""
    return Path(os.environ.get("ACADEMY_STATE_DIR", str(REPOSITORY / "var"))).resolve()


@cache
def read() -> Environment:
    """Read the environment.

    Raises:
        MissingSettingError: a secret is neither in the environment nor in ``secrets.json``.
    """
    state = state_dir()
    stored = _stored_secrets(state)

    def secret(name: str) -> str:
        value = os.environ.get(name) or stored.get(name)
        if not value:
            raise MissingSettingError(
                f"{name} is not set. Run `python -m portal setup` once, "
                f"or put {name} into the environment."
            )
        return value

    run_dir = Path(os.environ.get("ACADEMY_RUN_DIR", str(state / "run")))
    return Environment(
        state_dir=state,
        run_dir=run_dir,
        public_url=os.environ.get("ACADEMY_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/"),
        database_url=os.environ.get(
            "ACADEMY_DATABASE_URL", f"sqlite:///{state / 'portal.sqlite3'}"
        ),
        secret_key=secret("ACADEMY_SECRET_KEY"),
        hub_api_token=secret("ACADEMY_HUB_API_TOKEN"),
        oidc_client_id=os.environ.get("ACADEMY_OIDC_CLIENT_ID", "academy-hub"),
        oidc_client_secret=secret("ACADEMY_OIDC_CLIENT_SECRET"),
        oidc_key_file=Path(os.environ.get("ACADEMY_OIDC_KEY_FILE", str(state / "oidc.pem"))),
        hub_socket=Path(os.environ.get("ACADEMY_HUB_SOCKET", str(run_dir / "hub.sock"))),
        grader_socket=Path(os.environ.get("ACADEMY_GRADER_SOCKET", str(run_dir / "grader.sock"))),
        portal_socket=Path(os.environ.get("ACADEMY_PORTAL_SOCKET", str(run_dir / "portal.sock"))),
        time_zone=os.environ.get("ACADEMY_TIME_ZONE", "UTC"),
        # Without one, the pages say to ask the administrator of one's own department.
        contact_email=os.environ.get("ACADEMY_CONTACT_EMAIL", "").strip(),
        extra_hosts=tuple(h for h in os.environ.get("ACADEMY_HOSTS", "").split(",") if h),
    )
