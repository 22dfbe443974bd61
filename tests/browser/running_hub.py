"""The running academy's secrets and Hub, for what no page shows."""

import json

import httpx

from portal.workspaces.hub import HubClient
from tests.academy import Academy

HUB_PATH = "/workspace/"


def secret(academy: Academy, name: str) -> str:
    """Return one of the secrets that the academy made for itself."""
    value = json.loads((academy.state / "secrets.json").read_text())[name]
    assert isinstance(value, str)
    return value


def hub_client(academy: Academy) -> HubClient:
    """Return the portal's own client, pointed at this academy's Hub."""
    return HubClient(
        socket=academy.run_dir / "hub.sock",
        base_path=HUB_PATH,
        token=secret(academy, "ACADEMY_HUB_API_TOKEN"),
    )


def new_token(academy: Academy, name: str) -> str:
    """Have the Hub make a token by which a program acts for a person."""
    transport = httpx.HTTPTransport(uds=str(academy.run_dir / "hub.sock"))
    with httpx.Client(transport=transport, base_url="http://hub") as hub:
        answer = hub.post(
            f"{HUB_PATH}hub/api/users/{name}/tokens",
            headers={"Authorization": f"token {secret(academy, 'ACADEMY_HUB_API_TOKEN')}"},
            json={"note": "browser test"},
        )
    answer.raise_for_status()
    return str(answer.json()["token"])
