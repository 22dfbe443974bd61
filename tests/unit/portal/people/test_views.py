import socket
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from portal.core.models import AuditEvent
from portal.people import hub_session
from tests.factories.people import PASSWORD, DepartmentFactory, UserFactory

pytestmark = pytest.mark.django_db

SIGN_IN = "/account/sign-in/"


def test_sign_in_opens_session_and_goes_to_next(client: Client) -> None:
    UserFactory.create(username="ana")

    response = client.post(
        SIGN_IN, {"username": " Ana ", "password": PASSWORD, "next": "/account/"}
    )

    assert (response.status_code, response.headers["location"]) == (302, "/account/")
    assert client.get("/account/").status_code == 200


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:x"])
def test_sign_in_never_leaves_the_site(client: Client, target: str) -> None:
    UserFactory.create(username="ana")

    response = client.post(SIGN_IN, {"username": "ana", "password": PASSWORD, "next": target})

    assert response.headers["location"] == "/"


def test_sign_in_with_wrong_password_says_neither_which(client: Client) -> None:
    UserFactory.create(username="ana")

    wrong = client.post(SIGN_IN, {"username": "ana", "password": "wrong"})
    unknown = client.post(SIGN_IN, {"username": "nobody", "password": "wrong"})

    words = "That user name and password do not belong together."
    assert words in wrong.content.decode() and words in unknown.content.decode()
    assert "_auth_user_id" not in client.session


def test_sign_in_refuses_ended_account(client: Client) -> None:
    UserFactory.create(username="ana", ended=True)

    answer = client.post(SIGN_IN, {"username": "ana", "password": PASSWORD})
    guess = client.post(SIGN_IN, {"username": "ana", "password": "wrong"})

    words = "This account has ended. Ask your administrator."
    assert words in answer.content.decode()
    assert words not in guess.content.decode()
    assert "_auth_user_id" not in client.session


def test_sign_in_locks_out_after_eight_wrong_passwords_and_says_when_to_try_again(
    client: Client,
) -> None:
    UserFactory.create(username="ana")
    for _attempt in range(8):
        response = client.post(SIGN_IN, {"username": "ana", "password": "wrong"})

    assert response.status_code == 429
    assert "Try again at" in response.content.decode()
    right = client.post(SIGN_IN, {"username": "ana", "password": PASSWORD})
    assert right.status_code == 429
    assert "_auth_user_id" not in client.session


def test_sign_in_lock_holds_for_one_address_only(client: Client) -> None:
    UserFactory.create(username="ana")
    for _attempt in range(8):
        client.post(
            SIGN_IN,
            {"username": "ana", "password": "wrong"},
            REMOTE_ADDR="",
            HTTP_X_FORWARDED_FOR="203.0.113.7",
        )

    elsewhere = client.post(
        SIGN_IN,
        {"username": "ana", "password": PASSWORD},
        REMOTE_ADDR="",
        HTTP_X_FORWARDED_FOR="203.0.113.8",
    )

    assert elsewhere.status_code == 302


def test_sign_in_resets_the_count(client: Client) -> None:
    UserFactory.create(username="ana")
    for _round in range(2):
        for _attempt in range(6):
            client.post(SIGN_IN, {"username": "ana", "password": "wrong"})
        response = client.post(SIGN_IN, {"username": "ana", "password": PASSWORD})
        assert response.status_code == 302
        client.logout()


def test_sign_out_ends_session_and_visits_the_hub(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    client.force_login(UserFactory.create())
    settings.HUB_SOCKET = tmp_path / "hub.sock"
    with socket.socket(socket.AF_UNIX) as hub:
        hub.bind(str(settings.HUB_SOCKET))
        hub.listen()

        response = client.post("/account/sign-out/")

    assert response.headers["location"] == "http://testserver/workspace/hub/logout"
    assert "_auth_user_id" not in client.session


def test_sign_out_works_while_the_hub_is_down(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    client.force_login(UserFactory.create())
    settings.HUB_SOCKET = tmp_path / "nothing.sock"

    response = client.post("/account/sign-out/", follow=True)

    assert response.redirect_chain == [("/account/signed-out/", 302)]
    assert "You are signed out" in response.content.decode()


def test_sign_out_by_link_asks_first(client: Client) -> None:
    client.force_login(UserFactory.create())

    response = client.get("/account/sign-out/")

    assert "Sign out?" in response.content.decode()
    assert "_auth_user_id" in client.session


def test_sign_out_needs_the_form_token() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory.create())

    response = client.post("/account/sign-out/")

    assert response.status_code == 403
    assert "This form was open for too long" in response.content.decode()
    assert "_auth_user_id" in client.session


def test_cms_has_no_sign_in_of_its_own(client: Client) -> None:
    assert client.get("/cms/login/?next=/cms/").headers["location"] == f"{SIGN_IN}?next=/cms/"
    client.force_login(UserFactory.create(trainer=True))
    assert client.get("/cms/logout/").status_code == 200


def test_account_page_shows_own_facts(client: Client) -> None:
    department = DepartmentFactory.create(name="Water & Roads")
    user = UserFactory.create(
        first_name="Ana", last_name="<b>", trainer=True, department=department
    )
    client.force_login(user)

    page = client.get("/account/").content.decode()

    assert "Ana &lt;b&gt;" in page
    assert "Water &amp; Roads" in page
    assert "Learner, Trainers" in page


@pytest.mark.parametrize("path", ["/account/", "/account/password/"])
def test_account_pages_send_visitors_to_sign_in(client: Client, path: str) -> None:
    assert client.get(path).headers["location"] == f"{SIGN_IN}?next={path}"


def test_change_password_keeps_this_browser_and_ends_others(client: Client) -> None:
    user = UserFactory.create()
    other = Client()
    client.force_login(user)
    other.force_login(user)
    new = "another quite long password"

    response = client.post(
        "/account/password/",
        {"old_password": PASSWORD, "new_password1": new, "new_password2": new},
        follow=True,
    )

    assert "Your password is changed." in response.content.decode()
    assert client.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302
    assert AuditEvent.objects.filter(action="password.changed", actor=user).count() == 1


def test_change_password_names_what_is_wrong(client: Client) -> None:
    client.force_login(UserFactory.create())

    page = client.post(
        "/account/password/",
        {"old_password": "wrong", "new_password1": "short", "new_password2": "short"},
    ).content.decode()

    assert "There is a problem" in page
    assert 'href="#id_old_password"' in page
    assert 'aria-describedby="id_new_password1_hint' in page or "id_new_password2_error" in page


def test_hub_answers_only_when_something_listens(tmp_path: Path) -> None:
    path = tmp_path / "hub.sock"
    assert not hub_session.hub_answers(path)
    with socket.socket(socket.AF_UNIX) as hub:
        hub.bind(str(path))
        hub.listen()
        assert hub_session.hub_answers(path)
    assert not hub_session.hub_answers(path)


@pytest.mark.django_db
def test_sign_in_refuses_a_learner_whom_the_cms_sent_instead_of_looping(client: Client) -> None:
    client.force_login(UserFactory.create())

    answer = client.get("/cms/", follow=True)

    assert answer.status_code == 403
