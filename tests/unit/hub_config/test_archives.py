import io
import tarfile
from pathlib import Path

import pytest

from hub_config.exchange import archives
from hub_config.exchange.errors import (
    BadReleaseError,
    NothingToSubmitError,
    SubmissionTooLargeError,
)


def release(*entries: tuple[str, bytes] | tarfile.TarInfo) -> bytes:
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w:gz") as tar:
        for entry in entries:
            if isinstance(entry, tarfile.TarInfo):
                tar.addfile(entry)
            else:
                info = tarfile.TarInfo(entry[0])
                info.size = len(entry[1])
                tar.addfile(info, io.BytesIO(entry[1]))
    return raw.getvalue()


def link(name: str, target: str, kind: bytes = tarfile.SYMTYPE) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.type, entry.linkname = kind, target
    return entry


def test_only_notebooks_at_the_top_are_handed_in(tmp_path: Path) -> None:
    for name in ("a.ipynb", "notes.txt", ".hidden.ipynb", "data/d.csv", "feedback/f.ipynb"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("{}")
    (tmp_path / ".ipynb_checkpoints").mkdir()
    (tmp_path / ".ipynb_checkpoints" / "a-checkpoint.ipynb").write_text("{}")
    (tmp_path / "linked.ipynb").symlink_to("/etc/passwd")
    (tmp_path / "folder.ipynb").mkdir()

    packed, _ = archives.pack(archives.work_in(tmp_path))

    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        assert tar.getnames() == ["a.ipynb"]
        assert {(one.uid, one.uname) for one in tar} == {(0, "")}


def test_a_folder_without_a_notebook_has_nothing_to_hand_in(tmp_path: Path) -> None:
    with pytest.raises(NothingToSubmitError):
        archives.work_in(tmp_path / "missing")


def test_the_key_depends_on_the_work_alone(tmp_path: Path) -> None:
    notebook = tmp_path / "a.ipynb"
    notebook.write_text("one")
    first = archives.pack([notebook])
    notebook.touch()
    same = archives.pack([notebook])
    notebook.write_text("two")
    other = archives.pack([notebook])

    assert first == same
    assert first[1] != other[1]


def test_work_that_is_too_large_is_refused_before_it_travels(tmp_path: Path) -> None:
    notebook = tmp_path / "a.ipynb"
    notebook.write_bytes(bytes(21 * archives.MEBIBYTE))

    with pytest.raises(SubmissionTooLargeError, match="Clear large outputs"):
        archives.pack([notebook])


def test_unpacking_adds_what_is_missing_and_keeps_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "a.ipynb").write_text("mine")

    archives.unpack_missing(release(("a.ipynb", b"theirs"), ("data/d.csv", b"x")), tmp_path)

    assert (tmp_path / "a.ipynb").read_text() == "mine"
    assert (tmp_path / "data" / "d.csv").read_text() == "x"
    assert archives.is_complete(tmp_path)
    (tmp_path / "data" / "d.csv").unlink()
    assert not archives.is_complete(tmp_path)


@pytest.mark.parametrize(
    "entry",
    [
        ("../outside", b"x"),
        ("/absolute", b"x"),
        ("data/../../outside", b"x"),
        link("a.ipynb", "/etc/passwd"),
        link("a.ipynb", "b", tarfile.LNKTYPE),
        link("pipe", "", tarfile.FIFOTYPE),
    ],
)
def test_a_release_that_would_write_elsewhere_is_refused_whole(
    tmp_path: Path, entry: tuple[str, bytes] | tarfile.TarInfo
) -> None:
    folder = tmp_path / "exercise"

    with pytest.raises(BadReleaseError):
        archives.unpack_missing(release(("good.ipynb", b"x"), entry), folder)

    assert not folder.exists()
    assert not (tmp_path / "outside").exists()


@pytest.mark.parametrize(
    "broken",
    [b"", b"no archive", release(("a", b"x" * 999))[:-30]],
    ids=["empty", "not an archive", "cut short"],
)
def test_a_damaged_release_is_refused(tmp_path: Path, broken: bytes) -> None:
    with pytest.raises(BadReleaseError):
        archives.unpack_missing(broken, tmp_path)


def test_a_release_with_too_many_files_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MOST_RELEASE_FILES", 2)

    with pytest.raises(BadReleaseError, match="too large"):
        archives.unpack_missing(release(*((f"{n}", b"") for n in range(3))), tmp_path)
