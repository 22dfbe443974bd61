"""What the hub says about a machine that cannot sandbox, and that it then does not start."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hub_config import sandbox_probe
from hub_config.errors import SandboxUnavailableError
from hub_config.sandbox_probe import check_sandbox, why_not
from hub_config.settings import SandboxMode


@pytest.fixture(autouse=True)
def asked_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    for name in ("CLONE_SWITCH", "APPARMOR_SWITCH", "NAMESPACE_COUNT"):
        monkeypatch.setattr(sandbox_probe, name, tmp_path / name)
    why_not.cache_clear()
    yield
    why_not.cache_clear()


def trial_ends(monkeypatch: pytest.MonkeyPatch, status: int, said: str = "") -> list[list[str]]:
    tried: list[list[str]] = []

    def run(argv: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        tried.append(argv)
        return subprocess.CompletedProcess(argv, status, "", said)

    monkeypatch.setattr("hub_config.sandbox_probe.subprocess.run", run)
    return tried


def test_a_machine_that_can_is_tried_once(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = trial_ends(monkeypatch, 0)

    check_sandbox(SandboxMode.STRICT)
    check_sandbox(SandboxMode.STRICT)

    assert len(tried) == 1
    assert "--unshare-net" in tried[0]


@pytest.mark.parametrize(("uid", "asks"), [(0, False), (1000, True)])
def test_only_an_ordinary_user_needs_a_user_namespace(
    monkeypatch: pytest.MonkeyPatch, uid: int, asks: bool
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: uid)
    tried = trial_ends(monkeypatch, 0)

    assert why_not() is None

    assert ("--unshare-user" in tried[0]) is asks


@pytest.mark.parametrize(
    ("switch", "value", "remedy"),
    [
        ("CLONE_SWITCH", "0", "kernel.unprivileged_userns_clone=1"),
        ("NAMESPACE_COUNT", "0", "user.max_user_namespaces=15000"),
        ("APPARMOR_SWITCH", "1", "kernel.apparmor_restrict_unprivileged_userns=0"),
    ],
)
def test_the_switch_that_is_off_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, switch: str, value: str, remedy: str
) -> None:
    (tmp_path / switch).write_text(f"{value}\n")
    trial_ends(monkeypatch, 1, "bwrap: No permissions")

    with pytest.raises(SandboxUnavailableError, match=remedy) as refused:
        check_sandbox(SandboxMode.STRICT)

    assert "ACADEMY_SANDBOX=demo-unsafe" in str(refused.value)


@pytest.mark.parametrize("said", ["first\nbwrap: what it said\n", ""])
def test_any_other_reason_is_passed_on(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    trial_ends(monkeypatch, 1, said)

    reason = why_not() or ""

    assert ("bwrap: what it said" if said else "no reason") in reason
    assert "Docker" in reason


def test_a_missing_program_is_named_before_anything_is_tried(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sandbox_probe, "PROGRAMS", ("/nowhere/setpriv",))
    tried = trial_ends(monkeypatch, 0)

    assert "/nowhere/setpriv is missing" in (why_not() or "")
    assert tried == []


def test_a_processor_without_a_filter_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "riscv64")
    tried = trial_ends(monkeypatch, 0)

    with pytest.raises(SandboxUnavailableError, match="riscv64"):
        check_sandbox(SandboxMode.STRICT)
    assert tried == []


def test_another_system_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")

    assert "needs Linux" in (why_not() or "")


def test_the_unsafe_demonstration_tries_nothing_but_is_not_for_root(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried = trial_ends(monkeypatch, 1)

    monkeypatch.setattr("os.geteuid", lambda: 1000)
    check_sandbox(SandboxMode.DEMO_UNSAFE)
    monkeypatch.setattr("os.geteuid", lambda: 0)
    with pytest.raises(SandboxUnavailableError, match="as an ordinary user"):
        check_sandbox(SandboxMode.DEMO_UNSAFE)

    assert tried == []
