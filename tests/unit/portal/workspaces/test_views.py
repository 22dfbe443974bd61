"""Opening a workspace by a link, and every way in which the link can be wrong."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.assignments.models import Assignment
from portal.people.models import User
from portal.workspaces import launching
from tests.factories.assignments import COURSE, ReleaseFactory
from tests.factories.hub import HubState
from tests.factories.learning import EnrolmentFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment() -> Assignment:
    made: Assignment = ReleaseFactory(assignment__slug="counting").assignment
    return made


@pytest.fixture
def ada(client: Client) -> User:
    user: User = UserFactory(username="ada")
    EnrolmentFactory(learner=user, course_uuid=COURSE)
    client.force_login(user)
    return user


def _link(user: User, assignment: Assignment) -> str:
    token = launching.launch_token(user=user, assignment=assignment)
    return reverse("workspaces:launch", args=[token])


def test_open_leads_to_the_notebook(
    client: Client, ada: User, assignment: Assignment, hub: HubState, settings: Any
) -> None:
    opened = client.post("/workspaces/open/first-steps/counting/")
    assert opened.status_code == 302

    launched = client.get(opened["Location"])

    assert launched.status_code == 302
    path = "/workspace/hub/user-redirect/academy/open/first-steps/counting"
    assert launched["Location"] == settings.PUBLIC_URL + path


def test_open_by_following_a_link_changes_nothing(
    client: Client, ada: User, assignment: Assignment
) -> None:
    answer = client.get("/workspaces/open/first-steps/counting/")

    assert answer.status_code == 302
    assert answer["Location"] == assignment.get_absolute_url()


def test_open_of_an_unknown_exercise_is_not_found(client: Client, ada: User) -> None:
    assert client.post("/workspaces/open/first-steps/nothing/").status_code == 404


def test_open_asks_for_sign_in_first(client: Client, assignment: Assignment) -> None:
    answer = client.post("/workspaces/open/first-steps/counting/")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/sign-in/")


@pytest.mark.parametrize("token", ["x", "a:b:c", "a.b"])
def test_launch_with_a_wrong_link_is_a_bad_request(client: Client, ada: User, token: str) -> None:
    answer = client.get(reverse("workspaces:launch", args=[token]))

    assert answer.status_code == 400
    assert "This link does not work" in answer.content.decode()


def test_launch_with_a_changed_link_is_a_bad_request(
    client: Client, ada: User, assignment: Assignment
) -> None:
    link = _link(ada, assignment)
    changed = link.replace("/launch/", "/launch/A")

    assert client.get(changed).status_code == 400


def test_launch_with_an_expired_link_is_gone_and_offers_a_new_one(
    client: Client, ada: User, assignment: Assignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = _link(ada, assignment)
    later = timezone.now() + timedelta(seconds=launching.LIFETIME_SECONDS + 5)
    monkeypatch.setattr("django.core.signing.time.time", later.timestamp)

    answer = client.get(link)

    assert answer.status_code == 410
    assert "This link has expired" in answer.content.decode()
    assert 'action="/workspaces/open/first-steps/counting/"' in answer.content.decode()


def test_launch_with_somebody_elses_link_is_forbidden(
    client: Client, ada: User, assignment: Assignment
) -> None:
    answer = client.get(_link(UserFactory(), assignment))

    assert answer.status_code == 403
    assert "This link was made for somebody else." in answer.content.decode()


def test_launch_of_an_exercise_withdrawn_meanwhile_is_not_found(
    client: Client, ada: User, assignment: Assignment, hub: HubState
) -> None:
    link = _link(ada, assignment)
    assignment.is_active = False
    assignment.save()

    assert client.get(link).status_code == 404


def test_open_of_a_course_that_one_does_not_take_leads_to_the_page_that_offers_to_enrol(
    client: Client, assignment: Assignment
) -> None:
    client.force_login(UserFactory())

    answer = client.post("/workspaces/open/first-steps/counting/", follow=True)

    assert answer.redirect_chain == [(assignment.get_absolute_url(), 302)]
    assert "a course that you do not take yet" in answer.content.decode()


def test_launch_of_a_course_that_one_does_not_take_is_forbidden(
    client: Client, assignment: Assignment, hub: HubState
) -> None:
    stranger = UserFactory()
    client.force_login(stranger)

    answer = client.get(_link(stranger, assignment))

    assert answer.status_code == 403
    assert "a course that you do not take yet" in answer.content.decode()


def test_launch_while_the_hub_is_away_says_what_to_do(
    client: Client, ada: User, assignment: Assignment, no_hub: None
) -> None:
    answer = client.get(_link(ada, assignment))

    page = answer.content.decode()
    assert answer.status_code == 503
    assert "everything that you submitted are kept" in page
    assert 'action="/workspaces/open/first-steps/counting/"' in page
    assert 'href="/exercises/first-steps/counting/files/"' in page
