"""The version of the academy that is running."""

import tomllib
from functools import cache
from pathlib import Path


@cache
def version() -> str:
    """Return the version that pyproject.toml declares."""
    project = Path(__file__).resolve().parents[2] / "pyproject.toml"
    return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])
