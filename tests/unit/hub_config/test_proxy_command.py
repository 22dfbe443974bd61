"""The proxy's command line and the pages that stand in for a program that is down."""

from pathlib import Path

import pytest

from hub_config import proxy_command
from hub_config.errors import ProxyNotInstalledError
from hub_config.proxy_command import install_argv, proxy_argv, write_error_pages
from hub_config.settings import SECRETS, HubSettings


def settings(tmp_path: Path, **more: str) -> HubSettings:
    secrets = {name: f"secret-{name}" for name in SECRETS}
    places = {"ACADEMY_STATE_DIR": str(tmp_path), "ACADEMY_RUN_DIR": "/run/a"}
    return HubSettings.from_environ({**secrets, **places, **more})


def option(argv: list[str], name: str) -> str:
    return argv[argv.index(name) + 1]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proxy_command, "PROXY_PACKAGE", tmp_path)


@pytest.mark.usefixtures("installed")
def test_the_proxy_listens_publicly_and_its_api_on_this_machine_alone(tmp_path: Path) -> None:
    argv = proxy_argv(settings(tmp_path, ACADEMY_PUBLIC_URL="http://127.0.0.1:9000"))

    assert (option(argv, "--ip"), option(argv, "--port")) == ("127.0.0.1", "9000")
    assert (option(argv, "--api-ip"), option(argv, "--api-port")) == ("127.0.0.1", "9001")


@pytest.mark.usefixtures("installed")
def test_the_proxy_knows_the_way_to_portal_and_hub_from_the_first_request(tmp_path: Path) -> None:
    argv = proxy_argv(settings(tmp_path))

    assert option(argv, "--default-target") == "http+unix://%2Frun%2Fa%2Fportal.sock"
    assert option(argv, "--workspace-path") == "/workspace/"
    assert option(argv, "--workspace-target") == "http+unix://%2Frun%2Fa%2Fhub.sock"


@pytest.mark.usefixtures("installed")
def test_the_exchanges_door_leads_to_the_portal_under_its_public_name(tmp_path: Path) -> None:
    argv = proxy_argv(settings(tmp_path, ACADEMY_PUBLIC_URL="https://academy.example"))

    assert option(argv, "--exchange-socket") == "/run/a/exchange.sock"
    assert option(argv, "--portal-socket") == "/run/a/portal.sock"
    assert option(argv, "--public-url") == "https://academy.example"


@pytest.mark.usefixtures("installed")
def test_no_secret_stands_on_the_command_line(tmp_path: Path) -> None:
    assert "secret-" not in " ".join(proxy_argv(settings(tmp_path)))


def test_a_proxy_that_is_not_installed_says_how(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proxy_command, "PROXY_PACKAGE", tmp_path / "nowhere")

    with pytest.raises(ProxyNotInstalledError, match="python -m hub_config install-proxy"):
        proxy_argv(settings(tmp_path))


def test_error_pages_are_whole_pages_in_our_words(tmp_path: Path) -> None:
    made = settings(tmp_path, ACADEMY_RUN_DIR=str(tmp_path / "run"))

    write_error_pages(made)
    write_error_pages(made)

    pages = {path.name: path.read_text() for path in (tmp_path / "run" / "error-pages").iterdir()}
    assert set(pages) == {"503.html", "error.html"}
    for page in pages.values():
        assert page.lower().startswith("<!doctype html>")
        assert "Try again" in page
    assert "is kept" in pages["503.html"]


def test_packages_are_installed_as_locked_and_run_no_scripts() -> None:
    argv = install_argv()

    assert "ci" in argv
    assert "--ignore-scripts" in argv
    assert (proxy_command.PROXY_DIR / "package-lock.json").is_file()
