import subprocess
import sys

import pytest

from graders.build import release_notebook
from graders.releasing import ReleaseError, release_elsewhere
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
