import os
import subprocess
import sys

import psutil
import pytest

from tests.bench.memory import by_program, program_of, pss_of

ROLLUP = """\
55d0c4a00000-7ffd1b9f5000 ---p 00000000 00:00 0                          [rollup]
Rss:              131072 kB
Pss:               20480 kB
Pss_Dirty:         10240 kB
Pss_Anon:           9216 kB
Shared_Clean:      90000 kB
"""


def test_pss_is_read_in_mebibytes_and_is_not_the_anonymous_part() -> None:
    assert pss_of(ROLLUP) == 20.0


def test_text_without_pss_is_refused() -> None:
    with pytest.raises(ValueError, match="Pss"):
        pss_of(ROLLUP.replace("Pss:", "Lss:"))


def test_another_unit_is_refused() -> None:
    with pytest.raises(ValueError, match="MB"):
        pss_of("Pss: 20 MB\n")


@pytest.mark.parametrize(
    ("command_line", "program"),
    [
        ("python -m gunicorn portal.config.wsgi --name academy-portal", "portal"),
        ("python -m portal work", "tasks"),
        ("python -m graders.zygote.server 4 65534", "grader"),
        ("python -m jupyterhub -f hub_config/jupyterhub_config.py", "hub"),
        ("bwrap --unshare-net -- python -m jupyterhub.singleuser --allow-root", "workspace"),
        ("python -m ipykernel_launcher -f kernel.json", "workspace"),
        ("node academy-proxy.mjs --ip 127.0.0.1", "proxy"),
        ("python -m supervisor.supervisord -n", "supervisord"),
        ("python -m portal run --port 18100", "run"),
    ],
)
def test_a_process_is_counted_to_its_program(command_line: str, program: str) -> None:
    assert program_of(command_line, "parent's") == program


def test_a_nameless_process_is_counted_to_its_parent() -> None:
    assert program_of("sh -c true", "hub") == "hub"


def test_the_sum_goes_over_children_and_is_above_nothing() -> None:
    waiting = [sys.executable, "-c", "import time; time.sleep(60)", "-m", "portal", "work"]
    child = subprocess.Popen(waiting)
    try:
        found = by_program(psutil.Process(os.getpid()))
    finally:
        child.kill()
        child.wait()

    assert found["tasks"] > 1.0
    assert sum(found.values()) > found["tasks"] + 5.0
