"""The hub's own integration harness: one running hub as root and one as an ordinary user."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from hub_config.proxy_command import PROXY_PACKAGE
from tests.integration.hub.harness import ORDINARY_UID, REPOSITORY, Academy, Learner


@pytest.fixture(scope="session")
def proxy_installed() -> None:
    """Install the proxy once, as `make run` does."""
    if not PROXY_PACKAGE.is_dir():
        argv = [sys.executable, "-m", "hub_config", "install-proxy"]
        subprocess.run(argv, cwd=REPOSITORY, check=True)


def _readable_by(uid: int) -> bool:
    """Answer whether a process of this user id can start our Python and read our files."""
    changed = ["setpriv", f"--reuid={uid}", f"--regid={uid}", "--clear-groups"]
    probe = [*changed, sys.executable, "-c", "import hub_config"]
    return (
        subprocess.run(probe, cwd=REPOSITORY, check=False, stderr=subprocess.DEVNULL).returncode
        == 0
    )


def running(who: str, **environment: str) -> Iterator[Academy]:
    """Run a hub as root or, when we are root, as somebody else."""
    am_root = os.geteuid() == 0
    if who == "root" and not am_root:
        pytest.skip("starting the academy as root needs root")
    uid = ORDINARY_UID if am_root and who == "ordinary" else None
    if uid is not None and not _readable_by(uid):
        pytest.skip(f"user id {uid} cannot read {REPOSITORY}; clone where everybody may read")
    made = Academy(uid=uid, **environment)
    try:
        made.start()
        yield made
    finally:
        made.stop()


@pytest.fixture(scope="module", params=["root", "ordinary"])
def academy(request: pytest.FixtureRequest, proxy_installed: None) -> Iterator[Academy]:
    """A running hub; as root it is started a second time as somebody else."""
    yield from running(request.param)


@pytest.fixture(scope="module", params=["root", "ordinary"])
def small_academy(request: pytest.FixtureRequest, proxy_installed: None) -> Iterator[Academy]:
    """A running hub whose homes may hold very little."""
    yield from running(request.param, ACADEMY_WORKSPACE_HOME_MB="20")


@pytest.fixture(scope="module")
def anna(academy: Academy) -> Learner:
    """A learner whose server runs."""
    learner = Learner(academy, "anna.b")
    learner.open("basics", "first").raise_for_status()
    return learner
