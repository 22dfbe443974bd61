"""`explain_level` prints rows, posterior and sentence, and finds a tampered projection."""

import io

import pytest
from django.core.management import CommandError, call_command

from portal.competencies import services
from portal.competencies.models import Competency, Proficiency
from portal.people.looks import looks_at
from portal.people.models import User
from tests.factories.competencies import NOW, CompetencyFactory, evidence_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner() -> User:
    return User.objects.create_user("amina")


@pytest.fixture
def competency() -> Competency:
    return CompetencyFactory.create(code="TST-1")


def run(*extra: str) -> str:
    out = io.StringIO()
    call_command("explain_level", "--learner=amina", "--competency=TST-1", *extra, stdout=out)
    return out.getvalue()


def record(learner: User, competency: Competency) -> None:
    items = [evidence_item(competency, f"q{n}") for n in range(4)]
    first, *_ = services.record_evidence(learner=learner, items=items, by=None, at=NOW)
    services.record_evidence(
        learner=learner, items=[evidence_item(competency, "q3")], by=None, at=NOW
    )
    services.correct_evidence(evidence=first, score=0.5, by=None, at=NOW, reason="Regraded")


def test_prints_rows_weights_posterior_and_sentence(learner: User, competency: Competency) -> None:
    record(learner, competency)

    text = run("--verify")

    for part in ("q0", "voided", "correction", "repeat", "posterior: mean", "80 % range"):
        assert part in text
    assert "Expert: Pr(ability >= 2.35)" in text
    assert "never given by machine" in text
    assert "Verified" in text


def test_without_evidence_there_is_nothing_to_differ(learner: User, competency: Competency) -> None:
    assert "Verified" in run("--verify")


@pytest.mark.parametrize(
    ("field", "value"), [("level", 3), ("mean", 0.5), ("sentence", "Very good."), ("weight", 9.0)]
)
def test_tampered_projection_is_found(
    learner: User, competency: Competency, field: str, value: object
) -> None:
    record(learner, competency)
    Proficiency.objects.update(**{field: value})

    with pytest.raises(CommandError) as caught:
        run("--verify")

    assert caught.value.returncode == 1


def test_missing_and_stale_projections_are_found(learner: User, competency: Competency) -> None:
    record(learner, competency)
    Proficiency.objects.update(last_evidence_id=1)
    with pytest.raises(CommandError):
        run("--verify")
    Proficiency.objects.all().delete()
    with pytest.raises(CommandError):
        run("--verify")


def test_unknown_names_are_told(learner: User, competency: Competency) -> None:
    with pytest.raises(CommandError, match="nobody called"):
        call_command("explain_level", "--learner=x", "--competency=TST-1")
    with pytest.raises(CommandError, match="no competency"):
        call_command("explain_level", "--learner=amina", "--competency=NOT-1")


def test_explaining_a_level_is_a_look_that_the_person_can_see(
    learner: User, competency: Competency
) -> None:
    run()

    [look] = looks_at(learner)
    assert look.who == "The people who run the academy's server"
    assert look.what.startswith("Your evidence: ")
