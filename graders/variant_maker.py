"""Runs inside the sandbox: makes a learner's data for each seed, and the answers to it.

It reads one JSON object from standard input and writes one line of JSON for each seed. The
generator of the exercise defines ``make(seed, given, made)``: it reads the dataset's files in the
folder ``given`` and writes the learner's into ``made``, always the same ones for the same seed.
"""

import base64
import contextlib
import json
import os
import resource
import runpy
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOM = Path("/variant")
WORK = Path("/work/home/variant")
MEMORY = 2 * 1024**3


def main() -> None:
    """Make what was asked for."""
    # A data file can make a generator hungry; it then fails instead of the machine.
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    asked: dict[str, Any] = json.loads(sys.stdin.read())
    # What generators and cells print is no answer.
    out, sys.stdout = sys.stdout, sys.stderr
    make = runpy.run_path(str(ROOM / "generator.py"))["make"]
    for seed in asked["seeds"]:
        with _folder(asked["files"]) as (made, data):
            make(seed, ROOM / "data", made)
            files = {name: (made / name).read_bytes() for name in asked["files"]}
            for name, content in files.items():
                (data / name).unlink(missing_ok=True)
                (data / name).write_bytes(content)
            line = {
                "seed": seed,
                "files": {name: base64.b64encode(data).decode() for name, data in files.items()},
                "answers": _answers(asked["cells"], asked["answers"]),
            }
        out.write(json.dumps(line) + "\n")
        out.flush()


@contextlib.contextmanager
def _folder(names: Sequence[str]) -> Iterator[tuple[Path, Path]]:
    """Lend an empty folder for what is made, and ``data/`` as it lies beside the notebook."""
    made, data = WORK / "made", WORK / "run" / "data"
    made.mkdir(parents=True)
    data.mkdir(parents=True)
    for path in (ROOM / "data").iterdir():
        (data / path.name).symlink_to(path)
    before = Path.cwd()
    os.chdir(WORK / "run")
    try:
        yield made, data
    finally:
        os.chdir(before)
        shutil.rmtree(WORK)


def _answers(cells: Sequence[str], names: Sequence[str]) -> Mapping[str, str]:
    """Return what the model solution finds for each name, as text that can be compared."""
    if not names:
        return {}
    space: dict[str, Any] = {"__name__": "__main__"}
    for cell in cells:
        exec(compile(cell, "model", "exec"), space)  # noqa: S102  the author's own solution, sandboxed
    return {name: _text(space[name]) for name in names}


def _text(value: Any) -> str:
    write = getattr(value, "to_csv", None)
    return str(write()) if callable(write) else repr(value)


if __name__ == "__main__":
    main()
