"""The peer for page speed: a Wagtail project as `wagtail start` makes it, with one long page."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench.pages import Site

HOST = "bare"
NAME = "bare_wagtail"
START_SECONDS = 30.0
LOADER = """
from importlib import import_module
from pathlib import Path
from django.conf import settings
from django.contrib.auth import SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY
from django.contrib.auth.models import User
from home.models import HomePage
page = HomePage.objects.first()
page.body = Path({path!r}).read_text(encoding="utf-8")
page.save_revision().publish()
reader = User.objects.create_user("reader")
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(reader.pk)
session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
session[HASH_SESSION_KEY] = reader.get_session_auth_hash()
session.create()
print("session", session.session_key)
"""
MODEL = """
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page


class HomePage(Page):
    body = RichTextField(blank=True)
    content_panels = [*Page.content_panels, FieldPanel("body")]
"""
TEMPLATE = """{% extends "base.html" %}{% load wagtailcore_tags %}
{% block content %}<h1>{{ page.title }}</h1>{{ page.body|richtext }}{% endblock %}
"""
SETTINGS = """
DEBUG = False
ALLOWED_HOSTS = ["*"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
"""


class BareWagtail:
    """A fresh Wagtail project with its own SQLite file, served by gunicorn on a unix socket."""

    def __init__(self, folder: Path) -> None:
        """Make the project and its database; needs no running academy."""
        self.folder = folder
        self.socket = folder / "bare.sock"
        self.session = ""
        self.process: subprocess.Popen[bytes] | None = None
        folder.mkdir(parents=True)
        ours = ("ACADEMY_", "DJANGO_", "JUPYTERHUB_", "CONFIGPROXY_", "PYTEST_")
        self._environment = {k: v for k, v in os.environ.items() if not k.startswith(ours)}
        self._environment["DJANGO_SETTINGS_MODULE"] = f"{NAME}.settings.dev"
        wagtail = Path(sys.executable).with_name("wagtail")
        subprocess.check_call([wagtail, "start", NAME, folder], stdout=subprocess.DEVNULL)
        (folder / "home" / "models.py").write_text(MODEL)
        (folder / "home" / "templates" / "home" / "home_page.html").write_text(TEMPLATE)
        (folder / NAME / "settings" / "local.py").write_text(SETTINGS)
        self._manage("makemigrations", "home", "-v", "0")
        self._manage("migrate", "-v", "0")

    def _manage(self, *arguments: str) -> str:
        return subprocess.check_output(
            [sys.executable, "manage.py", *arguments],
            cwd=self.folder,
            env=self._environment,
            text=True,
        )

    def start(self, body: str, gunicorn: Sequence[str]) -> None:
        """Publish the body and serve it with the portal's own gunicorn command.

        Args:
            body: HTML that the one page shows.
            gunicorn: The portal's command; only the application and the socket are exchanged.
        """
        text = self.folder / "body.html"
        text.write_text(body, encoding="utf-8")
        said = self._manage("shell", "-c", LOADER.format(path=str(text)))
        self.session = said.split("session")[-1].strip()
        self.process = subprocess.Popen(
            peer_command(gunicorn, f"{NAME}.wsgi", self.socket),
            cwd=self.folder,
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._wait()

    def _wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not self.socket.exists():
            if time.monotonic() > deadline:
                raise RuntimeError("The bare Wagtail project does not answer.")
            time.sleep(0.1)

    def sites(self) -> list[Site]:
        """Return the page as everybody and as a signed-in reader gets it."""
        return [
            Site("Bare Wagtail, signed in", self.socket, HOST, "/", f"sessionid={self.session}"),
            Site("Bare Wagtail, anonymous", self.socket, HOST, "/"),
        ]

    def stop(self) -> None:
        """End the server."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait()


def peer_command(gunicorn: Sequence[str], application: str, socket: Path) -> list[str]:
    """Return a gunicorn command that differs in application and socket alone.

    Raises:
        ValueError: the command names no application or no socket.
    """
    command = list(gunicorn)
    command[command.index("gunicorn") + 1] = application
    command[command.index("--bind") + 1] = f"unix:{socket}"
    return command
