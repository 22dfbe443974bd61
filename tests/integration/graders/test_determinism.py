"""One submission, graded fifty times by two zygotes on a machine that changes, has one result."""

import os

import pytest

from graders.contract import Mode
from graders.engine import Engine, Job
from graders.settings import read_settings
from graders.zygote.pool import ZygotePool
from tests.integration.graders import sources as make

TIMES = 50
FORKS_OF_ONE = 30
"""A zygote is replaced after so many; in split mode each grading takes two."""

ANSWER = """\
found = {
    "random": [random.random(), random.sample(range(99), 3)],
    "numpy": np.random.rand(2).tolist() + np.random.default_rng().random(2).tolist(),
    "scipy": float(stats.norm.rvs()),
    "pandas": pd.Series(range(50)).sample(3).tolist(),
    "hash": [hash("text"), hash(("a", 1.5)), list({"ab", "cd", "ef", "gh"})],
    "zone": [time.tzname, time.localtime(0)[:5], str(datetime(2026, 7, 1).astimezone())],
    "locale": [locale.setlocale(locale.LC_ALL), f"{1234.5:n}", f"{datetime(2026, 3, 1):%x %B}"],
    "threads": sorted((k, v) for k, v in os.environ.items() if "NUM_THREADS" in k),
    "environment": sorted(os.environ),
    "place": [os.getcwd(), sorted(os.listdir())],
}
"""
SOURCE = make.source(
    make.given(
        "import locale, os, random, time\nfrom datetime import datetime\nimport numpy as np\n"
        "import pandas as pd\nfrom scipy import stats"
    ),
    make.answer("a", ANSWER),
    make.check("told", "assert not found, f'{found}'"),
    make.check("share", "round(found['random'][0] + found['numpy'][0] / 2, 6) / 2", 2),
)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("mode", Mode)
def test_fifty_gradings_give_one_result(mode: Mode, monkeypatch: pytest.MonkeyPatch) -> None:
    pool = ZygotePool(read_settings().uid, recycle_after=FORKS_OF_ONE)
    engine = Engine(pool)
    results = set()
    try:
        for turn in range(TIMES):
            if turn == TIMES // 2:
                monkeypatch.setenv("TZ", "Asia/Tokyo")
                monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
                monkeypatch.setenv("PYTHONHASHSEED", "7")
                monkeypatch.setenv("OMP_NUM_THREADS", "9")
            result = engine.grade(Job(SOURCE, SOURCE, "x", mode=mode))
            results.add(result.model_dump_json(exclude={"seconds", "phases"}))
        zygotes = pool.started
    finally:
        pool.close()

    assert zygotes >= 2
    (only,) = results
    assert "random" in only
    assert '"status":"partial"' in only
    assert os.environ["TZ"] == "Asia/Tokyo"
