"""The hub's options by subject, each a plain dictionary that jupyterhub_config.py sets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hub_config.settings import HubSettings

HERE = Path(__file__).resolve().parent
ONE_MINUTE = 60
PORTAL_SERVICE = "portal"
# What the portal does at the hub: look learners up, start and stop their servers, revoke tokens.
PORTAL_SCOPES = ["list:users", "read:users", "read:servers", "servers", "tokens"]


def prepare_directories(settings: HubSettings) -> None:
    """Make the directories that the hub writes to, closed to everybody else."""
    settings.hub_state_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    settings.run_dir.mkdir(mode=0o755, parents=True, exist_ok=True)


def hub(settings: HubSettings) -> dict[str, Any]:
    """Return the options of the hub itself."""
    state = settings.hub_state_dir
    return {
        "bind_url": settings.workspace_url,
        "hub_bind_url": settings.hub_url,
        "hub_connect_url": settings.hub_url,
        # Learners' servers run under other user ids and call the hub through this socket.
        "hub_socket_mode": 0o666,
        "db_url": f"sqlite:///{state / 'hub.sqlite'}",
        "cookie_secret_file": str(state / "cookie_secret"),
        "authenticator_class": "generic-oauth",
        "template_paths": [str(HERE / "templates"), str(HERE / "look")],
        "template_vars": {"academy_url": settings.public_url + "/"},
        "services": [{"name": PORTAL_SERVICE, "api_token": settings.hub_api_token}],
        "load_roles": [
            {"name": PORTAL_SERVICE, "scopes": PORTAL_SCOPES, "services": [PORTAL_SERVICE]}
        ],
        # Learners' servers end with the hub; their files stay, and the next click starts anew.
        "cleanup_servers": True,
        "cleanup_proxy": False,
        # Our own queue lets few start at a time and says so; this is only the outer bound.
        "concurrent_spawn_limit": 60,
        "active_server_limit": 0,
        "allow_named_servers": False,
        # A proxy that was restarted gets its routes back within this many seconds.
        "last_activity_interval": 10,
        "log_level": "INFO",
    }


def proxy(settings: HubSettings) -> dict[str, Any]:
    """Return how the hub finds the proxy, which runs on its own."""
    return {
        "should_start": False,
        "api_url": settings.proxy_api_url,
        "auth_token": settings.proxy_auth_token,
    }


def authenticator() -> dict[str, Any]:
    """Return who may come in: whoever the portal lets in, for as long as it does."""
    return {
        "allow_all": True,
        "auto_login": True,
        "enable_auth_state": True,
        "manage_groups": True,
        "admin_users": set(),
        # A deactivated account's tokens are revoked at the portal; ask again this often, and
        # before every start.
        "auth_refresh_age": 2 * ONE_MINUTE,
        "refresh_pre_spawn": True,
    }


def oidc(settings: HubSettings) -> dict[str, Any]:
    """Return how the hub signs learners in at the portal."""
    return {
        "login_service": "Civic Data Academy",
        "client_id": settings.oidc_client_id,
        "client_secret": settings.oidc_client_secret,
        "authorize_url": f"{settings.issuer}/authorize/",
        "token_url": f"{settings.issuer}/token/",
        "userdata_url": f"{settings.issuer}/userinfo/",
        "oauth_callback_url": f"{settings.workspace_url}hub/oauth_callback",
        "logout_redirect_url": f"{settings.public_url}/account/signed-out/",
        "scope": ["openid", "profile", "email", "groups"],
        "username_claim": "preferred_username",
        "auth_state_groups_key": "oauth_user.groups",
        "enable_pkce": True,
    }


def spawner(settings: HubSettings) -> dict[str, Any]:
    """Return the options of learners' servers."""
    return {
        "env_keep": [],
        "default_url": "/lab",
        "disable_user_config": True,
        "mem_limit": f"{settings.memory_limit_mb}M",
        "poll_interval": 5,
        # Waiting in the queue counts here; a start itself has its own, shorter limit.
        "start_timeout": 10 * ONE_MINUTE,
        "http_timeout": ONE_MINUTE,
        "consecutive_failure_limit": 0,
    }
