"""Fixtures of the workspaces' tests."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.factories.hub import HubState, hub_on


@pytest.fixture
def hub(tmp_path: Path, settings: Any) -> Iterator[HubState]:
    """Return the state of a Hub that answers on its socket."""
    settings.HUB_SOCKET = tmp_path / "hub.sock"
    with hub_on(settings.HUB_SOCKET) as state:
        yield state


@pytest.fixture
def no_hub(tmp_path: Path, settings: Any) -> None:
    settings.HUB_SOCKET = tmp_path / "nobody.sock"
