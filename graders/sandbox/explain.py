"""Says in words why a machine cannot isolate untrusted code, and how to allow it."""

import platform
import sys
from pathlib import Path

from graders.sandbox import seccomp

_SWITCHES = (
    (
        Path("/proc/sys/kernel/unprivileged_userns_clone"),
        "0",
        "user namespaces are switched off. "
        "Allow them with `sudo sysctl -w kernel.unprivileged_userns_clone=1`.",
    ),
    (
        Path("/proc/sys/user/max_user_namespaces"),
        "0",
        "no user namespaces are allowed. "
        "Allow them with `sudo sysctl -w user.max_user_namespaces=15000`.",
    ),
    (
        Path("/proc/sys/kernel/apparmor_restrict_unprivileged_userns"),
        "1",
        "AppArmor restricts user namespaces. "
        "Allow them with `sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0`.",
    ),
)
_BEGIN = "Submissions cannot be graded safely on this machine:"


def unsupported() -> str | None:
    """What this machine lacks whatever its settings are; None when nothing."""
    if sys.platform != "linux":
        return (
            f"{_BEGIN} the sandbox needs Linux namespaces. Use Linux, or a Linux machine in a VM."
        )
    if not seccomp.supported():
        return (
            f"{_BEGIN} the sandbox knows x86_64 and aarch64 processors, not {platform.machine()}."
        )
    return None


def explain(said: str) -> str:
    """Turn the last words of a sandbox that did not start into a sentence with a remedy."""
    denied = any(word in said for word in ("ermission", "permitted", "No space left", "namespace"))
    if denied:
        for switch, value, words in _SWITCHES:
            if _reads(switch) == value:
                return f"{_BEGIN} {words}"
    if "seccomp" in said:
        return (
            f"{_BEGIN} its kernel refuses seccomp filters. Use a kernel with CONFIG_SECCOMP_FILTER."
        )
    if denied:
        return (
            f"{_BEGIN} the kernel or the container around us forbids new namespaces or mounts "
            f"({said}). In a container, allow them (Docker: --security-opt seccomp=unconfined "
            "--security-opt systempaths=unconfined --cap-add SYS_ADMIN)."
        )
    return f"{_BEGIN} the sandbox did not start ({said})."


def _reads(path: Path) -> str | None:
    try:
        return path.read_text(encoding="ascii").strip()
    except OSError:
        return None
