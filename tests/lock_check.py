"""Checks that the lock files follow from pyproject.toml and name no registry.

``--write`` makes them. Pinned versions are kept as long as they still fit, so the check needs no
newest releases and does not fail because a package was released yesterday.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
LOCKS: dict[str, list[str]] = {"requirements.lock": [], "requirements-dev.lock": ["--group", "dev"]}
OPTIONS = ["--universal", "--generate-hashes", "--no-header", "--no-emit-index-url", "--quiet"]
ADDRESS = re.compile(r"https?://")
FUNDING = re.compile(r'"url": "https://(github|opencollective)')


def compile_lock(name: str, target: Path) -> None:
    """Resolve into ``target``, which may hold earlier pins that are kept where they fit."""
    uv = str(Path(sys.executable).with_name("uv"))
    subprocess.run(
        [
            *[uv, "pip", "compile", *OPTIONS, "--python", "/usr/bin/python3"],
            *[*LOCKS[name], "pyproject.toml", "--output-file", str(target)],
        ],
        cwd=REPOSITORY,
        check=True,
    )


def body(text: str) -> list[str]:
    """Return the pins and hashes without the comments, which name the output file."""
    return [line for line in text.splitlines() if not line.lstrip().startswith("#")]


def stale(name: str) -> bool:
    """Answer whether a lock no longer follows from pyproject.toml."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, name)
        shutil.copy(REPOSITORY / name, copy)
        compile_lock(name, copy)
        return body(copy.read_text()) != body((REPOSITORY / name).read_text())


def addresses() -> list[str]:
    """Return the lines of lock files that name an address they should not."""
    found = []
    paths = [REPOSITORY / name for name in LOCKS]
    listed = subprocess.check_output(["git", "ls-files", "*package-lock.json"], cwd=REPOSITORY)
    paths += [REPOSITORY / line for line in listed.decode().split()]
    for path in paths:
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if ADDRESS.search(line) and not FUNDING.search(line):
                found.append(f"{path.relative_to(REPOSITORY)}:{number}: {line.strip()}")
    return found


def main() -> int:
    """Check, or write with ``--write``."""
    if "--write" in sys.argv[1:]:
        for name in LOCKS:
            compile_lock(name, REPOSITORY / name)
        return 0
    problems = [f"{name} is stale: run `make lock`." for name in LOCKS if stale(name)]
    problems += addresses()
    print("\n".join(problems) or "Lock files are fresh and name no address.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
