"""What a learner's server finds in its sandbox: packages, settings, environment variables."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from hub_config.sandbox_argv import (
    DOORS,
    HOME,
    LEARNER_CONFIG,
    PACKAGES,
    SANDBOX_TMP,
    SERVER_DIR,
)
from hub_config.settings import REPOSITORY, HubSettings, unix_url

HERE = Path(__file__).resolve().parent
LEARNER_CONFIG_SOURCE = HERE / "learner_config"
LAB_EXTENSION = HERE / "lab_extension"
CHECKS = REPOSITORY / "graders" / "checks"

# Our own code that a learner's server may read, and its name below /opt/academy. The rest of the
# repository is not there at all.
LEARNER_PACKAGES = (
    (HERE / "__init__.py", "hub_config/__init__.py"),
    (HERE / "exchange", "hub_config/exchange"),
    (HERE / "look", "hub_config/look"),
    (LAB_EXTENSION, "jupyter"),
    (REPOSITORY / "graders" / "__init__.py", "graders/__init__.py"),
    (CHECKS, "graders/checks"),
    (CHECKS / "importable" / "academy_checks.py", "academy_checks.py"),
)


@dataclass(frozen=True)
class Places:
    """Where a learner's server finds things; inside a sandbox or, for demonstrations, outside."""

    home: str
    server_socket: str
    hub_url: str
    portal_url: str
    config: str
    packages: str
    jupyter_path: str

    @classmethod
    def in_sandbox(cls) -> Places:
        """The places that the sandbox mounts."""
        return cls(
            home=HOME,
            server_socket=f"{SERVER_DIR}/s",
            hub_url=unix_url(f"{DOORS}/hub.sock"),
            portal_url=unix_url(f"{DOORS}/exchange.sock"),
            config=LEARNER_CONFIG,
            packages=PACKAGES,
            jupyter_path=f"{PACKAGES}/jupyter",
        )

    @classmethod
    def without_sandbox(cls, settings: HubSettings, home: Path, socket: Path) -> Places:
        """The real places, for ACADEMY_SANDBOX=demo-unsafe."""
        return cls(
            home=str(home),
            server_socket=str(socket),
            hub_url=unix_url(settings.hub_socket),
            portal_url=unix_url(settings.exchange_socket),
            config=str(LEARNER_CONFIG_SOURCE),
            packages=f"{REPOSITORY}:{CHECKS / 'importable'}",
            jupyter_path=str(LAB_EXTENSION),
        )

    def environment(self, settings: HubSettings) -> dict[str, str]:
        """Return the variables of a learner's server; nothing of the hub's own is among them."""
        return {
            "HOME": self.home,
            "USER": "learner",
            "LOGNAME": "learner",
            "SHELL": "/bin/bash",
            "LANG": "C.UTF-8",
            "TMPDIR": SANDBOX_TMP,
            "PATH": f"{sys.prefix}/bin:/usr/local/bin:/usr/bin:/bin",
            "PYTHONPATH": self.packages,
            "JUPYTER_CONFIG_PATH": self.config,
            "JUPYTER_PATH": self.jupyter_path,
            "ACADEMY_PORTAL_URL": self.portal_url,
            "ACADEMY_PUBLIC_URL": settings.public_url,
            "ACADEMY_WORKSPACE_HOME_MB": str(settings.home_limit_mb),
            # One learner's arithmetic must not take every processor of a shared machine.
            "OPENBLAS_NUM_THREADS": "1",
            "OMP_NUM_THREADS": "1",
            "MKL_NUM_THREADS": "1",
        }
