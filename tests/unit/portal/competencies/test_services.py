"""The ledger: first attempts, repeats, corrections, idempotence, audit, projection."""

import uuid
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction

from portal.competencies import services
from portal.competencies.errors import (
    EvidenceAlreadyVoidError,
    EvidenceAppendOnlyError,
    UnknownCompetencyError,
)
from portal.competencies.evidence import LearnerEvidence
from portal.competencies.models import Competency, Evidence, Level, Proficiency
from portal.core.models import AuditEvent
from portal.people.models import User
from tests.factories.competencies import NOW, CompetencyFactory, evidence_item

pytestmark = pytest.mark.django_db
Kind = Evidence.WeightKind


@pytest.fixture
def learner() -> User:
    return get_user_model().objects.create_user("learner", password=None)


@pytest.fixture
def competency() -> Competency:
    return CompetencyFactory.create(code="TST-1")


def test_first_attempt_counts_and_later_attempts_are_repeats(
    learner: User, competency: Competency
) -> None:
    wrong = evidence_item(competency, "q1", score=0.0)
    right = evidence_item(competency, "q1", score=1.0)

    [first] = services.record_evidence(learner=learner, items=[wrong], by=learner, at=NOW)
    [second] = services.record_evidence(learner=learner, items=[right], by=learner, at=NOW)

    assert (first.weight_kind, second.weight_kind) == (Kind.COUNTED, Kind.REPEAT)
    proficiency = Proficiency.objects.get(learner=learner, competency=competency)
    assert proficiency.evidence_count == 1
    assert proficiency.mean < 0


def test_same_item_twice_in_one_call_counts_once(learner: User, competency: Competency) -> None:
    items = [evidence_item(competency, "q1"), evidence_item(competency, "q1")]

    rows = services.record_evidence(learner=learner, items=items, by=None, at=NOW)

    assert [row.weight_kind for row in rows] == [Kind.COUNTED, Kind.REPEAT]


def test_reporting_the_same_act_again_adds_nothing(learner: User, competency: Competency) -> None:
    item = evidence_item(competency, "q1")
    before = services.record_evidence(learner=learner, items=[item], by=None, at=NOW)
    audits = AuditEvent.objects.count()

    after = services.record_evidence(
        learner=learner, items=[item], by=None, at=NOW + timedelta(hours=1)
    )

    assert before == after
    assert Evidence.objects.count() == 1
    assert AuditEvent.objects.count() == audits


def test_enough_right_answers_show_awareness_and_an_audit_row_tells(
    learner: User, competency: Competency
) -> None:
    items = [evidence_item(competency, f"q{n}") for n in range(4)]

    services.record_evidence(learner=learner, items=items, by=learner, at=NOW)

    proficiency = Proficiency.objects.get(learner=learner, competency=competency)
    assert proficiency.level == Level.AWARENESS
    assert "4 items" in proficiency.sentence
    event = AuditEvent.objects.get(action="evidence.recorded")
    assert event.object_id == str(learner.uuid)
    assert event.data["counted"] == 4


def test_unknown_competency_records_nothing(learner: User, competency: Competency) -> None:
    items = [evidence_item(competency, "q1"), evidence_item("NOT-1", "q2")]

    with pytest.raises(UnknownCompetencyError, match="NOT-1"):
        services.record_evidence(learner=learner, items=items, by=None, at=NOW)

    assert not Evidence.objects.exists()


def test_no_items_write_nothing(learner: User) -> None:
    assert services.record_evidence(learner=learner, items=[], by=None, at=NOW) == []
    assert not AuditEvent.objects.exists()


def test_batch_does_what_single_calls_do(competency: Competency) -> None:
    people = [get_user_model().objects.create_user(f"person{n}") for n in range(6)]
    items = [evidence_item(competency, f"q{n}", score=n / 4) for n in range(4)]
    for person in people[:3]:
        services.record_evidence(learner=person, items=items, by=None, at=NOW)

    services.record_evidence_batch(
        batch=[LearnerEvidence(person, items) for person in people[3:]], by=None, at=NOW
    )

    found = Proficiency.objects.values_list("mean", "weight", "evidence_count", "level")
    assert len(found) == 6
    assert len({(round(mean, 12), *rest) for mean, *rest in found}) == 1


def test_void_takes_a_row_out_and_keeps_later_attempts_out(
    learner: User, competency: Competency
) -> None:
    [row] = services.record_evidence(
        learner=learner, items=[evidence_item(competency, "q1")], by=None, at=NOW
    )

    services.void_evidence(evidence=row, by=learner, at=NOW, reason="Answered by a colleague")
    services.record_evidence(
        learner=learner, items=[evidence_item(competency, "q1")], by=None, at=NOW
    )

    assert not Evidence.objects.effective().exists()
    assert Proficiency.objects.get().evidence_count == 0
    with pytest.raises(EvidenceAlreadyVoidError):
        services.void_evidence(evidence=row, by=learner, at=NOW, reason="Again")


def test_correction_replaces_the_score_and_keeps_the_old_row(
    learner: User, competency: Competency
) -> None:
    [row] = services.record_evidence(
        learner=learner, items=[evidence_item(competency, "q1", score=0.0)], by=None, at=NOW
    )

    new = services.correct_evidence(
        evidence=row, score=1.0, by=learner, at=NOW, reason="The check was wrong"
    )

    assert list(Evidence.objects.effective()) == [new]
    assert Evidence.objects.get(pk=row.pk).score == 0.0
    assert Proficiency.objects.get().mean > 0
    assert AuditEvent.objects.filter(action="evidence.corrected").count() == 1


def test_corrected_repeat_still_does_not_count(learner: User, competency: Competency) -> None:
    services.record_evidence(
        learner=learner, items=[evidence_item(competency, "q1", score=0.0)], by=None, at=NOW
    )
    [repeat] = services.record_evidence(
        learner=learner, items=[evidence_item(competency, "q1", score=0.5)], by=None, at=NOW
    )

    services.correct_evidence(evidence=repeat, score=1.0, by=None, at=NOW, reason="Regraded")

    assert Evidence.objects.effective().get().score == 0.0


def test_ledger_as_it_was_can_be_read(learner: User, competency: Competency) -> None:
    [row] = services.record_evidence(
        learner=learner, items=[evidence_item(competency, "q1")], by=None, at=NOW
    )
    void = services.void_evidence(evidence=row, by=None, at=NOW, reason="Mistake")

    assert list(Evidence.objects.all().effective(up_to=row.pk)) == [row]
    assert list(Evidence.objects.all().effective(up_to=void.pk)) == []


def test_rows_cannot_be_changed_or_deleted(learner: User, competency: Competency) -> None:
    [row] = services.record_evidence(
        learner=learner, items=[evidence_item(competency, "q1")], by=None, at=NOW
    )
    row.score = 0.3
    for act in (
        row.save,
        row.delete,
        Evidence.objects.all().delete,
        lambda: Evidence.objects.update(score=0),
    ):
        with pytest.raises(EvidenceAppendOnlyError):
            act()


def test_database_refuses_a_second_first_attempt(learner: User, competency: Competency) -> None:
    [row] = services.record_evidence(
        learner=learner, items=[evidence_item(competency, "q1")], by=None, at=NOW
    )
    row.pk, row.uuid, row.source_id = None, uuid.uuid4(), uuid.uuid4()

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_demo_learners_leave_demo_evidence(competency: Competency) -> None:
    person = get_user_model().objects.create_user("demo-person", is_demo=True)

    [row] = services.record_evidence(
        learner=person, items=[evidence_item(competency, "q1")], by=None, at=NOW
    )

    assert row.is_demo


def test_things_say_what_they_are(learner: User, competency: Competency) -> None:
    [row] = services.record_evidence(
        learner=learner, items=[evidence_item(competency, "q1")], by=None, at=NOW
    )
    assert str(row) == "q1: 1 (counted)"
    assert str(Proficiency.objects.get()).endswith("Not yet shown")
    assert str(competency.domain.framework) == "Test framework test-1"
    assert str(competency.domain) == competency.domain.name
