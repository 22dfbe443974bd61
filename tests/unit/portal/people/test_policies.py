import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from portal.people import policies
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db

ROLES = {
    policies.TRAINERS: policies.is_trainer,
    policies.COURSE_EDITORS: policies.is_course_editor,
    policies.HR_VIEWERS: policies.is_hr_viewer,
    policies.ADMINISTRATORS: policies.is_administrator,
}


@pytest.mark.parametrize("name", ROLES)
def test_role_is_held_by_its_group_only(name: str) -> None:
    user = UserFactory.create(roles=[name])

    assert {other: holds(user) for other, holds in ROLES.items()} == {
        other: other == name for other in ROLES
    }


@pytest.mark.parametrize("holds", ROLES.values())
def test_visitor_holds_no_role(holds: object) -> None:
    assert callable(holds)
    assert holds(AnonymousUser()) is False


@pytest.mark.parametrize("name", ROLES)
def test_ended_account_holds_no_role(name: str) -> None:
    user = UserFactory.create(roles=[name], ended=True)

    assert ROLES[name](user) is False


def test_only_administrators_manage_people() -> None:
    policies.check_can_manage_people(UserFactory.create(administrator=True))

    for trait in ("trainer", "course_editor", "hr_viewer"):
        with pytest.raises(PermissionDenied, match="Only administrators"):
            policies.check_can_manage_people(UserFactory.create(**{trait: True}))
    with pytest.raises(PermissionDenied):
        policies.check_can_manage_people(UserFactory.create())
