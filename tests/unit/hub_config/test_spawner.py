"""What the spawner keeps track of; starting and stopping real servers is an integration test."""

import asyncio
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psutil
import pytest

from hub_config import spawner as spawner_module
from hub_config.errors import HomeTooFullError, WorkspaceStartError
from hub_config.home_room import MEBIBYTE, Usage
from hub_config.settings import SECRETS, HubSettings
from hub_config.spawner import WorkspaceSpawner
from hub_config.start_queue import StartQueue


@pytest.fixture(autouse=True)
def no_queue() -> Iterator[None]:
    WorkspaceSpawner.queue = None
    yield
    WorkspaceSpawner.queue = None


def make(tmp_path: Path, name: str = "anna.b") -> WorkspaceSpawner:
    settings = HubSettings.from_environ(
        {
            **dict.fromkeys(SECRETS, "secret"),
            "ACADEMY_STATE_DIR": str(tmp_path / "state"),
            "ACADEMY_RUN_DIR": str(tmp_path / "run"),
            "ACADEMY_WORKSPACE_HOME_MB": "1",
        }
    )
    return WorkspaceSpawner(settings=settings, user=SimpleNamespace(name=name))


@pytest.fixture
def sleeper() -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(["sleep", "60"]) as process:
        yield process
        process.kill()


def test_each_learner_has_a_short_place_of_their_own(tmp_path: Path) -> None:
    anna, ben = make(tmp_path), make(tmp_path, "ben" * 40)

    assert anna.socket.door != ben.socket.door
    assert anna.socket == make(tmp_path).socket
    assert len(ben.key) == 16


def test_sandboxes_get_the_doors_of_the_exchange_and_the_hub_alone(tmp_path: Path) -> None:
    doors = make(tmp_path).doors

    assert doors.sockets == {
        "exchange.sock": tmp_path / "run" / "exchange.sock",
        "hub.sock": tmp_path / "run" / "hub.sock",
    }


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        ("waiting", "who you are"),
        ("preparing", "protected space"),
        ("starting", "notebook program"),
        ("answering", "Opening the door"),
    ],
)
def test_the_waiting_page_says_what_is_happening(tmp_path: Path, stage: str, words: str) -> None:
    made = make(tmp_path)
    made.stage = stage

    assert words in made._progress_now()["message"]


def test_a_full_home_is_said_while_it_opens(tmp_path: Path) -> None:
    made = make(tmp_path)
    made.watch = made._new_watch()
    made.watch.full, made.stage = True, "answering"

    assert "so that you can delete files" in made._progress_now()["message"]


def test_the_waiting_page_says_how_many_are_before(tmp_path: Path) -> None:
    async def messages() -> list[str]:
        queue = StartQueue(places=1)
        WorkspaceSpawner.queue = queue
        first, second, third = (make(tmp_path, name) for name in ("a", "b", "c"))
        async with queue.turn(first.key):
            waiting = [asyncio.create_task(_take(queue, one.key)) for one in (second, third)]
            await asyncio.sleep(0)
            said = [one._progress_now()["message"] for one in (first, second, third)]
        await asyncio.gather(*waiting)
        return said

    said = asyncio.run(messages())

    assert said[0] == "Checking who you are"
    assert said[1].endswith("You are next.")
    assert said[2].endswith("1 before you.")


async def _take(queue: StartQueue, key: str) -> None:
    async with queue.turn(key):
        return


def test_each_message_is_said_once(tmp_path: Path) -> None:
    async def two() -> list[str]:
        made, said = make(tmp_path), []
        async for event in made.progress():
            said.append(event["message"])
            if len(said) == 2:
                return said
            asyncio.get_running_loop().call_later(0.6, setattr, made, "stage", "starting")
        return said

    assert asyncio.run(two()) == ["Checking who you are", "Starting the notebook program"]


def test_a_process_is_known_again_by_its_number_and_its_birth(
    tmp_path: Path, sleeper: subprocess.Popen[bytes]
) -> None:
    made = make(tmp_path)
    made.pid = sleeper.pid
    made.started_at = psutil.Process(sleeper.pid).create_time()
    state = made.get_state()

    again, other = make(tmp_path), make(tmp_path)
    again.load_state(state)
    other.load_state({**state, "started_at": state["started_at"] - 100})

    assert again.pid == sleeper.pid
    assert other.pid == 0, "another process has the number by now"


def test_a_process_that_has_ended_is_not_taken_up(tmp_path: Path) -> None:
    with subprocess.Popen(["true"]) as ended:
        ended.wait()
    made = make(tmp_path)

    made.load_state({"pid": ended.pid, "started_at": 1.0})

    assert made.pid == 0


def test_forgetting_a_server_removes_its_group_and_ends_the_watch(tmp_path: Path) -> None:
    async def forget() -> tuple[WorkspaceSpawner, list[str], asyncio.Task[None]]:
        made, removed = make(tmp_path), []
        made.group = SimpleNamespace(remove=lambda: removed.append("group"))  # type: ignore[assignment]  # a stand-in
        watching = asyncio.create_task(asyncio.sleep(60))
        made.watching, made.stage, made.started_at = watching, "answering", 5.0
        made.clear_state()
        with pytest.raises(asyncio.CancelledError):
            await watching
        return made, removed, watching

    made, removed, watching = asyncio.run(forget())

    assert removed == ["group"]
    assert watching.cancelled()
    assert (made.stage, made.started_at, made.watching) == ("waiting", 0.0, None)


def test_a_home_that_is_far_too_full_keeps_its_server_from_starting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make(tmp_path)
    home = made.settings.homes_dir / "anna.b"
    home.mkdir(parents=True)
    (home / "big").write_bytes(b"x" * 5 * MEBIBYTE)
    monkeypatch.setattr(spawner_module, "check_sandbox", lambda _mode: None)
    monkeypatch.setattr(made, "_launch", lambda _watch: pytest.fail("it was started"))

    with pytest.raises(HomeTooFullError) as refused:
        asyncio.run(made.start())

    assert "does not start" in refused.value.jupyterhub_message


@pytest.mark.parametrize("grows", [True, False])
def test_only_a_full_home_that_goes_on_growing_ends_its_server(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    sleeper: subprocess.Popen[bytes],
    grows: bool,
) -> None:
    monkeypatch.setattr(spawner_module, "LOOK_SECONDS", 0.01)
    looks: list[tuple[int, int | None]] = []

    class Watch:
        full, usage = False, Usage(5, 1)

        def look(self, pid: int, uid: int | None) -> bool:
            looks.append((pid, uid))
            self.full = True
            return grows

    async def watch() -> None:
        made = make(tmp_path)
        made.pid = sleeper.pid
        watching: Any = Watch()
        await asyncio.wait_for(made._watch_home(watching, 200_000), timeout=0.5)

    if grows:
        asyncio.run(watch())
        assert sleeper.wait(timeout=5) == -signal.SIGKILL
    else:
        with pytest.raises(TimeoutError):
            asyncio.run(watch())
        assert sleeper.poll() is None
        assert len(looks) > 1
    assert looks[0] == (sleeper.pid, 200_000)


def test_a_server_that_ends_while_starting_says_where_its_last_words_are(tmp_path: Path) -> None:
    made = make(tmp_path)
    made.proc = subprocess.Popen(["false"])
    made.proc.wait()

    with pytest.raises(WorkspaceStartError, match=r"ended with 1 .*anna\.b\.log"):
        asyncio.run(made._wait_for_socket())


def test_a_server_that_does_not_answer_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sleeper: subprocess.Popen[bytes]
) -> None:
    monkeypatch.setattr(spawner_module, "ANSWER_SECONDS", 0.1)
    made = make(tmp_path)
    made.proc = sleeper

    with pytest.raises(WorkspaceStartError, match="did not answer"):
        asyncio.run(made._wait_for_socket())


def test_sealed_content_is_read_from_its_beginning_and_has_no_name() -> None:
    handle = spawner_module._sealed(b"learner:x")
    try:
        assert os.read(handle, 100) == b"learner:x"
        assert os.readlink(f"/proc/self/fd/{handle}").startswith("/memfd:")
    finally:
        os.close(handle)
