"""The contract refuses what it does not know."""

import pytest
from pydantic import ValidationError

from graders.contract import FileRef, GradeRequest, Limits

REQUEST = {"request_id": "r", "source_sha256": "a" * 64, "submission": "e30="}


def test_defaults_are_safe() -> None:
    request = GradeRequest.model_validate(REQUEST)

    assert request.mode == "split"
    assert request.limits == Limits(
        seconds=20, cell_seconds=10, memory_mb=1024, disk_mb=64, output_kb=2048, processes=64
    )


@pytest.mark.parametrize("name", ["/a", "../a", "a/../b", ".a", "a//b", "a/", "", "a\\b", "a b"])
def test_only_plain_relative_names_are_files(name: str) -> None:
    with pytest.raises(ValidationError):
        FileRef(name=name, sha256="a" * 64, size=1)


@pytest.mark.parametrize("name", ["data/strikes.csv", "a.b-c_d", "data/über.csv"])
def test_relative_names_are_files(name: str) -> None:
    assert FileRef(name=name, sha256="a" * 64, size=1).name == name


@pytest.mark.parametrize(
    "change", [{"version": 2}, {"more": 1}, {"mode": "none"}, {"limits": {"seconds": 0}}]
)
def test_unknown_values_are_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        GradeRequest.model_validate({**REQUEST, **change})
