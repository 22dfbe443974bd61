import pytest
from django.db import IntegrityError, transaction

from portal.people.models import ReportingScope, User
from tests.factories.people import DepartmentFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_person_is_called_by_name_or_user_name() -> None:
    assert str(User(username="ana", first_name="Ana", last_name="Silva")) == "Ana Silva"
    assert str(User(username="ana")) == "ana"


def test_inactive_account_must_have_a_date() -> None:
    user = UserFactory.create()

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=user.pk).update(is_active=False)


def test_reporting_scope_is_given_once() -> None:
    user, department = UserFactory.create(), DepartmentFactory.create(name="Roads")
    scope = ReportingScope.objects.create(user=user, department=department)
    assert str(scope).endswith("→ Roads")

    with pytest.raises(IntegrityError), transaction.atomic():
        ReportingScope.objects.create(user=user, department=department)


def test_departments_form_a_tree() -> None:
    top = DepartmentFactory.create()
    below = DepartmentFactory.create(parent=top)

    assert below.get_parent() == top
