"""Courses, modules and lessons hold together: every reference leads somewhere."""

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from portal.courses.quiz_items import Question
from tests.content.content_files import (
    CHART_FILES,
    COURSE_FILES,
    COURSES,
    DATASETS,
    EXERCISES,
    LESSON_FILES,
    MODULE_FILES,
    QUIZ_FILES,
    REPOSITORY,
    competency_codes,
    container,
    lesson,
    read,
    shown,
)

UUID4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
SHORTEST, LONGEST = 800, 1800
by_lesson = pytest.mark.parametrize("path", LESSON_FILES, ids=lambda path: path.stem)


def _items(module: Path, kind: str) -> list[str]:
    return [item[kind] for item in read(module)["items"] if kind in item]


def test_every_content_file_is_found() -> None:
    assert COURSE_FILES
    assert len(MODULE_FILES) == len(LESSON_FILES) == len(QUIZ_FILES) >= 3


def test_uuids_are_given_once() -> None:
    given: Counter[str] = Counter()
    for folder in (COURSES, EXERCISES):
        for path in folder.rglob("*"):
            if path.suffix in (".yaml", ".md") and path.name != "README.md":
                found = re.findall(r"^[ -]*uuid: (\S+)$", path.read_text("utf-8"), re.MULTILINE)
                assert found, shown(path)
                given.update(found)

    assert [uuid for uuid in given if not UUID4.fullmatch(uuid)] == []
    assert [uuid for uuid, times in given.items() if times > 1] == []


@pytest.mark.parametrize("path", COURSE_FILES, ids=lambda path: path.parent.name)
def test_course_lists_its_modules(path: Path) -> None:
    course = read(path)

    assert course["slug"] == path.parent.name
    assert sorted(course["modules"]) == course["modules"]
    assert {folder.parent.name for folder in MODULE_FILES if folder.parents[1] == path.parent} == (
        set(course["modules"])
    )
    assert 3 <= len(course["outcomes"]) <= 5


@pytest.mark.parametrize("path", COURSE_FILES, ids=lambda path: path.parent.name)
def test_hours_are_what_the_modules_take(path: Path) -> None:
    minutes = sum(
        read(path.parent / name / "module.yaml")["minutes"] for name in read(path)["modules"]
    )

    assert abs(read(path)["hours"] - minutes / 60) <= 0.25


@pytest.mark.parametrize("path", MODULE_FILES, ids=lambda path: path.parent.name)
def test_module_refers_to_what_exists(path: Path) -> None:
    module = read(path)

    for name in [*_items(path, "lesson"), *_items(path, "quiz")]:
        assert (path.parent / name).is_file(), name
    for slug in _items(path, "exercise"):
        exercise = read(EXERCISES / slug / "exercise.yaml")
        assert exercise["module"] == module["slug"]
        assert exercise["course"] == read(path.parents[1] / "course.yaml")["slug"]
    for slug in module["datasets"]:
        assert (DATASETS / slug / "dataset.yaml").is_file(), slug
    assert set(module["competencies"]) <= competency_codes()


@pytest.mark.parametrize("path", MODULE_FILES, ids=lambda path: path.parent.name)
def test_module_claims_what_its_items_evidence(path: Path) -> None:
    evidenced: dict[str, int] = {}
    pieces = [item for name in _items(path, "quiz") for item in read(path.parent / name)["items"]]
    for slug in _items(path, "exercise"):
        pieces += read(EXERCISES / slug / "exercise.yaml")["cells"]
    for piece in pieces:
        code = piece["competency"]
        evidenced[code] = max(evidenced.get(code, 0), piece["level"])

    assert read(path)["competencies"] == evidenced


@pytest.mark.parametrize("path", COURSE_FILES, ids=lambda path: path.parent.name)
def test_course_is_broad_enough(path: Path) -> None:
    codes = {
        code
        for name in read(path)["modules"]
        for code in read(path.parent / name / "module.yaml")["competencies"]
    }

    assert len(codes) >= 8
    assert len({code.split("-")[0] for code in codes}) >= 5


@by_lesson
def test_lesson_is_of_readable_length(path: Path) -> None:
    head, body = lesson(path)
    words = len(re.sub(r"^:::.*$", "", body, flags=re.MULTILINE).split())

    assert SHORTEST <= words <= LONGEST
    assert head["slug"] == path.stem
    assert 12 <= len(head["summary"].split()) <= 45


@by_lesson
def test_lesson_has_all_its_parts(path: Path) -> None:
    _, body = lesson(path)

    for kind in ("example", "pitfall", "missing", "summary", "reading"):
        assert container(body, kind), kind
    assert len(container(body, "missing")[0].split()) >= 40
    assert body.lstrip().startswith("## The question")


@by_lesson
def test_lesson_opens_and_closes_every_container(path: Path) -> None:
    fences = re.findall(r"^:::(.*)$", lesson(path)[1], re.MULTILINE)

    assert len(fences) % 2 == 0
    for opening, closing in zip(fences[::2], fences[1::2], strict=True):
        assert opening.split()[0] in {
            "example",
            "pitfall",
            "missing",
            "summary",
            "reading",
            "chart",
        }
        assert closing == ""


@by_lesson
def test_charts_of_a_lesson_exist(path: Path) -> None:
    named = re.findall(r"^::: chart (\S+)$", lesson(path)[1], re.MULTILINE)

    assert named
    assert [name for name in named if not (path.parent / name).is_file()] == []


def test_every_chart_is_shown_in_a_lesson_or_read_in_a_quiz() -> None:
    bodies = " ".join(lesson(path)[1] for path in LESSON_FILES)
    asked = {item.get("chart") for path in QUIZ_FILES for item in read(path)["items"]}

    shown_in_lessons = [c for c in CHART_FILES if f"::: chart {c.name}" in bodies]
    assert [c.name for c in CHART_FILES if c not in shown_in_lessons and c.name not in asked] == []


def test_examples_in_the_guide_are_questions() -> None:
    guide = (REPOSITORY / "courses" / "README.md").read_text(encoding="utf-8")
    examples = re.findall(r"```yaml\n(  - id: .*?)```", guide, re.DOTALL)

    items = [Question.model_validate(item) for text in examples for item in yaml.safe_load(text)]

    assert {item.type for item in items} == {"chart", "text", "ordering", "matching"}
    assert {item.competency for item in items} <= competency_codes()


@pytest.mark.parametrize("path", CHART_FILES, ids=lambda path: path.name)
def test_chart_can_be_understood_without_seeing_it(path: Path) -> None:
    chart = read(path)

    assert len(chart["alt"].split()) >= 15
    assert chart["summary"].endswith(".")
    assert chart["summary"].count(". ") == 0
    assert chart["source"].split(",")[0] in {folder.name for folder in DATASETS.iterdir()}
    assert all(len(row) == len(chart["columns"]) for row in chart["rows"])


def test_guide_for_authors_is_there() -> None:
    guide = (REPOSITORY / "courses" / "README.md").read_text(encoding="utf-8")

    for kind in ("example", "pitfall", "missing", "summary", "reading", "chart"):
        assert f"::: {kind}" in guide
