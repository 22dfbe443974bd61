from pathlib import Path

import pytest

from hub_config.sandbox_argv import Limits, Sandbox, parents_of, passwd_text


def sandbox(uid: int | None) -> Sandbox:
    return Sandbox(
        bwrap=Path("/bwrap"),
        home=Path("/state/workspaces/anna"),
        server_dir=Path("/run/a/learners/k"),
        doors=Path("/run/a/doors"),
        prefix=Path("/srv/academy/.venv"),
        base_prefix=Path("/usr"),
        learner_config=Path("/srv/academy/config"),
        limits=Limits(memory_mb=100, file_bytes=(10485760, 20971520)),
        packages=((Path("/srv/academy/graders/checks"), "graders/checks"),),
        uid=uid,
        seccomp_fd=7,
    )


def mounts(argv: list[str], kind: str) -> dict[str, str]:
    return {argv[i + 2]: argv[i + 1] for i, part in enumerate(argv) if part == kind}


@pytest.mark.parametrize("uid", [None, 200_001])
def test_only_the_home_and_the_servers_own_directory_can_be_written(uid: int | None) -> None:
    argv = sandbox(uid).argv(["python"])

    assert mounts(argv, "--bind") == {
        "/home/learner": "/state/workspaces/anna",
        "/run/workspace": "/run/a/learners/k",
    }
    assert argv.index("--remount-ro") > argv.index("--bind")


@pytest.mark.parametrize("uid", [None, 200_001])
def test_what_is_read_only_is_the_system_and_our_pieces(uid: int | None) -> None:
    read_only = mounts(sandbox(uid).argv(["python"]), "--ro-bind")

    assert read_only == {
        "/usr": "/usr",
        "/srv/academy/.venv": "/srv/academy/.venv",
        "/opt/academy/graders/checks": "/srv/academy/graders/checks",
        "/etc/academy/jupyter": "/srv/academy/config",
        "/run/academy": "/run/a/doors",
    }


@pytest.mark.parametrize("uid", [None, 200_001])
def test_every_namespace_and_the_filter_are_asked_for(uid: int | None) -> None:
    argv = sandbox(uid).argv(["python"])

    for flag in ("--unshare-net", "--unshare-pid", "--unshare-ipc", "--die-with-parent"):
        assert flag in argv
    assert argv[argv.index("--seccomp") + 1] == "7"
    assert argv[argv.index("--cap-drop") + 1] == "ALL"


def test_an_ordinary_user_gets_a_user_namespace_and_no_capability() -> None:
    argv = sandbox(None).argv(["python"])

    assert "--unshare-user" in argv
    assert "--cap-add" not in argv
    assert "/usr/bin/setpriv" not in argv


def test_root_becomes_the_learner_before_anything_of_the_learners_runs() -> None:
    argv = sandbox(200_001).argv(["python", "-m", "x"])

    command = argv[argv.index("--") + 1 :]
    assert command[:3] == ["/usr/bin/setpriv", "--reuid", "200001"]
    assert "--no-new-privs" in command
    assert command.index("/usr/bin/prlimit") > command.index("--no-new-privs")
    assert command[-3:] == ["python", "-m", "x"]


def test_limits_are_given_in_bytes() -> None:
    argv = Limits(memory_mb=100, file_bytes=(10485760, 20971520)).prlimit_argv()

    assert "--data=104857600" in argv
    assert "--fsize=10485760:20971520" in argv
    assert argv[-1] == "--"


def test_parents_are_made_from_the_top_and_passable() -> None:
    made = parents_of(Path("/a/b/c"))

    assert [part for part in made if part.startswith("/")] == ["/a", "/a/b"]
    assert made.count("0755") == 2


def test_the_learner_is_the_only_account() -> None:
    assert passwd_text(200_001).count(b"\n") == 1
    assert b"learner:x:1000:1000:" in passwd_text(None)
