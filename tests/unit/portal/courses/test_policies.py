import pytest
from django.contrib.auth.models import AnonymousUser

from portal.courses import policies
from portal.courses.errors import SignInNeededError
from tests.factories.people import UserFactory


@pytest.mark.django_db
def test_everybody_with_an_account_reads_lessons() -> None:
    assert policies.can_read_lesson(UserFactory())


@pytest.mark.django_db
def test_an_ended_account_does_not() -> None:
    assert not policies.can_read_lesson(UserFactory(ended=True))


@pytest.mark.parametrize("user", [AnonymousUser(), None])
def test_visitors_do_not_and_are_told_why(user: AnonymousUser | None) -> None:
    with pytest.raises(SignInNeededError) as caught:
        policies.check_can_read_lesson(user)

    assert "Sign in" in str(caught.value)
