"""Profile, history and what one act changed."""

import uuid
from datetime import timedelta

import pytest

from portal.competencies import selectors, services, sources, suggestions
from portal.competencies.models import Competency
from portal.people.models import User
from tests.factories.competencies import NOW, CompetencyFactory, DomainFactory, evidence_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner() -> User:
    return User.objects.create_user("learner")


@pytest.fixture
def tidying() -> Competency:
    domain = DomainFactory.create(name="Analysis")
    return CompetencyFactory.create(code="TST-1", name="Exploring and tidying", domain=domain)


@pytest.fixture
def charts(tidying: Competency) -> Competency:
    return CompetencyFactory.create(code="TST-2", name="Charts", domain=tidying.domain)


def record(learner: User, competency: Competency, keys: range, **values: object) -> uuid.UUID:
    source = uuid.uuid4()
    services.record_evidence(
        learner=learner,
        items=[evidence_item(competency, f"k{n}", source_id=source, **values) for n in keys],
        by=learner,
        at=NOW,
    )
    return source


def test_profile_holds_every_domain_and_counts(
    learner: User, tidying: Competency, charts: Competency
) -> None:
    record(learner, tidying, range(4))

    profile = selectors.skill_profile(learner, now=NOW)

    [domain] = profile.domains
    assert domain.counts == (1, 1, 0, 0, 0)
    assert [c.code for c in domain.begun] == ["TST-1"]
    assert [c.code for c in domain.unbegun] == ["TST-2"]
    assert profile.summary == "You have shown 1 of 2 competencies: 1 at Awareness."
    assert profile.evidence_count == 4
    assert profile.refresh_due == ()
    later = selectors.skill_profile(learner, now=NOW + timedelta(days=900))
    assert [c.code for c in later.refresh_due] == ["TST-1"]


def test_a_submission_says_what_it_changed_whatever_comes_later(
    learner: User, tidying: Competency, charts: Competency
) -> None:
    first = record(learner, tidying, range(4))
    words_then = selectors.changes_for_source(learner, "quiz_item", first)
    record(learner, tidying, range(10, 20), level=2, difficulty=-0.5, guess=0.0)

    assert len(words_then) == 1
    assert words_then[0].startswith("Exploring and tidying: not yet shown → Awareness. 4 items")
    assert selectors.changes_for_source(learner, "quiz_item", first) == words_then


def test_a_repeat_says_that_only_the_first_attempt_counts(
    learner: User, tidying: Competency
) -> None:
    record(learner, tidying, range(2))
    again = record(learner, tidying, range(2))

    assert selectors.changes_for_source(learner, "quiz_item", again) == [
        "Exploring and tidying: unchanged, because only the first attempt at a task counts."
    ]


def test_an_act_without_evidence_changed_nothing(learner: User) -> None:
    assert selectors.changes_for_source(learner, "quiz_item", uuid.uuid4()) == []


def test_changes_come_in_the_frameworks_order(
    learner: User, tidying: Competency, charts: Competency
) -> None:
    source = uuid.uuid4()
    items = [
        evidence_item(charts, "c", source_id=source),
        evidence_item(tidying, "t", source_id=source),
    ]
    services.record_evidence(learner=learner, items=items, by=None, at=NOW)

    found = selectors.changes_for_source(learner, "quiz_item", source)

    assert [line.split(":")[0] for line in found] == ["Exploring and tidying", "Charts"]


def test_history_names_each_level_once(learner: User, tidying: Competency) -> None:
    record(learner, tidying, range(4), observed_at=NOW - timedelta(days=90))
    record(
        learner,
        tidying,
        range(10, 18),
        level=2,
        difficulty=-0.5,
        guess=0.0,
        observed_at=NOW - timedelta(days=5),
    )

    assert [text for _, text in selectors.level_history(learner)] == [
        "Exploring and tidying: Awareness → Working",
        "Exploring and tidying: not yet shown → Awareness",
    ]


def test_providers_register_once(monkeypatch: pytest.MonkeyPatch, learner: User) -> None:
    monkeypatch.setattr(suggestions, "_providers", [])

    def provide(person: User, wanted: object) -> list[suggestions.Suggestion]:
        return [suggestions.Suggestion("TST-1", 1, "A module", "/m/")]

    suggestions.register(provide)
    suggestions.register(provide)
    assert len(suggestions.suggestions_for(learner, {"TST-1": 1})["TST-1"]) == 1


def test_unknown_sources_are_left_out(learner: User) -> None:
    assert sources.describe(learner, [("portfolio", uuid.uuid4())]) == {}
