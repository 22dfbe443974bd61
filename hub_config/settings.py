"""The hub's settings: the only place where the hub and its proxy read the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import quote, urlsplit

from hub_config.errors import SettingsError

REPOSITORY = Path(__file__).resolve().parent.parent
BASE_URL = "/workspace/"
SECRETS = (
    "ACADEMY_HUB_API_TOKEN",
    "ACADEMY_OIDC_CLIENT_SECRET",
    "CONFIGPROXY_AUTH_TOKEN",
    "JUPYTERHUB_CRYPT_KEY",
)
# sockaddr_un holds 108 bytes; the longest socket of ours is <run dir>/learners/<16 characters>/w/s
LONGEST_RUN_DIR = 107 - len("/learners/0123456789abcdef/w/s")


class SandboxMode(StrEnum):
    """How learners' servers are kept apart; never chosen automatically."""

    STRICT = "strict"
    DEMO_UNSAFE = "demo-unsafe"


@dataclass(frozen=True)
class HubSettings:
    """Everything the hub and the proxy need to know about this installation."""

    state_dir: Path
    run_dir: Path
    public_url: str
    listen_ip: str
    listen_port: int
    proxy_api_url: str
    portal_socket: Path
    exchange_socket: Path
    hub_socket: Path
    sandbox: SandboxMode
    oidc_client_id: str
    oidc_client_secret: str
    hub_api_token: str
    proxy_auth_token: str
    memory_limit_mb: int
    file_limit_mb: int
    home_limit_mb: int
    concurrent_starts: int

    @classmethod
    def from_environ(cls, environ: Mapping[str, str] = os.environ) -> HubSettings:
        """Read and check the environment.

        Raises:
            SettingsError: naming every variable that is missing, or the one that is unusable.
        """
        missing = [name for name in SECRETS if not environ.get(name)]
        if missing:
            raise SettingsError(
                f"Set {', '.join(missing)}: the workspaces do not start without their secrets. "
                "`make run` makes them once and keeps them in the state directory."
            )
        state = Path(environ.get("ACADEMY_STATE_DIR") or REPOSITORY / "var").absolute()
        run = _run_dir(Path(environ.get("ACADEMY_RUN_DIR") or state / "run").absolute())
        public_url = environ.get("ACADEMY_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
        ip, port = _listen_address(environ.get("ACADEMY_LISTEN", ""), public_url)
        return cls(
            state_dir=state,
            run_dir=run,
            public_url=public_url,
            listen_ip=ip,
            listen_port=port,
            proxy_api_url=environ.get("ACADEMY_PROXY_API_URL") or f"http://127.0.0.1:{port + 1}",
            portal_socket=Path(environ.get("ACADEMY_PORTAL_SOCKET") or run / "portal.sock"),
            exchange_socket=Path(environ.get("ACADEMY_EXCHANGE_SOCKET") or run / "exchange.sock"),
            hub_socket=Path(environ.get("ACADEMY_HUB_SOCKET") or run / "hub.sock"),
            sandbox=_sandbox_mode(environ.get("ACADEMY_SANDBOX") or SandboxMode.STRICT),
            oidc_client_id=environ.get("ACADEMY_OIDC_CLIENT_ID", "academy-hub"),
            oidc_client_secret=environ["ACADEMY_OIDC_CLIENT_SECRET"],
            hub_api_token=environ["ACADEMY_HUB_API_TOKEN"],
            proxy_auth_token=environ["CONFIGPROXY_AUTH_TOKEN"],
            memory_limit_mb=_positive(environ, "ACADEMY_WORKSPACE_MEMORY_MB", 1536),
            file_limit_mb=_positive(environ, "ACADEMY_WORKSPACE_FILE_MB", 512),
            home_limit_mb=_positive(environ, "ACADEMY_WORKSPACE_HOME_MB", 2048),
            concurrent_starts=_positive(environ, "ACADEMY_CONCURRENT_STARTS", 4),
        )

    @property
    def hub_state_dir(self) -> Path:
        """Where the hub keeps its database and cookie secret."""
        return self.state_dir / "hub"

    @property
    def homes_dir(self) -> Path:
        """Where learners' own files live, one directory each."""
        return self.state_dir / "workspaces"

    @property
    def hub_url(self) -> str:
        """The hub's listening address for JupyterHub."""
        return unix_url(self.hub_socket)

    @property
    def workspace_url(self) -> str:
        """The public address under which the hub and all learners' servers answer."""
        return self.public_url + BASE_URL

    @property
    def issuer(self) -> str:
        """The portal's OpenID Connect issuer."""
        return f"{self.public_url}/o"


def unix_url(socket: Path | str) -> str:
    """Spell a socket path as the URL that the hub and the proxy both understand."""
    return "http+unix://" + quote(str(socket), safe="")


def _run_dir(run: Path) -> Path:
    if len(os.fsencode(run)) > LONGEST_RUN_DIR:
        raise SettingsError(
            f"ACADEMY_RUN_DIR is too long for sockets ({run}); use at most "
            f"{LONGEST_RUN_DIR} characters, for example /run/academy."
        )
    return run


def _listen_address(listen: str, public_url: str) -> tuple[str, int]:
    parts = urlsplit(f"//{listen}" if listen else public_url)
    try:
        port = parts.port
    except ValueError:
        port = None
    if not parts.hostname or (port is None and listen):
        name = "ACADEMY_LISTEN" if listen else "ACADEMY_PUBLIC_URL"
        raise SettingsError(f"{name} is not an address: {listen or public_url!r}.")
    if port is None:
        port = 443 if parts.scheme == "https" else 80
    return "127.0.0.1" if parts.hostname == "localhost" else parts.hostname, port


def _sandbox_mode(value: str) -> SandboxMode:
    try:
        return SandboxMode(value)
    except ValueError:
        allowed = " or ".join(SandboxMode)
        raise SettingsError(f"ACADEMY_SANDBOX is {value!r}; it must be {allowed}.") from None


def _positive(environ: Mapping[str, str], name: str, default: int) -> int:
    value = environ.get(name) or str(default)
    if not value.isdecimal() or int(value) < 1:
        raise SettingsError(f"{name} is {value!r}; it must be a whole number above 0.")
    return int(value)
