"""`python -m tests.bench`: start one academy, measure it, print the figures, stop it.

1. Make the bare Wagtail project while the academy sets itself up; neither is measured yet.
2. Measure in the order of `measuring.Run.all`.
3. Print the page; with ``--write`` put it into a file too.
"""

import argparse
import shutil
import signal
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from tests.academy import Academy
from tests.bench import document
from tests.bench.bare_wagtail import BareWagtail
from tests.bench.browser import chromium
from tests.bench.measuring import Measured, Run, say


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--write", type=Path, metavar="FILE", help="also write the page here")
    parser.add_argument("--port", type=int, help="port of the academy; the next one is used too")
    return parser.parse_args(arguments)


def measure(folder: Path, port: int | None) -> Measured:
    """Start everything in a folder, measure, and leave no process behind."""
    academy = Academy(folder / "state", port)
    say("Starting an academy from nothing")
    try:
        with ThreadPoolExecutor(1) as beside:
            making = beside.submit(BareWagtail, folder / "bare")
            academy.start()
            peer = making.result()
        with chromium() as browser:
            return Run(academy, browser, peer).all()
    finally:
        # A shell that runs this in the background makes its children ignore SIGINT.
        for process in academy.stop(signal.SIGTERM):
            process.kill()


def main(arguments: Sequence[str]) -> int:
    """Measure and show; the exit status says whether a target was missed."""
    options = parse(arguments)
    folder = Path(tempfile.mkdtemp(prefix="academy-bench-"))
    folder.chmod(0o755)  # sandboxed learners of other uids reach the sockets below it
    try:
        found = measure(folder, options.port)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    page = document.text(found, datetime.now(tz=UTC).date())
    print(f"\n{page}")
    if options.write:
        options.write.parent.mkdir(parents=True, exist_ok=True)
        options.write.write_text(page, encoding="utf-8")
    missed = [figure.name for figure in found.figures() if figure.missed]
    for name in missed:
        print(f"Target missed: {name}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
