"""The peer for page speed: a Wagtail project as `wagtail start` makes it, with one long page."""

import os
import subprocess
import sys
import time
from pathlib import Path

import httpx

LOADER = """
from django.contrib.contenttypes.models import ContentType
from home.models import HomePage
page = HomePage.objects.first()
page.body = open({path!r}).read()
page.save_revision().publish()
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


class BareWagtail:
    """A fresh Wagtail project served by gunicorn on a unix socket, as the portal is."""

    def __init__(self, folder: Path, body: str) -> None:
        self.folder = folder
        self.socket = folder / "bare.sock"
        folder.mkdir(parents=True)
        self._manage_environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith(("DJANGO_", "ACADEMY_"))},
            "DJANGO_SETTINGS_MODULE": "bare.settings.dev",
        }
        wagtail = Path(sys.executable).with_name("wagtail")
        subprocess.check_call([wagtail, "start", "bare", folder], stdout=subprocess.DEVNULL)
        (folder / "home" / "models.py").write_text(MODEL)
        (folder / "home" / "templates" / "home" / "home_page.html").write_text(TEMPLATE)
        (folder / "bare" / "settings" / "local.py").write_text(
            "DEBUG = False\nALLOWED_HOSTS = ['*']\n"
            "STORAGES = {'default': {'BACKEND': 'django.core.files.storage.FileSystemStorage'},"
            "'staticfiles': {'BACKEND': 'django.contrib.staticfiles.storage.StaticFilesStorage'}}\n"
        )
        text = folder / "body.html"
        text.write_text(body)
        self._manage("makemigrations", "home")
        self._manage("migrate", "-v", "0")
        self._manage("shell", "-c", LOADER.format(path=str(text)))
        self.process = subprocess.Popen(
            [
                *[sys.executable, "-m", "gunicorn", "bare.wsgi", "--bind", f"unix:{self.socket}"],
                *["--workers", "1", "--threads", "8", "--no-control-socket"],
            ],
            cwd=folder,
            env=self._manage_environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _manage(self, *arguments: str) -> None:
        subprocess.check_call(
            [sys.executable, "manage.py", *arguments],
            cwd=self.folder,
            env=self._manage_environment,
            stdout=subprocess.DEVNULL,
        )

    def client(self) -> httpx.Client:
        """Return a client whose first request has already been answered."""
        made = httpx.Client(
            transport=httpx.HTTPTransport(uds=str(self.socket)), base_url="http://bare"
        )
        for _ in range(100):
            try:
                made.get("/").raise_for_status()
                return made
            except (httpx.HTTPError, OSError):
                time.sleep(0.1)
        raise RuntimeError("The bare Wagtail project does not answer.")

    def stop(self) -> None:
        """End the server."""
        self.process.terminate()
        self.process.wait()
