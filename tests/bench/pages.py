"""Pages a second of a lesson, beside the same body served by a bare Wagtail project."""

import re
import socket
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

CLIENTS = 4
ROUND_SECONDS = 1.0


class UnixConnection(HTTPConnection):
    """An HTTP connection over a unix socket; costs the measuring side almost nothing."""

    def __init__(self, path: Path, host: str) -> None:
        super().__init__(host, timeout=30)
        self._path = str(path)

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


@dataclass
class Site:
    """One page at one server, and the pages a second of each round."""

    name: str
    socket: Path
    host: str
    address: str
    cookie: str = ""
    rates: list[float] = field(default_factory=list)

    def connection(self) -> UnixConnection:
        """Return a connection of its own."""
        return UnixConnection(self.socket, self.host)

    def get(self, connection: UnixConnection) -> bytes:
        """Return the page's bytes.

        Raises:
            RuntimeError: the answer is no page.
        """
        headers = {"Cookie": self.cookie} if self.cookie else {}
        connection.request("GET", self.address, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{self.name}: {self.address} answered {answer.status}.")
        return body


def main_part(html: str) -> str:
    """Return what stands inside the page's ``main`` element.

    Raises:
        ValueError: there is none.
    """
    found = re.search(r"<main\b[^>]*>(.*)</main>", html, re.DOTALL)
    if not found:
        raise ValueError("The page has no main element.")
    return found.group(1)


def one_round(site: Site, seconds: float = ROUND_SECONDS) -> float:
    """Ask with a few clients at once for a while and return pages a second."""
    failures: list[BaseException] = []
    counts = [0] * CLIENTS
    began = time.perf_counter()

    def ask(number: int) -> None:
        connection = site.connection()
        try:
            while time.perf_counter() - began < seconds:
                site.get(connection)
                counts[number] += 1
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise RuntimeError(f"{site.name} failed while it was measured.") from failures[0]
    return sum(counts) / (time.perf_counter() - began)


def compare(sites: Sequence[Site], rounds: int) -> None:
    """Measure the sites in turn, so that what disturbs the machine disturbs all of them alike."""
    for site in sites:
        one_round(site, seconds=0.5)  # fills the caches, as any site's are after a minute
    for number in range(rounds):
        for site in sites if number % 2 == 0 else reversed(sites):
            site.rates.append(one_round(site))
