"""A small content folder, and people who look at what it becomes."""

from pathlib import Path

import pytest
import yaml
from django.core.management import call_command

from portal.courses.models import CoursePage, LessonPage, ModulePage
from portal.people.models import User
from tests.factories import courses
from tests.factories.datasets import dataset_folder
from tests.factories.people import UserFactory

FRAMEWORK = {
    "uuid": "aaaaaaaa-0000-4000-8000-000000000001",
    "version": "1.0",
    "title": "Test framework",
    "levels": [
        {"level": n, "name": name, "meaning": "Does it."}
        for n, name in enumerate(("Awareness", "Working", "Practitioner", "Expert"), start=1)
    ],
    "domains": [
        {
            "uuid": "aaaaaaaa-0000-4000-8000-000000000002",
            "code": "TST",
            "name": "Testing",
            "purpose": "Be tested.",
            "competencies": [
                {
                    "uuid": "aaaaaaaa-0000-4000-8000-000000000003",
                    "code": "TST-1",
                    "name": "Judging data",
                    "descriptor": "Judges.",
                }
            ],
            "observables": {1: ["Sees it"]},
        }
    ],
}
COURSE = {
    "uuid": "aaaaaaaa-0000-4000-8000-000000000010",
    "slug": "first-steps",
    "title": "First steps",
    "summary": "Where to begin.",
    "outcomes": ["Count", "Group", "Explain"],
    "audience": "Everybody",
    "level": "Awareness",
    "hours": 4,
    "language": "en",
    "authors": ["Ada"],
    "checked_by": "Bo",
    "checked_on": "2026-11-24",
    "modules": ["01-meet"],
}
MODULE = {
    "uuid": "aaaaaaaa-0000-4000-8000-000000000011",
    "slug": "meet",
    "title": "Meet the data",
    "summary": "One table.",
    "minutes": 45,
    "objectives": ["Look"],
    "competencies": {"TST-1": 1},
    "datasets": ["counts"],
    "items": [{"lesson": "reports.md"}, {"quiz": "reports.quiz.yaml"}, {"exercise": "first-look"}],
}
LESSON = """---
uuid: aaaaaaaa-0000-4000-8000-000000000012
slug: reports
title: Reports
summary: Read me.
---

## The question

How *many* reports, and who says "so"?

::: chart years.chart.yaml
:::

::: missing
Strikes that nobody reported.

- one
- two
:::

| Year | Reports |
| --- | --- |
| 1990 | `463` |

```python
print(1)
```
"""
CHART = {
    "uuid": "aaaaaaaa-0000-4000-8000-000000000013",
    "title": "Reports by year",
    "kind": "line",
    "x": {"label": "Year"},
    "y": {"label": "Reports", "unit": "reports"},
    "columns": ["Year", "Reports"],
    "rows": [[1990, 463], [1991, 571]],
    "summary": "It rose.",
    "alt": "A line that climbs.",
    "source": "counts, 1990 to 1991",
}
QUIZ = {
    "uuid": "aaaaaaaa-0000-4000-8000-000000000014",
    "slug": "reports-quiz",
    "title": "About reports",
    "intro": "One question.",
    "items": [
        {
            "id": "one-row",
            "type": "single",
            "competency": "TST-1",
            "level": 1,
            "difficulty": -0.5,
            "prompt": "What is a row?",
            "reason": "The unit.",
            "options": [
                {"id": "a", "text": "An event", "correct": False, "feedback": "No."},
                {"id": "b", "text": "A report", "correct": True, "feedback": "Yes."},
            ],
        }
    ],
}


class ContentFolder:
    """A content folder on disk that tests can change and load."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.module = root / "first-steps" / "01-meet"

    def write(self, name: str, data: object) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = data if isinstance(data, str) else yaml.safe_dump(data, sort_keys=False)
        path.write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def load(self, *options: str, verbosity: int = 0) -> None:
        call_command("load_content", "--from", str(self.root), *options, verbosity=verbosity)


@pytest.fixture
def content(tmp_path: Path) -> ContentFolder:
    folder = ContentFolder(tmp_path / "courses")
    folder.write("competency_framework.yaml", FRAMEWORK)
    dataset_folder(folder.root)
    folder.write("first-steps/course.yaml", COURSE)
    folder.write("first-steps/01-meet/module.yaml", MODULE)
    folder.write("first-steps/01-meet/reports.md", LESSON)
    folder.write("first-steps/01-meet/years.chart.yaml", CHART)
    folder.write("first-steps/01-meet/reports.quiz.yaml", QUIZ)
    return folder


@pytest.fixture(autouse=True)
def _no_hooks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep apps above out of these tests."""
    monkeypatch.setattr("portal.courses.loading._after_load", [])


@pytest.fixture
def learner(db: None) -> User:
    return UserFactory(username="ada")


@pytest.fixture
def course(db: None) -> CoursePage:
    return courses.course()


@pytest.fixture
def module(course: CoursePage) -> ModulePage:
    return courses.module(course)


@pytest.fixture
def lesson(module: ModulePage) -> LessonPage:
    return courses.lesson(module)
