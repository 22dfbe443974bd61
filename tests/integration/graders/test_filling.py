"""A submission cannot fill the machine's memory or disk through files, whatever kind of file."""

import re

import pytest

from tests.integration.graders.submissions import QUICK, Grade

MEBIBYTE = 1024 * 1024
ROOM = QUICK.disk_mb + 2
"""What the limit allows beside the sample's small data set: our own slack of one, and rounding."""

# Each way stores as much as it can, at most 400 MB, and ends by telling how much that was.
START = """
import os, ctypes, mmap
libc = ctypes.CDLL(None, use_errno=True)
block, stored = os.urandom(1024 * 1024), 0
"""
END = """
raise ValueError(f"stored {stored}")
"""
WAYS = {
    "one file": """
with open("big", "wb", buffering=0) as out:
    while stored < 400:
        try: done = out.write(block)
        except OSError: break
        stored += done / len(block)
""",
    "many files": """
for number in range(400):
    try:
        with open(f"f{number}", "wb") as out: out.write(block)
    except OSError: break
    stored += 1
""",
    "every place": """
seen = set()
for top in ("/", "/dev", "/dev/shm", "/work", "/work/tmp", "/tmp", "/work/home", "/work/matplotlib",
            "/proc", "/run", "/var/tmp", "/opt", "/etc", "/opt/academy", "/opt/academy/code"):
    for number in range(60):
        try:
            with open(f"{top}/f{number}", "wb", buffering=0) as out: out.write(block)
        except OSError: break
        stored += 1
""",
    "deleted but open": """
kept = []
for number in range(200):
    try:
        out = open("gone", "wb", buffering=0)
        kept.append(out)
        os.unlink("gone")
        stored += out.write(block) / len(block)
    except OSError: break
""",
    "a sparse file in memory": """
with open("sparse", "wb") as out: out.truncate(15 * 1024 * 1024)
with open("sparse", "r+b") as out:
    whole = mmap.mmap(out.fileno(), 0)
    whole[:len(block)] = block
    stored += 1
""",
    "anonymous files": """
kept = []
for number in range(100):
    try:
        handle = os.memfd_create("hoard")
        kept.append(handle)
        for _ in range(4): stored += os.write(handle, block) / len(block)
    except OSError: break
""",
    "shared memory of System V": """
libc.shmat.restype = ctypes.c_void_p
for number in range(100):
    segment = libc.shmget(0, ctypes.c_size_t(4 * len(block)), 0o1600)
    if segment < 0: break
    place = libc.shmat(segment, None, 0)
    if place is None or place == ctypes.c_void_p(-1).value: break
    for part in range(4): ctypes.memmove(place + part * len(block), block, len(block))
    libc.shmdt(ctypes.c_void_p(place))
    stored += 4
""",
    "message queues": """
for number in range(400):
    queue = libc.msgget(0, 0o1600)
    if queue < 0: break
    while libc.msgsnd(queue, b"\\1" * 8 + b"x" * 4096, ctypes.c_size_t(4096), 0o4000) == 0:
        stored += 4096 / len(block)
""",
    "pipes and pairs": """
import fcntl, socket
kept = []
for number in range(200):
    try:
        _, handle = os.pipe()
        fcntl.fcntl(handle, 1031, len(block))
        os.set_blocking(handle, False)
        stored += os.write(handle, block) / len(block)
    except OSError: break
for number in range(200):
    try:
        one, other = socket.socketpair()
        kept += [one, other]
        one.setblocking(False)
        stored += one.send(block) / len(block)
    except OSError: break
""",
    "names without content": """
for number in range(400000):
    try: os.mkdir(f"d{number}" + "x" * 200)
    except OSError: break
stored = number / 1024
""",
}
# Names are counted in thousands; pipes are bounded by the kernel (64 MB for each user).
MOST = {"names without content": 21, "pipes and pairs": 80}


@pytest.mark.parametrize("way", WAYS)
def test_a_submission_stores_no_more_than_its_limit(grade: Grade, way: str) -> None:
    result = grade({"size": START + WAYS[way] + END})

    told = result.cells["size_check"].traceback or ""
    found = re.search(r"stored ([\d.]+)", told)
    assert found, result.cells["size_check"]
    assert float(found[1]) <= MOST.get(way, ROOM), told
    assert grade().score == 10, "the next submission is unaffected"
