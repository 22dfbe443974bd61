"""A learner's own data: the same when fetched, taken home and graded, and nobody else's."""

import hashlib
import io
import tarfile
from collections.abc import Callable
from typing import Any

import pytest

from graders.contract import VariantRequest
from portal.assignments import downloads, grader_client, grading, variants
from portal.assignments.errors import ReleaseIncompleteError
from portal.assignments.grader_client import GraderUnavailableError
from portal.assignments.models import LearnerVariant, Release
from portal.core import files
from portal.people.models import User
from tests.factories.assignments import NOW, GradingRunFactory, SubmissionFactory
from tests.factories.people import UserFactory

GENERATOR = b"def make(seed, given, made): ..."


class Maker:
    """Stands in for the grading program: the seed is all that its data say."""

    def __init__(self) -> None:
        self.asked: list[VariantRequest] = []
        self.is_down = False

    def variant(
        self, request: VariantRequest, *, read_blob: Callable[[str], bytes]
    ) -> dict[str, bytes]:
        if self.is_down:
            raise GraderUnavailableError("nobody is there")
        assert read_blob(request.generator_sha256) == GENERATOR
        self.asked.append(request)
        return {name: f"seed\n{request.seed}\n".encode() for name in request.makes}


@pytest.fixture
def maker(monkeypatch: pytest.MonkeyPatch) -> Maker:
    made = Maker()
    monkeypatch.setattr(grader_client, "variant", made.variant)
    return made


@pytest.fixture
def own(release: Release) -> Release:
    """Return a release with a generator for its data file."""
    name = release.files[0]["name"].removeprefix("data/")
    release.variants = {"generator_sha256": files.put(GENERATOR), "makes": [name]}
    release.save()
    return release


def _data(archive: bytes, suffix: str) -> bytes:
    with tarfile.open(fileobj=io.BytesIO(archive)) as opened:
        (name,) = [name for name in opened.getnames() if name.endswith(suffix)]
        member = opened.extractfile(name)
        assert member is not None
        return member.read()


def test_seed_is_kept_and_differs_by_learner_and_release(release: Release, learner: User) -> None:
    seed = variants.seed_for(learner, release)

    assert seed == variants.seed_for(learner, release)
    assert 0 <= seed < 2**63
    assert seed != variants.seed_for(UserFactory(), release)
    release.number += 1
    assert seed != variants.seed_for(learner, release)


def test_seed_cannot_be_worked_out_without_the_secret(
    release: Release, learner: User, settings: Any
) -> None:
    seed = variants.seed_for(learner, release)
    settings.SECRET_KEY = "another secret of this server"

    assert variants.seed_for(learner, release) != seed


def test_a_release_without_variants_gives_everybody_the_same(
    release: Release, learner: User, maker: Maker
) -> None:
    assert list(variants.files_for(learner, release)) == release.files
    assert maker.asked == []
    assert not LearnerVariant.objects.exists()


def test_own_data_are_made_once_and_kept(own: Release, learner: User, maker: Maker) -> None:
    first = list(variants.files_for(learner, own))
    again = list(variants.files_for(learner, own))

    assert first == again
    assert len(maker.asked) == 1
    assert maker.asked[0].seed == variants.seed_for(learner, own)
    expected = f"seed\n{maker.asked[0].seed}\n".encode()
    assert first[0]["name"] == own.files[0]["name"]
    assert first[0]["sha256"] == hashlib.sha256(expected).hexdigest()


def test_what_is_fetched_is_what_is_taken_home_and_graded(
    own: Release, learner: User, maker: Maker
) -> None:
    suffix = own.files[0]["name"]
    fetched = _data(downloads.release_archive(own.assignment, learner=learner), suffix)
    home = downloads.own_computer_archive(own.assignment, learner=learner, at=NOW)
    run = GradingRunFactory(submission=SubmissionFactory(learner=learner, release=own))
    (graded,) = grading.request_for(run).files

    assert fetched == _data(home, suffix) == files.read(graded.sha256)
    assert fetched.startswith(b"seed\n")


def test_the_neighbour_gets_other_data(own: Release, learner: User, maker: Maker) -> None:
    mine = downloads.release_archive(own.assignment, learner=learner)
    other = downloads.release_archive(own.assignment, learner=UserFactory())

    suffix = own.files[0]["name"]
    assert _data(mine, suffix) != _data(other, suffix)
    assert LearnerVariant.objects.count() == 2


def test_data_that_the_disk_lost_are_made_again_to_the_same_bytes(
    own: Release, learner: User, maker: Maker
) -> None:
    before = list(variants.files_for(learner, own))
    files.path(before[0]["sha256"]).unlink()

    assert list(variants.files_for(learner, own)) == before
    assert files.path(before[0]["sha256"]).is_file()


def test_a_grader_that_is_down_is_told_and_nothing_is_kept(
    own: Release, learner: User, maker: Maker
) -> None:
    maker.is_down = True

    with pytest.raises(ReleaseIncompleteError, match="nobody is there"):
        downloads.release_archive(own.assignment, learner=learner)
    assert not LearnerVariant.objects.exists()
