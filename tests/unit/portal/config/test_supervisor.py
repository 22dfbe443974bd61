"""Starting the academy: refusals, secrets and steps."""

import json
import os
import socket
import stat
from pathlib import Path

import pytest

from portal.config import supervisor
from portal.config.supervisor import Options, StartError

OPTIONS = Options(port=18900, demo_unsafe=False, demo_data=True)
WHERE = {"ACADEMY_PUBLIC_URL": "http://127.0.0.1:18900"}


def test_parse_reads_port_and_switches() -> None:
    command, options = supervisor.parse(["run", "--port", "9000", "--demo-unsafe", "--no-demo"])

    assert command == "run"
    assert options == Options(port=9000, demo_unsafe=True, demo_data=False)


def test_parse_defaults_are_safe() -> None:
    _, options = supervisor.parse(["run"])

    assert options.demo_unsafe is False


def test_check_port_names_the_busy_port_and_the_way_out() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(StartError, match=rf"Port {port} is in use.*--port"):
            supervisor.check_port(port)


def test_only_once_refuses_a_second_start(tmp_path: Path) -> None:
    with (
        supervisor.only_once(tmp_path),
        pytest.raises(StartError, match="already runs"),
        supervisor.only_once(tmp_path),
    ):
        pass


def test_only_once_lets_go_at_the_end(tmp_path: Path) -> None:
    with supervisor.only_once(tmp_path):
        pass

    with supervisor.only_once(tmp_path):
        pass


def test_make_secrets_writes_private_files_once(tmp_path: Path) -> None:
    supervisor.make_secrets(tmp_path)
    first = (tmp_path / "secrets.json").read_text()
    supervisor.make_secrets(tmp_path)

    assert (tmp_path / "secrets.json").read_text() == first
    assert len(set(json.loads(first).values())) == 5
    for name in ("secrets.json", "oidc.pem"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_check_sandbox_refuses_with_the_reason(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    failing = tmp_path / "python"
    failing.write_text("#!/bin/sh\necho 'User namespaces are switched off.'\nexit 1\n")
    failing.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(failing))

    with pytest.raises(StartError, match=r"switched off.*\n.*--demo-unsafe"):
        supervisor.check_sandbox(dict(os.environ), OPTIONS)


@pytest.mark.parametrize(("status", "waits"), [(0, False), (1, True)])
def test_check_sandbox_is_loud_about_the_unsafe_demo(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    status: int,
    waits: bool,
) -> None:
    answering = tmp_path / "python"
    answering.write_text(f"#!/bin/sh\nexit {status}\n")
    answering.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(answering))
    monkeypatch.setattr("os.geteuid", lambda: 1000)

    supervisor.check_sandbox({}, Options(port=1, demo_unsafe=True, demo_data=True))

    said = capsys.readouterr().out
    assert "UNSAFE DEMO" in said
    assert ("wait ungraded" in said) is waits


def test_the_unsafe_demo_is_not_for_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)

    with pytest.raises(StartError, match="as an ordinary user"):
        supervisor.check_sandbox({}, Options(port=1, demo_unsafe=True, demo_data=True))


def test_child_environment_defaults_to_the_strict_sandbox(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in [n for n in os.environ if n.startswith("ACADEMY_")]:
        monkeypatch.delenv(name)
    supervisor.make_secrets(tmp_path)

    environment = supervisor.child_environment(tmp_path, OPTIONS)

    assert environment["ACADEMY_SANDBOX"] == "strict"
    assert environment["ACADEMY_PUBLIC_URL"] == "http://127.0.0.1:18900"
    assert "PYTHONDONTWRITEBYTECODE" not in environment


def test_bring_up_to_date_skips_what_is_done(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ran: list[list[str]] = []

    def call(command: list[str], **options: object) -> int:
        ran.append(command[3:])
        return 0

    monkeypatch.setattr("subprocess.call", call)
    monkeypatch.setattr(supervisor, "steps", lambda options, url: [("One", [["one"]], "mark")])

    supervisor.bring_up_to_date(WHERE, tmp_path, OPTIONS)
    supervisor.bring_up_to_date(WHERE, tmp_path, OPTIONS)

    assert ran == [["one"]]


def test_bring_up_to_date_tries_a_failed_step_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    answers = iter([1, 0])
    monkeypatch.setattr("subprocess.call", lambda *a, **k: next(answers))
    monkeypatch.setattr(supervisor, "steps", lambda options, url: [("One", [["one"]], "mark")])

    with pytest.raises(StartError, match="python -m portal one"):
        supervisor.bring_up_to_date(WHERE, tmp_path, OPTIONS)
    supervisor.bring_up_to_date(WHERE, tmp_path, OPTIONS)

    assert next(answers, "none left") == "none left"


def test_steps_leave_demo_people_out_when_asked() -> None:
    titles = [
        title for title, _, _ in supervisor.steps(Options(1, False, demo_data=False), "http://x")
    ]

    assert not any("demo" in title for title in titles)


def test_banner_names_address_accounts_and_how_to_stop(tmp_path: Path) -> None:
    text = supervisor.banner({"ACADEMY_PUBLIC_URL": "http://127.0.0.1:18900"}, OPTIONS, tmp_path)

    assert "http://127.0.0.1:18900" in text
    assert "Ctrl-C" in text
    for name, _ in supervisor.DEMO_ACCOUNTS:
        assert name in text


def test_single_sign_on_is_set_up_again_when_the_public_address_changes() -> None:
    def marks(url: str) -> dict[str, str]:
        return {title: mark for title, _, mark in supervisor.steps(OPTIONS, url)}

    before, after = marks("http://127.0.0.1:8000"), marks("https://academy.example")

    changed = [title for title in before if before[title] != after[title]]
    assert changed == ["Setting up roles and single sign-on"]
