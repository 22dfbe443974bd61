import os
import subprocess
import sys
from pathlib import Path

import pytest

from graders.build import release_notebook
from graders.releasing import ReleaseError, ReleaseShelf, release_elsewhere
from tests.integration.graders import sources as make

HEAVY = ("nbgrader", "sqlalchemy", "jupytext")


def test_a_release_made_elsewhere_has_the_same_bytes() -> None:
    source = make.source(make.answer("a", "x = 1"), make.check("t", "assert x == 1"))

    assert release_elsewhere(source) == release_notebook(source)


def test_what_nbgrader_refuses_is_refused_with_its_words() -> None:
    unclosed = "### BEGIN HIDDEN TESTS\nassert x"
    source = make.source(make.answer("a", "x = 1"), make.check("t", unclosed))
    with pytest.raises(RuntimeError) as here:
        release_notebook(source)

    with pytest.raises(ReleaseError) as elsewhere:
        release_elsewhere(source)

    assert str(here.value) in str(elsewhere.value)


def test_a_server_does_not_load_what_only_releases_need() -> None:
    code = f"import sys, graders.cli; print([m for m in {HEAVY} if m in sys.modules])"

    said = subprocess.check_output([sys.executable, "-c", code], text=True)

    assert said.strip() == "[]"


def test_a_shelf_makes_each_release_once_even_for_its_successor(tmp_path: Path) -> None:
    made: list[bytes] = []

    def make_release(source: bytes) -> bytes:
        made.append(source)
        return b"release of " + source

    shelf = ReleaseShelf(tmp_path / "releases", make_release)

    assert [shelf(b"one"), shelf(b"one"), shelf(b"two")] == [
        b"release of one",
        b"release of one",
        b"release of two",
    ]
    assert ReleaseShelf(tmp_path / "releases", make_release)(b"one") == b"release of one"
    assert made == [b"one", b"two"]


def test_a_release_that_was_cut_short_is_made_again(tmp_path: Path) -> None:
    assert ReleaseShelf(tmp_path, lambda _source: b"whole")(b"one") == b"whole"
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(kept.read_bytes()[:-1])

    assert ReleaseShelf(tmp_path, lambda _source: b"anew")(b"one") == b"anew"


def test_a_release_that_finds_no_room_is_given_all_the_same(tmp_path: Path) -> None:
    taken = tmp_path / "a-file"
    taken.write_bytes(b"")

    assert ReleaseShelf(taken / "below", lambda _source: b"made")(b"one") == b"made"


def test_the_shelf_keeps_those_that_were_used_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graders.releasing._KEPT", 2)
    made: list[bytes] = []

    def make_release(source: bytes) -> bytes:
        made.append(source)
        return source

    shelf = ReleaseShelf(tmp_path, make_release)
    for moment, source in enumerate((b"1", b"2")):
        shelf(source)
        newest = max(tmp_path.iterdir(), key=lambda kept: kept.stat().st_mtime)
        os.utime(newest, (moment, moment))
    shelf(b"1")
    shelf(b"3")

    assert shelf(b"1") == b"1"
    assert made == [b"1", b"2", b"3"]
    assert len(list(tmp_path.iterdir())) == 2


def test_a_source_that_is_refused_is_not_kept(tmp_path: Path) -> None:
    def refuse(_source: bytes) -> bytes:
        raise ReleaseError("no")

    with pytest.raises(ReleaseError):
        ReleaseShelf(tmp_path, refuse)(b"one")

    assert list(tmp_path.iterdir()) == []


def test_the_program_does_not_assemble_a_grammar_of_web_addresses() -> None:
    code = (
        "import runpy, sys; sys.argv = ['graders', '--help']\n"
        "try: runpy.run_module('graders', run_name='__main__')\n"
        "except SystemExit: pass\n"
        "import nbformat\n"
        "print('lark' in sys.modules, 'jsonschema' in sys.modules)"
    )

    said = subprocess.check_output([sys.executable, "-c", code], text=True)

    assert said.splitlines()[-1] == "False True"
