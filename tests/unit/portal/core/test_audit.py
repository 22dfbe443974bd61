import pytest

from portal.core import audit
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def test_record_keeps_who_what_and_to_what() -> None:
    user = UserFactory.create(first_name="Ana", last_name="Silva")

    event = audit.record(action="person.created", by=user, obj=user, data={"a": 1})

    event.refresh_from_db()
    assert (event.actor, event.actor_label) == (user, "Ana Silva")
    assert (event.object_kind, event.object_id) == ("people.user", str(user.uuid))
    assert event.data == {"a": 1}
    assert str(event).endswith("Ana Silva person.created")


def test_record_of_the_system_has_no_actor() -> None:
    event = audit.record(action="snapshot.taken", by=None)

    assert (event.actor, event.actor_label, event.object_id) == (None, "system", "")


def test_record_outlives_the_actor() -> None:
    user = UserFactory.create(first_name="Ana", last_name="Silva")
    event = audit.record(action="x.done", by=user)

    user.delete()

    event.refresh_from_db()
    assert (event.actor, event.actor_label) == (None, "Ana Silva")
