"""Why a machine cannot isolate code, and what to do: one sentence, with the remedy."""

from pathlib import Path

import pytest

from graders.sandbox import explain


@pytest.fixture
def switches(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    values: dict[str, str] = {}
    monkeypatch.setattr(explain, "_reads", lambda path: values.get(Path(path).name))
    return values


@pytest.mark.parametrize(
    ("switch", "value", "remedy"),
    [
        ("unprivileged_userns_clone", "0", "kernel.unprivileged_userns_clone=1"),
        ("max_user_namespaces", "0", "user.max_user_namespaces=15000"),
        ("apparmor_restrict_unprivileged_userns", "1", "apparmor_restrict_unprivileged_userns=0"),
    ],
)
def test_switched_off_namespaces_are_named(
    switches: dict[str, str], switch: str, value: str, remedy: str
) -> None:
    switches[switch] = value

    assert remedy in explain.explain("bwrap: setting up uid map: Permission denied")


def test_container_is_named_when_no_switch_is_off(switches: dict[str, str]) -> None:
    assert "Docker" in explain.explain("PermissionError: [Errno 1] mount /proc: not permitted")


def test_missing_seccomp_is_named(switches: dict[str, str]) -> None:
    assert "CONFIG_SECCOMP_FILTER" in explain.explain("the kernel refuses the seccomp filter")


def test_other_failures_are_quoted(switches: dict[str, str]) -> None:
    assert "ImportError: x" in explain.explain("ImportError: x")


def test_foreign_systems_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    assert "Linux" in (explain.unsupported() or "")
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("platform.machine", lambda: "riscv64")
    assert "riscv64" in (explain.unsupported() or "")
