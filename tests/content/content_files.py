"""Where the content files lie, and how these tests read them."""

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

REPOSITORY = Path(__file__).resolve().parents[2]
COURSES = REPOSITORY / "courses"
DATASETS = COURSES / "datasets"
EXERCISES = REPOSITORY / "exercises"
FRAMEWORK = COURSES / "competency_framework.yaml"

COURSE_FILES = sorted(COURSES.glob("*/course.yaml"))
MODULE_FILES = sorted(COURSES.glob("*/*/module.yaml"))
LESSON_FILES = sorted(COURSES.glob("*/[0-9]*/*.md"))
QUIZ_FILES = sorted(COURSES.glob("*/*/*.quiz.yaml"))
CHART_FILES = sorted(COURSES.glob("*/*/*.chart.yaml"))
DATASET_FILES = sorted(DATASETS.glob("*/dataset.yaml"))
EXERCISE_FILES = sorted(EXERCISES.glob("*/exercise.yaml"))


@cache
def read(path: Path) -> Any:
    """Return what a YAML file says."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@cache
def lesson(path: Path) -> tuple[dict[str, Any], str]:
    """Return front matter and body of a lesson."""
    match = re.match(r"\A---\n(.*?)\n---\n(.*)\Z", path.read_text(encoding="utf-8"), re.DOTALL)
    assert match, f"{path.name} has no front matter"
    return yaml.safe_load(match[1]), match[2]


def flowing(text: str) -> str:
    """Return the text on one line, without the marks for stress."""
    return " ".join(text.replace("*", "").split())


def container(body: str, kind: str) -> list[str]:
    """Return the contents of every ``::: kind`` block."""
    return re.findall(rf"^::: {kind}[^\n]*\n(.*?)^:::$", body, re.DOTALL | re.MULTILINE)


def anchors(body: str) -> set[str]:
    """Return the anchors of a lesson's headings, formed as the pages form them."""
    headings = re.findall(r"^#{2,6} (.+)$", body, re.MULTILINE)
    plain = (re.sub(r"[^\w\s-]", "", heading.lower()) for heading in headings)
    return {re.sub(r"[-\s]+", "-", heading).strip("-_") for heading in plain}


def table(slug: str, name: str) -> pd.DataFrame:
    """Return a data file of a dataset."""
    return pd.read_csv(DATASETS / slug / "data" / name)


def sha256(path: Path) -> str:
    """Return the hash of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def competency_codes() -> set[str]:
    """Return every code of the framework."""
    return {
        competency["code"]
        for domain in read(FRAMEWORK)["domains"]
        for competency in domain["competencies"]
    }


def shown(path: Path) -> str:
    """Name a file in test ids."""
    return str(path.relative_to(REPOSITORY))
