"""What the warm process and its children hold in memory."""

import base64
import json
import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.bench.grading_exercises import PANDAS
from tests.bench.grading_peers import Ours

_KIB = re.compile(r"^(\w+):\s+(\d+) kB", re.MULTILINE)


@dataclass(frozen=True)
class Memory:
    """Mebibytes."""

    zygote: float = 0.0
    child: float = 0.0


def measure_memory(ours: Ours) -> Memory:
    """The idle zygote's proportional share, and the private memory of a child that only waits."""
    bubblewrap = psutil.Process(ours.zygote())
    idle = {process.pid for process in bubblewrap.children(recursive=True)}
    zygote = sum(_mebibytes(pid, "Pss") for pid in (bubblewrap.pid, *idle))
    notebook = json.loads(PANDAS.submission())
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == PANDAS.tasks[0].name:
            cell["source"] = "import time\ntime.sleep(3)\nrows = 500"
    body = {**ours.bodies[PANDAS.name], "submission": _base64(notebook)}
    with ours.client() as client, ThreadPoolExecutor(1) as thread:
        waiting = thread.submit(client.post, "/v1/grade", json=body)
        time.sleep(1.5)
        children = [p.pid for p in bubblewrap.children(recursive=True) if p.pid not in idle]
        private = [_mebibytes(pid, "Private_Dirty", "Private_Clean") for pid in children]
        waiting.result().raise_for_status()
    return Memory(zygote, max(private, default=0.0))


def _base64(notebook: object) -> str:
    return base64.b64encode(json.dumps(notebook).encode()).decode()


def _mebibytes(pid: int, *names: str) -> float:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return sum(int(size) for name, size in _KIB.findall(text) if name in names) / 1024
