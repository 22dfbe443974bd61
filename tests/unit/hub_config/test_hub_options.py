"""The hub's options: who may come in, what is closed, and that JupyterHub knows each name."""

import stat
from pathlib import Path
from typing import Any

import pytest
from jupyterhub.app import JupyterHub
from jupyterhub.auth import Authenticator
from jupyterhub.proxy import ConfigurableHTTPProxy
from jupyterhub.spawner import Spawner
from oauthenticator.generic import GenericOAuthenticator
from traitlets import HasTraits

from hub_config import hub_options
from hub_config.settings import SECRETS, HubSettings


@pytest.fixture
def settings(tmp_path: Path) -> HubSettings:
    return HubSettings.from_environ(
        {
            **{name: f"secret-{name}" for name in SECRETS},
            "ACADEMY_STATE_DIR": str(tmp_path / "state"),
            "ACADEMY_RUN_DIR": str(tmp_path / "run"),
            "ACADEMY_PUBLIC_URL": "https://academy.example",
        }
    )


def test_each_option_is_one_that_jupyterhub_takes(settings: HubSettings) -> None:
    groups: list[tuple[type[HasTraits], dict[str, Any]]] = [
        (JupyterHub, hub_options.hub(settings)),
        (ConfigurableHTTPProxy, hub_options.proxy(settings)),
        (Authenticator, hub_options.authenticator()),
        (GenericOAuthenticator, hub_options.oidc(settings)),
        (Spawner, hub_options.spawner(settings)),
    ]

    for taker, options in groups:
        assert set(options) <= set(taker.class_traits(config=True)), taker


def test_the_hubs_own_directory_is_closed_to_everybody_else(settings: HubSettings) -> None:
    hub_options.prepare_directories(settings)
    hub_options.prepare_directories(settings)

    assert stat.S_IMODE(settings.hub_state_dir.stat().st_mode) == 0o700
    assert stat.S_IMODE(settings.run_dir.stat().st_mode) == 0o755


def test_the_hub_keeps_its_secrets_in_that_directory(settings: HubSettings) -> None:
    options = hub_options.hub(settings)

    for name in ("db_url", "cookie_secret_file"):
        assert str(settings.hub_state_dir) in options[name]


def test_the_portals_token_may_do_what_it_needs_and_nothing_more(settings: HubSettings) -> None:
    options = hub_options.hub(settings)

    assert [service["name"] for service in options["services"]] == ["portal"]
    (role,) = options["load_roles"]
    assert role["scopes"] == ["list:users", "read:users", "read:servers", "servers", "tokens"]


def test_whoever_the_portal_lets_in_may_come_and_nobody_is_administrator() -> None:
    options = hub_options.authenticator()

    assert options["allow_all"] is True
    assert options["admin_users"] == set()
    assert options["refresh_pre_spawn"] is True


def test_sign_in_goes_by_the_public_address_and_with_pkce(settings: HubSettings) -> None:
    options = hub_options.oidc(settings)

    assert options["authorize_url"] == "https://academy.example/o/authorize/"
    callback = "https://academy.example/workspace/hub/oauth_callback"
    assert options["oauth_callback_url"] == callback
    assert options["enable_pkce"] is True


def test_learners_servers_inherit_nothing_of_the_hubs_environment(settings: HubSettings) -> None:
    options = hub_options.spawner(settings)

    assert options["env_keep"] == []
    assert options["disable_user_config"] is True
    assert options["mem_limit"] == "1536M"
