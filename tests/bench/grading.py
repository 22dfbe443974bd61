"""`python -m tests.bench.grading`: compare graders in one interleaved run, and show the figures.

1. Byte-compile our environment, make otter-grader's own, lay out a course for nbgrader.
2. In each round every grader grades each exercise; ours several times, since it is short.
3. Throughput with two workers on either side, memory, and the growth of a queue.
"""

import argparse
import compileall
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.bench import grading_document
from tests.bench.grading_exercises import EXERCISES, PANDAS
from tests.bench.grading_memory import Memory, measure_memory
from tests.bench.grading_peers import REPOSITORY, Otter, Ours, Stock

OURS_PER_ROUND = 5
WORKERS = 2
ENVIRONMENT = REPOSITORY / "var" / "bench" / "otter"


@dataclass
class Found:
    """Everything that one run found out; seconds by grader and exercise."""

    seconds: dict[tuple[str, str], list[float]] = field(default_factory=lambda: defaultdict(list))
    throughput: dict[str, float] = field(default_factory=dict)
    queue: dict[int, float] = field(default_factory=dict)
    memory: Memory = field(default_factory=Memory)
    load: list[float] = field(default_factory=list)
    otter: str = ""


def main(arguments: Sequence[str]) -> int:
    """Measure and show; the exit status says whether a target was missed."""
    options = _parse(arguments)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    compileall.compile_dir(sys.prefix, quiet=2, workers=0)
    compileall.compile_dir(str(REPOSITORY / "graders"), quiet=2)
    folder = Path(tempfile.mkdtemp(prefix="grading-bench-"))
    try:
        found = _measure(folder, options)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    page = grading_document.text(found)
    print(page)
    if options.write:
        options.write.write_text(page, encoding="utf-8")
    missed = grading_document.missed(found)
    for name in missed:
        print(f"Target missed: {name}", file=sys.stderr)
    return 1 if missed else 0


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.grading", description=__doc__)
    parser.add_argument("--write", type=Path, metavar="FILE", help="also write the page here")
    parser.add_argument("--rounds", type=int, default=20, help="rounds of every grader")
    parser.add_argument("--queue", type=int, default=5000, help="the longest queue")
    parser.add_argument("--quick", action="store_true", help="3 rounds and a queue of 100")
    options = parser.parse_args(arguments)
    if options.quick:
        options.rounds, options.queue = 3, 100
    return options


def _measure(folder: Path, options: argparse.Namespace) -> Found:
    found = Found()
    _say("Making ready")
    otter = Otter(folder / "otter", ENVIRONMENT)
    found.otter = otter.version
    (folder / "one").mkdir()
    stock = Stock(folder / "one")
    ours = Ours(folder / "ours")
    try:
        _rounds(found, options.rounds, stock, otter, ours)
        _say("Throughput")
        _throughput(found, folder, stock, ours)
        _say("Memory")
        found.memory = measure_memory(ours)
        _say("Queue")
        _queue(found, ours, options.queue)
    finally:
        stock.close()
        ours.close()
    return found


def _rounds(found: Found, rounds: int, stock: Stock, otter: Otter, ours: Ours) -> None:
    with ours.client() as client:
        for exercise in EXERCISES:  # what is done once (publishing, warming) is no part of it
            stock.warm(exercise)
            ours.grade(exercise, client)
        for number in range(rounds):
            _say(f"Round {number + 1} of {rounds}")
            found.load.append(os.getloadavg()[0])
            for exercise in EXERCISES:
                times = found.seconds
                times["warm", exercise.name].append(stock.warm(exercise))
                times["command", exercise.name].append(stock.command(exercise))
                times["otter", exercise.name].append(otter.command(exercise))
                for _ in range(OURS_PER_ROUND):
                    times["ours", exercise.name].append(ours.grade(exercise, client))


def _throughput(found: Found, folder: Path, stock: Stock, ours: Ours) -> None:
    """Submissions a minute with two workers, each side with nothing else to do."""
    (folder / "two").mkdir()
    second = Stock(folder / "two")
    try:
        second.warm(PANDAS)
        begin = time.perf_counter()
        with ThreadPoolExecutor(WORKERS) as threads:
            list(threads.map(lambda one: [one.warm(PANDAS) for _ in range(8)], (stock, second)))
        found.throughput["warm"] = 60 * 16 / (time.perf_counter() - begin)
    finally:
        second.close()
    found.throughput["ours"] = 60 / _drain(ours, 200)


def _drain(ours: Ours, count: int) -> float:
    """Grade so many submissions with two workers; returns seconds for each."""

    def some(number: int) -> None:
        with ours.client() as client:
            for _ in range(number):
                ours.grade(PANDAS, client)

    begin = time.perf_counter()
    with ThreadPoolExecutor(WORKERS) as threads:
        list(threads.map(some, [count - count // WORKERS, count // WORKERS]))
    return (time.perf_counter() - begin) / count


def _queue(found: Found, ours: Ours, longest: int) -> None:
    length = 10
    while length <= longest:
        found.queue[length] = _drain(ours, length)
        length = longest if length < longest < length * 10 else length * 10


def machine() -> str:
    """The machine in a few words."""
    names = [
        line for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line
    ]
    name = names[0].partition(":")[2].strip() if names else "unknown processor"
    memory = psutil.virtual_memory().total / 2**30
    kernel = subprocess.run(["uname", "-sr"], capture_output=True, text=True, check=True).stdout
    return f"{os.cpu_count()} of {name}, {memory:.0f} GiB, {kernel.strip()}"


def _say(what: str) -> None:
    print(f"{what} …", file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
