"""Each look at a person's data is kept and shown to that person."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from portal.core.models import AuditEvent
from portal.people import looks
from portal.people.looks import LookKind
from tests.factories.assignments import NOW, SubmissionFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def test_note_keeps_who_and_what_newest_first() -> None:
    person, trainer = UserFactory(), UserFactory(first_name="Tomas", last_name="Lind")
    looks.note(person=person, by=trainer, kind=LookKind.SUBMISSION, title="X", at=NOW)
    looks.note(person=person, by=None, kind=LookKind.EVIDENCE, title="Counting", at=NOW)
    looks.note(person=UserFactory(), by=trainer, kind=LookKind.ACCOUNT, at=NOW)

    assert [(look.who, look.what) for look in looks.looks_at(person)] == [
        ("The people who run the academy's server", "Your evidence: Counting"),
        ("Tomas Lind", "Your work: X"),
    ]


def test_note_of_ones_own_look_keeps_nothing() -> None:
    person = UserFactory()

    looks.note(person=person, by=person, kind=LookKind.ACCOUNT, at=NOW)

    assert not AuditEvent.objects.exists()


def test_note_of_the_same_within_the_hour_is_one_look() -> None:
    person, trainer = UserFactory(), UserFactory()

    def look(title: str, at: datetime) -> None:
        looks.note(person=person, by=trainer, kind=LookKind.SUBMISSION, title=title, at=at)

    look("X", NOW)
    first = looks.looks_at(person)[0].at
    look("X", first + timedelta(minutes=59))
    assert len(looks.looks_at(person)) == 1

    look("Y", first + timedelta(minutes=59))
    look("X", first + looks.ONE_LOOK + timedelta(minutes=1))
    assert len(looks.looks_at(person)) == 3


def test_my_skills_shows_who_opened_what(client: Client) -> None:
    submission = SubmissionFactory(settled=True)
    learner = submission.learner
    client.force_login(learner)
    client.get(submission.get_absolute_url())
    assert "Nobody has opened your work" in client.get("/skills/").content.decode()
    for viewer, address in (
        (UserFactory(trainer=True, last_name="Trainer"), submission.get_absolute_url()),
        (UserFactory(administrator=True, last_name="Admin"), f"/account/people/{learner.uuid}/"),
    ):
        client.force_login(viewer)
        assert client.get(address).status_code == 200

    client.force_login(learner)
    page = client.get("/skills/").content.decode()

    assert "Pat Trainer: Your work: Count the strikes" in page
    assert "Pat Admin: Your account" in page


def test_a_refused_look_is_no_look(client: Client) -> None:
    submission = SubmissionFactory(settled=True)
    client.force_login(UserFactory(hr_viewer=True))

    assert client.get(submission.get_absolute_url()).status_code == 404

    assert looks.looks_at(submission.learner) == []


def test_nobody_sees_who_looked_at_somebody_else(client: Client) -> None:
    person = UserFactory()
    looks.note(person=person, by=UserFactory(), kind=LookKind.SUBMISSION, title="Secret", at=NOW)
    client.force_login(UserFactory(administrator=True))

    assert "Secret" not in client.get("/skills/").content.decode()
