import pytest

from hub_config.errors import SettingsError
from hub_config.settings import LONGEST_RUN_DIR, SECRETS, HubSettings, SandboxMode

COMPLETE = dict.fromkeys(SECRETS, "secret")


@pytest.mark.parametrize("name", SECRETS)
def test_a_missing_secret_is_named(name: str) -> None:
    environ = {key: value for key, value in COMPLETE.items() if key != name}

    with pytest.raises(SettingsError, match=name):
        HubSettings.from_environ(environ)


def test_defaults_follow_the_contract() -> None:
    settings = HubSettings.from_environ({**COMPLETE, "ACADEMY_RUN_DIR": "/run/a"})

    assert settings.public_url == "http://127.0.0.1:8000"
    assert settings.proxy_api_url == "http://127.0.0.1:8001"
    assert str(settings.portal_socket) == "/run/a/portal.sock"
    assert settings.hub_url == "http+unix://%2Frun%2Fa%2Fhub.sock"
    assert settings.sandbox is SandboxMode.STRICT


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ACADEMY_SANDBOX", "off"),
        ("ACADEMY_RUN_DIR", "/" + "x" * LONGEST_RUN_DIR),
        ("ACADEMY_PUBLIC_URL", "academy"),
        ("ACADEMY_LISTEN", "127.0.0.1"),
        ("ACADEMY_LISTEN", "127.0.0.1:many"),
        ("ACADEMY_WORKSPACE_MEMORY_MB", "0"),
        ("ACADEMY_CONCURRENT_STARTS", "some"),
    ],
)
def test_an_unusable_value_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        HubSettings.from_environ({**COMPLETE, name: value})


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"ACADEMY_PUBLIC_URL": "http://127.0.0.1:9000"}, ("127.0.0.1", 9000)),
        ({"ACADEMY_PUBLIC_URL": "http://localhost:9000"}, ("127.0.0.1", 9000)),
        ({"ACADEMY_PUBLIC_URL": "https://academy.example"}, ("academy.example", 443)),
        (
            {"ACADEMY_PUBLIC_URL": "https://academy.example", "ACADEMY_LISTEN": "127.0.0.1:81"},
            ("127.0.0.1", 81),
        ),
    ],
)
def test_the_proxy_listens_where_it_is_told(
    environ: dict[str, str], expected: tuple[str, int]
) -> None:
    settings = HubSettings.from_environ({**COMPLETE, **environ})

    assert (settings.listen_ip, settings.listen_port) == expected
