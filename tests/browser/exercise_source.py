"""The authors' side of the exercises: model answers, and the lines that no learner may see."""

import re
from functools import cache

from graders.build import build_exercise
from tests.academy import REPOSITORY

_SOLUTION = re.compile(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", re.DOTALL)
_HIDDEN = re.compile(r"### BEGIN HIDDEN TESTS\n(.*?)### END HIDDEN TESTS", re.DOTALL)
_TELLING = 15  # characters: a shorter line such as ")" says nothing about where it comes from


def _source(slug: str) -> str:
    name = slug.replace("-", "_")
    return (REPOSITORY / "exercises" / slug / "source" / f"{name}.py").read_text()


def solution_texts(slug: str) -> list[str]:
    """Return the model answers of an exercise in the order of its cells."""
    return [block.rstrip("\n") for block in _SOLUTION.findall(_source(slug))]


def hidden_lines(slug: str) -> list[str]:
    """Return the lines that stand in the exercise's hidden tests and nowhere else in it."""
    source = _source(slug)
    open_part = {line.strip() for line in _HIDDEN.sub("", source).splitlines()}
    hidden = {
        line.strip() for block in _HIDDEN.findall(source) for line in block.splitlines()
    } - open_part
    return ["BEGIN HIDDEN TESTS", *sorted(line for line in hidden if len(line) >= _TELLING)]


@cache
def attempt_notebook(slug: str, name: str = "model") -> bytes:
    """Return one of the attempts that an exercise ships, as a notebook."""
    return build_exercise(REPOSITORY / "exercises" / slug).attempts[name]
