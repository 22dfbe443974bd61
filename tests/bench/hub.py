"""Starts and stops learners' servers through the Hub's own API, as the portal may."""

import json
import time

import httpx

from tests.academy import Academy

LONGEST_SECONDS = 120.0


class Hub:
    """The Hub of a running academy, spoken to as the portal's service."""

    def __init__(self, academy: Academy) -> None:
        secrets = json.loads((academy.state / "secrets.json").read_text(encoding="utf-8"))
        self._http = httpx.Client(
            base_url=f"{academy.url}/workspace/hub/api",
            headers={"Authorization": f"token {secrets['ACADEMY_HUB_API_TOKEN']}"},
            timeout=LONGEST_SECONDS,
            trust_env=False,
        )

    def start(self, name: str) -> None:
        """Start a learner's server and return when it is ready."""
        self._http.post(f"/users/{name}/server").raise_for_status()
        self._wait(name, running=True)

    def stop(self, name: str) -> None:
        """Stop a learner's server and return when it is gone."""
        self._http.delete(f"/users/{name}/server").raise_for_status()
        self._wait(name, running=False)

    def _wait(self, name: str, *, running: bool) -> None:
        deadline = time.monotonic() + LONGEST_SECONDS
        while time.monotonic() < deadline:
            server = self._http.get(f"/users/{name}").raise_for_status().json()["servers"].get("")
            if server["ready"] if server and running else not server and not running:
                return
            time.sleep(0.1)
        raise RuntimeError(f"The server of {name} did not {'start' if running else 'stop'}.")
