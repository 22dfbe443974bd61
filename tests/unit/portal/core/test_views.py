from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpRequest
from django.template import loader
from django.test import Client, RequestFactory

from portal.core import views


@pytest.mark.django_db
def test_healthz_answers_ok(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/accessibility/", "Accessibility statement"),
        ("/privacy/", "Privacy"),
        ("/contact/", "Contact"),
        ("/licence/", "Licence"),
        ("/offline/", "You are not connected"),
    ],
)
def test_page_of_plain_words(client: Client, path: str, heading: str) -> None:
    response = client.get(path)

    page = response.content.decode()
    assert response.status_code == 200
    assert page.count("<h1") == 1 and heading in page
    assert 'href="#main"' in page and 'id="main"' in page


@pytest.mark.django_db
def test_unknown_address_says_what_is_kept_and_where_to_go(client: Client) -> None:
    response = client.get("/nowhere/")

    page = response.content.decode()
    assert response.status_code == 404
    assert "There is no page at this address" in page
    assert "Your work and results are kept." in page
    assert 'href="/courses/"' in page


def _request() -> HttpRequest:
    from django.contrib.auth.models import AnonymousUser

    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    return request


def test_forbidden_gives_the_reason_escaped() -> None:
    response = views.forbidden(_request(), PermissionDenied("Only <b>HR</b>."))

    assert response.status_code == 403
    assert "Only &lt;b&gt;HR&lt;/b&gt;." in response.content.decode()


def test_bad_request_and_gone_say_what_was_kept() -> None:
    bad = views.bad_request(_request())
    gone = views.gone(_request(), reason="This lesson was withdrawn.")

    assert (bad.status_code, gone.status_code) == (400, 410)
    assert "Nothing was changed." in bad.content.decode()
    assert "This lesson was withdrawn." in gone.content.decode()
    assert "is kept and still counts" in gone.content.decode()


def test_server_error_asks_no_database() -> None:
    """No database mark: pytest-django refuses every query, as a broken database would."""
    request = RequestFactory().get("/")  # no user, no session, no messages

    response = views.server_error(request)

    page = response.content.decode()
    assert response.status_code == 500
    assert "Something went wrong on our side" in page
    assert "academy.css" in page and "Civic Data Academy" in page


def test_server_error_survives_broken_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str) -> None:
        raise RuntimeError(name)

    monkeypatch.setattr(loader, "get_template", broken)

    response = views.server_error(RequestFactory().get("/"))

    assert response.status_code == 500
    assert "Please try again" in response.content.decode()


@pytest.mark.django_db
def test_crash_shows_the_page_and_not_the_trace(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(connection, "cursor", broken)
    client.raise_request_exception = False

    response = client.get("/healthz")

    assert response.status_code == 500
    assert "secret detail" not in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/nowhere/", "/courses/%00/", "/contact/"])
def test_pages_of_help_name_the_contact_address(client: Client, settings: Any, path: str) -> None:
    settings.CONTACT_EMAIL = "help@academy.example"
    assert 'href="mailto:help@academy.example"' in client.get(path).content.decode()

    settings.CONTACT_EMAIL = ""
    page = client.get(path).content.decode()
    assert "mailto:" not in page
    assert "administrator of your department's academy" in page.replace("&#x27;", "'")


def test_the_page_for_our_own_faults_names_the_contact_address(settings: Any) -> None:
    settings.CONTACT_EMAIL = "help@academy.example"

    page = views.server_error(_request()).content.decode()

    assert 'href="mailto:help@academy.example"' in page
