import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingMixIn, UnixStreamServer

import pytest

from tests.bench.pages import CLIENTS, Site, compare, main_part, one_round


class Server(ThreadingMixIn, UnixStreamServer):
    daemon_threads = True


class Answer(BaseHTTPRequestHandler):
    asked: list[tuple[str, str]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers.get("Cookie", "")))
        self.send_response(404 if self.path == "/lost/" else 200)
        self.end_headers()
        self.wfile.write(b"page")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def address_string(self) -> str:
        return "unix"


@pytest.fixture
def served(tmp_path: Path, socket_enabled: None) -> Iterator[Path]:
    Answer.asked = []
    path = tmp_path / "s"
    with Server(str(path), Answer) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield path
        server.shutdown()
        thread.join()


def test_main_part_is_what_stands_inside() -> None:
    assert main_part('<p>x</p><main id="main" class="a"><h1>y</h1>\n</main>z') == "<h1>y</h1>\n"


def test_a_page_without_main_is_refused() -> None:
    with pytest.raises(ValueError, match="main"):
        main_part("<body></body>")


def test_a_round_counts_what_was_answered(served: Path) -> None:
    site = Site("one", served, "host", "/page/", cookie="a=b")

    rate = one_round(site, seconds=0.05)

    assert rate > 0
    assert len(Answer.asked) >= CLIENTS
    assert set(Answer.asked) == {("/page/", "a=b")}


def test_a_page_that_is_none_ends_the_measurement(served: Path) -> None:
    with pytest.raises(RuntimeError, match="lost"):
        one_round(Site("lost", served, "host", "/lost/"), seconds=0.05)


def test_sites_take_turns(served: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    turns: list[str] = []

    def noted(site: Site, seconds: float = 0.0) -> float:
        turns.append(site.name)
        return 1.0

    monkeypatch.setattr("tests.bench.pages.one_round", noted)
    sites = [Site(name, served, "host", "/") for name in "ab"]

    compare(sites, rounds=2)

    assert turns == ["a", "b", "a", "b", "b", "a"]
    assert [site.rates for site in sites] == [[1.0, 1.0], [1.0, 1.0]]
