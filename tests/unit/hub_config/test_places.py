"""Homes, doors, control groups, queue and pages: the pieces around a sandbox."""

import asyncio
import os
import socket
from pathlib import Path

import pytest

from hub_config import homes
from hub_config.cgroups import make_group
from hub_config.doors import Doors
from hub_config.errors import WorkspaceStartError
from hub_config.look.page import link_button, page, paragraph
from hub_config.start_queue import StartQueue


@pytest.mark.parametrize("name", ["..", ".", "a/b", "Anna", "", "-a", "a\n", "a" * 151])
def test_a_name_that_could_lead_elsewhere_has_no_home(tmp_path: Path, name: str) -> None:
    with pytest.raises(WorkspaceStartError):
        homes.home_of(tmp_path, name)


def test_a_home_is_closed_to_others(tmp_path: Path) -> None:
    home, uid = homes.prepare_home(tmp_path / "homes", "anna.b", as_root=False)

    assert home.stat().st_mode & 0o777 == 0o700
    assert uid is None


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_under_root_each_learner_gets_a_lasting_id_of_their_own(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text("root's")
    (tmp_path / "homes" / "ben").mkdir(parents=True)
    (tmp_path / "homes" / "ben" / "link").symlink_to(outside)

    _, anna = homes.prepare_home(tmp_path / "homes", "anna", as_root=True)
    ben_home, ben = homes.prepare_home(tmp_path / "homes", "ben", as_root=True)
    _, again = homes.prepare_home(tmp_path / "homes", "anna", as_root=True)

    assert anna == again == homes.FIRST_UID
    assert ben == homes.FIRST_UID + 1
    assert ben_home.stat().st_uid == ben
    assert outside.stat().st_uid == 0


def test_doors_follow_a_socket_that_was_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "portal.sock"
    doors = Doors(tmp_path / "doors", {"portal.sock": path, "hub.sock": tmp_path / "none"})
    with socket.socket(socket.AF_UNIX) as first, socket.socket(socket.AF_UNIX) as second:
        first.bind(str(path))
        doors.refresh()
        path.unlink()
        second.bind(str(path))
        second.listen()
        doors.refresh()
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(str(tmp_path / "doors" / "portal.sock"))

    assert os.listdir(tmp_path / "doors") == ["portal.sock"]


def test_version_2_groups_get_both_limits(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "academy-workspaces", tmp_path / "academy-workspaces/k"):
        path.mkdir(exist_ok=True)
        for name in ("cgroup.procs", "cgroup.subtree_control", "memory.max", "pids.max"):
            (path / name).touch()
    (tmp_path / "cgroup.controllers").touch()

    group = make_group("k", memory_mb=2, processes=9, root=tmp_path)

    assert group
    made = group.directories[0]
    assert (made / "memory.max").read_text() == str(2 * 1024 * 1024)
    assert (made / "pids.max").read_text() == "9"
    assert (tmp_path / "cgroup.subtree_control").read_text() == "+memory +pids"


def test_without_control_groups_there_is_none(tmp_path: Path) -> None:
    assert make_group("k", memory_mb=2, processes=9, root=tmp_path) is None


def test_the_queue_lets_few_through_and_tells_the_others_their_place() -> None:
    async def scenario() -> list[int | None]:
        queue, release = StartQueue(1), asyncio.Event()

        async def start(key: str) -> None:
            async with queue.turn(key):
                await release.wait()

        tasks = [asyncio.create_task(start(key)) for key in "abc"]
        await asyncio.sleep(0)
        places = [queue.ahead_of(key) for key in "abc"]
        release.set()
        await asyncio.gather(*tasks)
        return [*places, queue.ahead_of("c")]

    assert asyncio.run(scenario()) == [None, 0, 1, None]


def test_a_page_escapes_what_it_is_given_and_loads_nothing() -> None:
    made = page("<T>", paragraph("<p>") + link_button("<l>", '"x"'), home="/")

    assert "<T>" not in made
    assert "&lt;p&gt;" in made
    assert 'href="&quot;x&quot;"' in made
    assert "://" not in made
