"""Commands of the workspaces: ``python -m hub_config check | install-proxy | proxy``."""

from __future__ import annotations

import os
import subprocess
import sys

from hub_config.errors import HubConfigError
from hub_config.proxy_command import NODE, install_argv, proxy_argv, write_error_pages
from hub_config.sandbox_probe import why_not
from hub_config.settings import HubSettings


def check() -> int:
    """Say whether this machine can sandbox learners' servers."""
    reason = why_not()
    if reason:
        print(f"Workspaces cannot be sandboxed on this machine: {reason}")
        return 1
    who = "a user id of its own" if os.geteuid() == 0 else "a user namespace of its own"
    print(f"This machine can sandbox workspaces; each learner's server gets {who}.")
    return 0


def install_proxy() -> int:
    """Install the proxy's packages, exactly those of its lock file."""
    path = f"{NODE.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return subprocess.run(install_argv(), env={**os.environ, "PATH": path}, check=False).returncode


def proxy() -> int:
    """Become the proxy: this process is replaced, so that signals reach it directly."""
    settings = HubSettings.from_environ()
    argv = proxy_argv(settings)
    write_error_pages(settings)
    os.execv(argv[0], argv)  # noqa: S606  # a fixed command, without a shell on purpose


COMMANDS = {"check": check, "install-proxy": install_proxy, "proxy": proxy}


def main(arguments: list[str]) -> int:
    """Run one command; return its exit code."""
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        print(f"usage: python -m hub_config {'|'.join(COMMANDS)}", file=sys.stderr)
        return 2
    try:
        return COMMANDS[arguments[0]]()
    except HubConfigError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
