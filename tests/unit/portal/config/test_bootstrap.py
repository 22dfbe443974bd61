"""Set-up before anything is installed."""

import sys
from pathlib import Path

import pytest

from portal.config import bootstrap


def test_source_uses_no_syntax_newer_than_python_3_6() -> None:
    import ast

    ast.parse(Path(bootstrap.__file__).read_text(), feature_version=(3, 6))


def test_find_python_names_the_need_when_all_are_too_old(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "python_version", lambda python: (3, 9))

    with pytest.raises(bootstrap.SetupError, match=r"Python 3\.11 or 3\.12 is needed"):
        bootstrap.find_python()


def test_python_version_of_what_is_no_interpreter_is_none() -> None:
    assert bootstrap.python_version("/nowhere/python") is None
    assert bootstrap.python_version(sys.executable) == sys.version_info[:2]


def test_stamp_makes_a_step_done_for_one_fingerprint_only(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(bootstrap, "VENV", str(tmp_path))

    bootstrap.stamp("x", "one")

    assert bootstrap.done("x", "one")
    assert not bootstrap.done("x", "two")
    assert not bootstrap.done("y", "one")


def test_main_says_the_reason_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def too_old() -> str:
        raise bootstrap.SetupError("Python 3.11 or 3.12 is needed.")

    monkeypatch.setattr(bootstrap, "find_python", too_old)

    assert bootstrap.main([]) == 1
    assert capsys.readouterr().err.strip() == "Python 3.11 or 3.12 is needed."
