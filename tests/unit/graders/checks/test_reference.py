"""The reference page says what the docstrings say."""

from pathlib import Path

from graders import checks
from graders.checks.reference import page

PAGE = Path(__file__).resolve().parents[4] / "docs" / "reference" / "checks.md"


def test_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_check_has_its_words_and_its_signature() -> None:
    text = page()

    for name in checks.__all__:
        assert f"## {name}\n" in text
    assert "check_number(value: object, expected: float, *, tolerance: float = 0.005" in text
    assert "- `chart`: The learner's figure, or its axes." in text
