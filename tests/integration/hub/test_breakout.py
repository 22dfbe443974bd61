"""Ways out that a hostile learner would try, each from a kernel in a real sandbox."""

from __future__ import annotations

import os

from tests.integration.hub.harness import Academy, Learner
from tests.integration.hub.test_sandbox import probe


def test_a_link_in_place_of_the_servers_socket_leads_the_proxy_nowhere(
    anna: Learner, academy: Academy
) -> None:
    """The proxy connects to what it is told; a learner must not be able to tell it anything."""
    calls = len(academy.control()["calls"])
    anna.run(
        "import os\n"
        "os.rename('/run/workspace/s', '/run/workspace/kept')\n"
        f"os.symlink({str(academy.portal_socket)!r}, '/run/workspace/s')"
    )

    answer = anna.get("api/kernels")

    assert answer.status_code == 200
    assert answer.json() is not None
    assert len(academy.control()["calls"]) == calls
    learners = academy.run / "learners"
    doors = [learners / key / "s" for key in os.listdir(learners)]
    assert doors
    assert all(door.is_socket() and not door.is_symlink() for door in doors)
    anna.run("import os\nos.replace('/run/workspace/kept', '/run/workspace/s')")


def test_nothing_outside_can_be_signalled_traced_or_read(anna: Learner, academy: Academy) -> None:
    hub = academy.processes["hub"].pid

    found = probe(
        anna,
        f"""
attempt("signal the hub", lambda: os.kill({hub}, 0) if {hub} > 400 else 1 / 0)
attempt("the hub's memory", lambda: open("/proc/{hub}/mem", "rb"))
attempt("the first process's root", lambda: os.listdir("/proc/1/root{academy.state}"))
attempt("its environment", lambda: open("/proc/1/environ").read().index("ACADEMY_SECRET"))
attempt("its handles", lambda: [
    os.readlink(f"/proc/1/fd/{{fd}}").index("hub.sqlite") for fd in os.listdir("/proc/1/fd")])
attempt("control groups", lambda: os.mkdir("/sys/fs/cgroup/x"))
attempt("kernel settings", lambda: open("/proc/sys/kernel/core_pattern", "w"))
attempt("kernel log", lambda: open("/dev/kmsg").read(1))
attempt("a disk", lambda: os.mknod("/home/learner/disk", 0o60600, os.makedev(254, 0)))
attempt("priority", lambda: os.nice(-5))
attempt("a setuid program", lambda: subprocess.run(
    ["/usr/bin/su", "-c", "id"], check=True, capture_output=True, stdin=subprocess.DEVNULL))
attempt("another's file by a second name", lambda: os.link("/etc/passwd", "/home/learner/p"))
attempt("the doors by a second name", lambda: os.link("/run/academy/hub.sock", "/run/workspace/h"))
attempt("the state", lambda: os.stat({str(academy.state)!r}))
attempt("another's socket", lambda: os.listdir({str(academy.run / "learners")!r}))
""",
    )

    assert {k: v for k, v in found.items() if not v.startswith("refused")} == {}
    assert academy.alive("hub")


def test_an_exercises_folder_full_of_traps_submits_the_notebook_alone(
    anna: Learner, academy: Academy
) -> None:
    anna.run(
        "import os\n"
        "os.chdir('/home/learner/basics/first')\n"
        "os.mkfifo('pipe.ipynb')\n"
        "os.symlink('/etc/passwd', 'link.ipynb')\n"
        "os.mkdir('folder.ipynb')\n"
        "os.symlink('/', 'root')\n"
        "os.makedirs('many')\n"
        "for n in range(5000): open(f'many/{n}', 'w').close()"
    )

    receipt = anna.post("academy/submit/basics/first")

    assert receipt.status_code == 201
    assert academy.control()["submissions"][-1]["names"] == ["first.ipynb"]
