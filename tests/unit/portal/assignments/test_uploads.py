"""Whatever a learner can send: opened safely, or refused with the right reason."""

import io
import tarfile
import zlib
from typing import Any

import pytest

from portal.assignments import errors, uploads
from portal.assignments.uploads import GZIP, IPYNB, Upload, open_upload
from tests.factories.assignments import NOTEBOOK, notebook, raw_tar_gz, tar_gz

EARLIER = "count.ipynb"


def _open(data: bytes, media_type: str = GZIP) -> uploads.Opened:
    return open_upload(Upload(data, media_type), expected=[NOTEBOOK, EARLIER])


def _entry(name: str, **values: Any) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    for key, value in values.items():
        setattr(entry, key, value)
    return entry


def test_open_upload_finds_the_notebook_byte_for_byte() -> None:
    opened = _open(tar_gz({f"./{NOTEBOOK}": notebook("n = 2")}))

    assert opened.data == notebook("n = 2")
    assert opened.extra_files == ()


def test_open_upload_keeps_the_names_of_other_files() -> None:
    opened = _open(tar_gz({NOTEBOOK: notebook(), "data/strikes.csv": b"x", "mine.ipynb": b"{"}))

    assert opened.extra_files == ("data/strikes.csv", "mine.ipynb")


def test_open_upload_takes_the_name_of_an_earlier_version_when_the_newest_is_not_there() -> None:
    both = _open(tar_gz({EARLIER: notebook("n = 1"), NOTEBOOK: notebook("n = 2")}))
    earlier = _open(tar_gz({EARLIER: notebook("n = 1")}))

    assert (both.data, earlier.data) == (notebook("n = 2"), notebook("n = 1"))


def test_open_upload_takes_a_bare_notebook_under_any_name() -> None:
    assert _open(notebook("n = 3"), IPYNB).data == notebook("n = 3")


def test_open_upload_without_the_expected_notebook_names_it() -> None:
    with pytest.raises(errors.WrongNotebookError) as refusal:
        _open(tar_gz({"other.ipynb": notebook()}))

    assert NOTEBOOK in refusal.value.text


@pytest.mark.parametrize(
    "name",
    ["../counting.ipynb", "/etc/passwd", "a/../../b", "C:/x", "a\\..\\b", "a\nb", "x" * 400],
)
def test_open_upload_with_a_path_trick_is_refused(name: str) -> None:
    data = raw_tar_gz((_entry(NOTEBOOK), notebook()), (_entry(name), b"x"))

    with pytest.raises(errors.UnsafeArchiveError):
        _open(data)


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE]
)
def test_open_upload_with_a_link_or_device_is_refused(kind: bytes) -> None:
    with pytest.raises(errors.UnsafeArchiveError):
        _open(raw_tar_gz((_entry("door", type=kind, linkname="/etc/shadow"), b"")))


def test_open_upload_with_one_name_twice_is_refused() -> None:
    data = raw_tar_gz(
        (_entry(NOTEBOOK), notebook("n = 1")), (_entry(NOTEBOOK.upper()), notebook("n = 2"))
    )

    with pytest.raises(errors.UnsafeArchiveError):
        _open(data)


def test_open_upload_with_too_many_entries_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MAX_MEMBERS", 3)

    with pytest.raises(errors.UnsafeArchiveError):
        _open(tar_gz({f"f{number}": b"" for number in range(5)}))


def test_open_upload_with_a_bomb_is_refused_without_unpacking_it() -> None:
    squeezer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(squeezer.compress(b"\0" * 2**20) for _ in range(200)) + squeezer.flush()
    assert len(bomb) < 300_000

    with pytest.raises(errors.TooLargeError):
        _open(bomb)


def test_open_upload_with_a_file_that_claims_a_huge_size_is_refused() -> None:
    entry = _entry(NOTEBOOK)
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        entry.size = 2**40
        archive.addfile(entry)

    with pytest.raises(errors.SubmissionRefusedError):
        _open(packed.getvalue())


def test_open_upload_over_ten_megabytes_is_refused() -> None:
    with pytest.raises(errors.TooLargeError):
        _open(b"\0" * (uploads.MAX_BYTES + 1))


@pytest.mark.parametrize("cut", [1, 10, 100])
def test_open_upload_that_is_cut_off_is_refused(cut: int) -> None:
    with pytest.raises(errors.UnsafeArchiveError):
        _open(tar_gz({NOTEBOOK: notebook()})[:-cut])


@pytest.mark.parametrize("data", [b"", b"hello", b"\x1f\x8b", zlib.compress(b"x")])
def test_open_upload_that_is_no_gzip_is_refused(data: bytes) -> None:
    with pytest.raises(errors.UnsafeArchiveError):
        _open(data)


def test_open_upload_that_is_no_tar_is_refused() -> None:
    squeezer = zlib.compressobj(wbits=31)
    data = squeezer.compress(b"not a tar archive" * 100) + squeezer.flush()

    with pytest.raises(errors.UnsafeArchiveError):
        _open(data)


def test_open_upload_with_something_after_its_end_is_refused() -> None:
    with pytest.raises(errors.UnsafeArchiveError):
        _open(tar_gz({NOTEBOOK: notebook()}) + b"and more")


def test_open_upload_of_another_kind_is_refused() -> None:
    with pytest.raises(errors.NotANotebookError):
        _open(notebook(), "application/pdf")
