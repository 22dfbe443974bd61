from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from oauth2_provider.models import (
    get_access_token_model,
    get_application_model,
    get_grant_model,
    get_id_token_model,
    get_refresh_token_model,
)
from pytest_django import DjangoCaptureOnCommitCallbacks

from portal.core.models import AuditEvent
from portal.people import lifecycle, oidc, policies, services
from portal.people.errors import LastAdministratorError, OwnAccountError
from portal.people.models import User
from tests.factories.people import DepartmentFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Collect who the callbacks were called for; the first callback always fails."""
    called: list[str] = []

    def fails(user: User) -> None:
        raise RuntimeError("the Hub is down")

    def notes(user: User) -> None:
        called.append(user.username)

    monkeypatch.setattr(lifecycle, "_on_deactivate", [])
    lifecycle.on_deactivate(fails)
    lifecycle.on_deactivate(notes)
    yield called


def _give_tokens(user: User) -> None:
    oidc.register_hub()
    application = get_application_model().objects.get()
    later = timezone.now() + timedelta(hours=1)
    common = {"user": user, "application": application}
    id_token = get_id_token_model().objects.create(expires=later, scope="openid", **common)
    access = get_access_token_model().objects.create(
        token=f"access-{user.pk}", expires=later, scope="openid", id_token=id_token, **common
    )
    get_refresh_token_model().objects.create(
        token=f"refresh-{user.pk}", access_token=access, **common
    )
    get_grant_model().objects.create(
        code=f"code-{user.pk}",
        expires=later,
        redirect_uri="http://testserver/",
        scope="openid",
        **common,
    )


def _token_counts(user: User) -> list[int]:
    models = (
        get_grant_model(),
        get_refresh_token_model(),
        get_access_token_model(),
        get_id_token_model(),
    )
    return [model.objects.filter(user=user).count() for model in models]


def test_create_user_opens_account_with_roles_and_audit_row() -> None:
    administrator = UserFactory.create(administrator=True)
    Group.objects.get_or_create(name=policies.TRAINERS)
    department = DepartmentFactory.create()

    user = services.create_user(
        username="ana.silva",
        by=administrator,
        password="correct horse battery",
        department=department,
        roles=[policies.TRAINERS],
    )

    assert user.check_password("correct horse battery")
    assert policies.is_trainer(user)
    event = AuditEvent.objects.get(action="person.created")
    assert (event.actor, event.object_id) == (administrator, str(user.uuid))
    assert event.data == {"roles": ["Trainers"]}


@pytest.mark.parametrize("username", ["Ana", "a", "ana silva", "ana/../root", "ána", "-ana"])
def test_create_user_refuses_names_the_hub_cannot_hold(username: str) -> None:
    with pytest.raises(ValidationError) as refused:
        services.create_user(username=username, by=None)

    assert "username" in refused.value.message_dict


def test_create_user_without_password_lets_nobody_in() -> None:
    user = services.create_user(username="ana", by=None)

    assert not user.has_usable_password()


def test_deactivate_user_ends_sessions_and_tokens_of_that_person_only() -> None:
    administrator, leaver, stayer = (
        UserFactory.create(administrator=True),
        UserFactory.create(),
        UserFactory.create(),
    )
    for person in (leaver, stayer):
        Client().force_login(person)
        _give_tokens(person)
    at = datetime(2026, 11, 24, 9, tzinfo=UTC)

    services.deactivate_user(user=leaver, by=administrator, at=at)

    leaver.refresh_from_db()
    assert (leaver.is_active, leaver.deactivated_at) == (False, at)
    assert [s.get_decoded()["_auth_user_id"] for s in Session.objects.all()] == [str(stayer.pk)]
    assert _token_counts(leaver) == [0, 0, 0, 0]
    assert _token_counts(stayer) == [1, 1, 1, 1]
    event = AuditEvent.objects.get(action="person.deactivated")
    assert event.data == {"sessions": 1, "tokens": 4}


def test_deactivate_user_runs_callbacks_after_commit_even_when_one_fails(
    registered: list[str],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    leaver = UserFactory.create(username="leaver")

    with django_capture_on_commit_callbacks(execute=False) as callbacks:
        services.deactivate_user(user=leaver, by=None)
    assert registered == []
    for callback in callbacks:
        callback()

    assert registered == ["leaver"]
    step = AuditEvent.objects.get(action="person.deactivation_incomplete").data["step"]
    assert step.endswith("fails")


def test_deactivate_user_twice_changes_nothing(registered: list[str]) -> None:
    leaver = UserFactory.create()
    first = services.deactivate_user(user=leaver, by=None).deactivated_at

    second = services.deactivate_user(user=leaver, by=None).deactivated_at

    assert first == second
    assert AuditEvent.objects.filter(action="person.deactivated").count() == 1


def test_deactivate_user_refuses_own_account() -> None:
    administrator = UserFactory.create(administrator=True)

    with pytest.raises(OwnAccountError, match="another administrator"):
        services.deactivate_user(user=administrator, by=administrator)

    administrator.refresh_from_db()
    assert administrator.is_active


def test_deactivate_user_refuses_last_administrator() -> None:
    last = UserFactory.create(administrator=True)
    UserFactory.create(administrator=True, ended=True)

    with pytest.raises(LastAdministratorError):
        services.deactivate_user(user=last, by=None)

    UserFactory.create(administrator=True)
    assert not services.deactivate_user(user=last, by=None).is_active


def test_reactivate_user_opens_account_with_its_roles() -> None:
    person = UserFactory.create(trainer=True, ended=True)

    services.reactivate_user(user=person, by=None)
    services.reactivate_user(user=person, by=None)

    person.refresh_from_db()
    assert (person.is_active, person.deactivated_at) == (True, None)
    assert policies.is_trainer(person)
    assert AuditEvent.objects.filter(action="person.reactivated").count() == 1
