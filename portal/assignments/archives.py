"""Packing files for learners."""

import gzip
import io
import tarfile
from collections.abc import Mapping
from datetime import datetime


def pack_archive(members: Mapping[str, bytes], *, at: datetime) -> bytes:
    """Pack files into the archive that learners get, dated so that no file seems to be of 1970."""
    packed = io.BytesIO()
    moment = int(at.timestamp())
    with (
        gzip.GzipFile(fileobj=packed, mode="wb", mtime=moment) as zipped,
        tarfile.open(fileobj=zipped, mode="w") as archive,
    ):
        for name, data in members.items():
            entry = tarfile.TarInfo(name)
            entry.size, entry.mtime, entry.mode = len(data), moment, 0o644
            archive.addfile(entry, io.BytesIO(data))
    return packed.getvalue()
