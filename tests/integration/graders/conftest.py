"""A real engine in a real sandbox, shared by the tests of this folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graders.build import BuiltExercise, build_exercise, release_notebook
from graders.engine import Engine
from graders.settings import read_settings
from graders.zygote.pool import ZygotePool
from tests.integration.graders.submissions import Grade, grader

STRIKES = Path(__file__).parent / "exercises" / "strike-lengths"


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    pool = ZygotePool(read_settings().uid, recycle_after=2000)
    yield Engine(pool, release_notebook)
    pool.close()


@pytest.fixture(scope="session")
def strikes() -> BuiltExercise:
    return build_exercise(STRIKES)


@pytest.fixture
def grade(engine: Engine, strikes: BuiltExercise) -> Grade:
    return grader(engine, strikes)
