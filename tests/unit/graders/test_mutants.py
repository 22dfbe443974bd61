"""Mutants change one place, always the same ones, and nothing that proves nothing."""

import ast

import pytest

from graders.mutants import choose, mutants_of


def changes(text: str) -> set[str]:
    return {mutant.change for mutant in mutants_of("cell", text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = b < 3", {"b < 3 → b <= 3", "b < 3 → b >= 3", "3 → 4"}),
        ("a = b == c", {"b == c → b != c"}),
        ("a = b + c", {"b + c → b - c"}),
        ("a = b & c", {"b & c → b | c"}),
        ("a = b and c", {"b and c → b or c"}),
        ("a = not b", {"not b → b"}),
        ("a = True", {"True → False"}),
        ("a = t.mean()", {"t.mean() → t.median()"}),
        ("a = t.f(g=h)", {"t.f(g=h) → t.f()"}),
        ("a = [b, c]", {"[b, c] → [c]", "[b, c] → [b]"}),
        ("a = 'under 30'", {"'under 30' → 'under 30x'"}),
        ("def f(x):\n    return x", {"return x → return None"}),
        ("def f(x):\n    while x:\n        g()", {"x → not x"}),
        ("a += 2", {"a += 2 → a -= 2", "2 → 3"}),
    ],
)
def test_every_kind_of_change(text: str, expected: set[str]) -> None:
    assert changes(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a = table['column']",
        "a = table[['one']]",
        "a = f('column')",
        "a = 'A sentence that no test should read word by word.'",
        "def f():\n    '''A docstring.'''\n    pass",
        "%matplotlib inline",
        "a = b",
    ],
)
def test_changes_that_prove_nothing_are_not_made(text: str) -> None:
    assert changes(text) == set()


def test_each_mutant_is_python_and_differs_in_one_place() -> None:
    text = "def f(t):\n    if len(t) > 2 and t:\n        return t.sum() / 3\n    return 0\n"

    found = mutants_of("cell", text)

    assert len(found) >= 8
    assert len({mutant.source for mutant in found}) == len(found)
    original = ast.unparse(ast.parse(text)).splitlines()
    for mutant in found:
        lines = ast.unparse(ast.parse(mutant.source)).splitlines()
        different = [
            n for n, pair in enumerate(zip(original, lines, strict=True), 1) if len({*pair}) > 1
        ]
        assert different == [mutant.line], mutant.change


def test_cells_take_turns_and_the_choice_is_always_the_same() -> None:
    cells = {"one": "a = 1 + 2 * 3 - 4", "two": "b = x < 5"}

    chosen = choose(cells, most=4, without=frozenset())

    assert [mutant.grade_id for mutant in chosen] == ["one", "two", "one", "two"]
    assert chosen == choose(cells, most=4, without=frozenset())


def test_a_declared_mutant_is_left_out() -> None:
    cells = {"one": "a = b < 3"}

    chosen = choose(cells, most=9, without=frozenset({("one", "b < 3 → b <= 3")}))

    assert {mutant.change for mutant in chosen} == {"b < 3 → b >= 3", "3 → 4"}
