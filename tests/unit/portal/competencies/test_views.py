"""The page My skills: own record only, empty states, words, suggestions, download."""

import csv
import io
import uuid
from collections.abc import Mapping, Sequence
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.competencies import services, sources, suggestions
from portal.competencies.models import Competency
from portal.people.models import User
from tests.factories.competencies import CompetencyFactory, evidence_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner() -> User:
    return User.objects.create_user("learner")


@pytest.fixture
def competency() -> Competency:
    return CompetencyFactory.create(code="TST-1", name="Exploring and tidying")


@pytest.fixture
def evidence(learner: User, competency: Competency) -> None:
    now = timezone.now()
    items = [
        evidence_item(competency, f"q{n}", observed_at=now - timedelta(days=70)) for n in range(5)
    ]
    services.record_evidence(learner=learner, items=items, by=learner, at=now)


def test_visitor_is_asked_to_sign_in(client: Client) -> None:
    for name in ("competencies:my_skills", "competencies:my_evidence"):
        response = client.get(reverse(name))
        assert response.status_code == 302
        assert response["Location"].startswith("/account/sign-in/")


def test_without_framework_the_page_says_so(client: Client, learner: User) -> None:
    client.force_login(learner)
    assert "framework has not been loaded" in client.get("/skills/").content.decode()


@pytest.mark.usefixtures("competency")
def test_without_evidence_the_page_says_how_to_begin(client: Client, learner: User) -> None:
    client.force_login(learner)
    page = client.get("/skills/").content.decode()
    assert "Choose a course to begin" in page
    assert "1 competency without evidence yet" in page


@pytest.mark.usefixtures("evidence")
def test_level_range_reason_and_next_step_are_in_words(client: Client, learner: User) -> None:
    client.force_login(learner)
    page = client.get("/skills/").content.decode()
    assert "1 of 1 shown: 1 at Awareness" in page
    assert "5 items, all at Awareness difficulty, newest 2 months old; 80 % range" in page
    assert "For Working: at least 3 more new items at Working difficulty or above." in page
    assert "Exploring and tidying: not yet shown → Awareness" in page
    assert "5 rows of evidence" in page


def test_repeats_corrections_and_partial_scores_are_told(
    client: Client, learner: User, competency: Competency
) -> None:
    now = timezone.now()
    scores = {"q1": 0.0, "q2": 0.5, "q3": 1.0}
    rows = services.record_evidence(
        learner=learner,
        items=[evidence_item(competency, key, score=score) for key, score in scores.items()],
        by=None,
        at=now,
    )
    again = [evidence_item(competency, "q2")]
    services.record_evidence(learner=learner, items=again, by=None, at=now)
    services.correct_evidence(evidence=rows[0], score=1.0, by=None, at=now, reason="Check mended")
    client.force_login(learner)

    page = client.get("/skills/").content.decode()

    for words in (
        "not right",
        "50 % of the points",
        "Later attempt, does not count",
        "Taken back: Check mended",
        "Counts; corrected: Check mended",
    ):
        assert words in page


@pytest.mark.usefixtures("evidence")
def test_nobody_sees_another_persons_evidence(client: Client) -> None:
    client.force_login(User.objects.create_user("other"))
    assert "1 at Awareness" not in client.get("/skills/").content.decode()
    assert "q1" not in client.get("/skills/evidence.csv").content.decode()


@pytest.mark.usefixtures("evidence")
def test_download_holds_every_row(client: Client, learner: User) -> None:
    client.force_login(learner)
    text = client.get("/skills/evidence.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["Item"] for row in rows} == {f"q{n}" for n in range(5)}
    assert {row["Standing"] for row in rows} == {"Counts"}


@pytest.mark.usefixtures("evidence")
def test_apps_above_give_titles_and_next_steps(
    client: Client, learner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggestions, "_providers", [])
    monkeypatch.setattr(sources, "_describers", {})
    asked: dict[str, int] = {}

    def provide(person: User, wanted: Mapping[str, int]) -> list[suggestions.Suggestion]:
        asked.update(wanted)
        return [suggestions.Suggestion("TST-1", 2, "Module 2: Tidy tables", "/courses/m2/", 95)]

    def describe(person: User, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, sources.Source]:
        return {ids[0]: sources.Source("Check: rows and columns", "/courses/quiz/")}

    suggestions.register(provide)
    sources.register("quiz_item", describe)
    client.force_login(learner)
    page = client.get("/skills/").content.decode()

    assert asked == {"TST-1": 2}
    assert 'href="/courses/m2/">Module 2: Tidy tables</a> (1 hour 35 minutes)' in page
    assert 'href="/courses/quiz/">Check: rows and columns</a>' in page
    assert "Quiz answer" in page


def test_only_reading_is_allowed(client: Client, learner: User) -> None:
    client.force_login(learner)
    assert client.post("/skills/").status_code == 405
