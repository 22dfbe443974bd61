"""Data of a learner's own, made from a seed by the exercise's generator in a sandbox."""

import json
import subprocess
import tempfile
from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graders.errors import GradersError
from graders.sandbox.bubblewrap import short_command

GENERATOR_SECONDS = 30.0
MOST_BYTES = 8 * 1024 * 1024


class VariantError(GradersError):
    """The generator failed; says how."""


@dataclass(frozen=True)
class Variant:
    """One learner's data.

    Attributes:
        seed: what it was made from.
        files: bytes by file name, without the folder ``data/``.
        answers: what the model solution finds in it, by name.
    """

    seed: int
    files: Mapping[str, bytes]
    answers: Mapping[str, str] = field(default_factory=dict)


def make_variants(
    generator: bytes,
    data: Mapping[str, Path],
    *,
    seeds: Sequence[int],
    files: Sequence[str],
    cells: Sequence[str] = (),
    answers: Sequence[str] = (),
) -> list[Variant]:
    """Run a generator once for each seed.

    Args:
        generator: its source.
        data: the dataset's files by name, without ``data/``.
        seeds: what to make variants from.
        files: names of the files that it makes.
        cells: the model solution, to be run on each variant.
        answers: names whose values are wanted.

    Raises:
        VariantError: it failed, took too long or made something else.
        SandboxUnavailableError: bubblewrap is not there.
    """
    asked = {
        "seeds": list(seeds),
        "files": list(files),
        "cells": list(cells),
        "answers": list(answers),
    }
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        room.chmod(0o755)
        (room / "generator.py").write_bytes(generator)
        (room / "data").mkdir()
        for file, path in data.items():
            (room / "data" / file).write_bytes(path.read_bytes())
        lines = _run(room, json.dumps(asked), seconds=GENERATOR_SECONDS + 5 * len(seeds))
    if len(lines) != len(seeds):
        raise VariantError(f"the generator made {len(lines)} of {len(seeds)} variants")
    return [_variant(line) for line in lines]


def _run(room: Path, asked: str, *, seconds: float) -> list[str]:
    words = short_command("graders.variant_maker", {"/variant": room})
    try:
        run = subprocess.run(
            words, input=asked, capture_output=True, text=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise VariantError(f"the generator took more than {seconds:.0f} seconds") from None
    if run.returncode != 0:
        last = (run.stderr.strip().splitlines() or ["it ended without a word"])[-1]
        raise VariantError(f"the generator failed: {last}")
    return run.stdout.splitlines()


def _variant(line: str) -> Variant:
    made = json.loads(line)
    files = {name: b64decode(text) for name, text in made["files"].items()}
    large = [name for name, data in files.items() if len(data) > MOST_BYTES]
    if large:
        raise VariantError(f"{large[0]} is larger than {MOST_BYTES // 1024**2} MB")
    return Variant(made["seed"], files, made["answers"])
