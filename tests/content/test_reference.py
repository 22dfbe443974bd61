"""The reference tells the truth: its tests exist, and the sentences it quotes are ours."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
BAD_INPUT = REPOSITORY / "docs" / "reference" / "bad-input.md"


def _rows() -> list[list[str]]:
    lines = BAD_INPUT.read_text(encoding="utf-8").splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("| ")]
    return rows[1:]


@cache
def _words_of_the_house() -> str:
    """Return every Python file and template of the portal, with line breaks as blanks."""
    files = [*REPOSITORY.glob("portal/**/*.py"), *REPOSITORY.glob("portal/*/templates/**/*.html")]
    return " ".join(" ".join(path.read_text(encoding="utf-8").split()) for path in files)


@cache
def _tests_in(path: str) -> frozenset[str]:
    tree = ast.parse((REPOSITORY / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row[0])
def test_bad_input_names_real_tests_and_sentences(row: list[str]) -> None:
    _input, seen, status, tests = row

    named = re.findall(r"`([^`]+)::(\w+)`", tests)
    assert named
    assert [name for path, name in named if name not in _tests_in(path)] == []
    for sentence in re.findall(r"“([^”]+)”", seen):
        assert sentence in _words_of_the_house()
    assert re.fullmatch(r"\d{3}(, \d{3})*", status)
