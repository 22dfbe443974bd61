"""`python -m portal run`: sets up whatever is missing, starts every process and stops them all.

1. Refuse early, in one sentence, what cannot work: a busy port, a second start, no sandbox.
2. Make the secrets once (``secrets.json``, mode 0600; ``oidc.pem``).
3. Bring database, roles, content, demo people and static files up to date, each only when its
   inputs changed, so that a second start takes seconds and keeps all data.
4. Start proxy, portal, task worker, grader and Hub under supervisord, which restarts what dies.
5. Wait until the academy answers, print where it is, and become the attendant, a small program
   that stops all of it on Ctrl-C.
"""

import argparse
import contextlib
import fcntl
import hashlib
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NoReturn
from urllib.parse import urlsplit

import httpx

from portal.config import attendant, env, processes

DEMO_PASSWORD = "demo-academy-2026"  # noqa: S105 - printed on purpose, for demo accounts only
DEMO_ACCOUNTS = (
    ("amina", "learner"),
    ("tomas", "trainer"),
    ("edith", "course editor: may publish"),
    ("hana", "HR viewer"),
    ("ada", "administrator"),
)
START_SECONDS = 90
UNSAFE_DEMO = """
  UNSAFE DEMO: learners' code will run WITHOUT a sandbox, with your own rights.
  Let nobody else use this address.
"""
NOTHING_GRADED = """  Submissions are taken in but wait ungraded: grading is never done without a
  sandbox.
"""


class StartError(RuntimeError):
    """The academy cannot start; the message says why and what to do."""


@dataclass(frozen=True)
class Options:
    """What the command line asked for."""

    port: int
    demo_unsafe: bool
    demo_data: bool


def parse(arguments: Sequence[str]) -> tuple[str, Options]:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m portal")
    parser.add_argument("command", choices=["run", "setup"])
    parser.add_argument("--port", type=int, default=int(os.environ.get("ACADEMY_PORT", "8000")))
    parser.add_argument(
        "--demo-unsafe",
        action="store_true",
        help="run learners' code WITHOUT a sandbox: on your own laptop, with your own code only",
    )
    parser.add_argument("--no-demo", action="store_true", help="make no demo people")
    given = parser.parse_args(arguments)
    return given.command, Options(given.port, given.demo_unsafe, not given.no_demo)


# --- 1. refusals ------------------------------------------------------------------------------


@contextlib.contextmanager
def only_once(state: Path) -> Iterator[None]:
    """Hold the state directory's lock, so that two academies never share one database.

    Raises:
        StartError: another process holds it.
    """
    state.mkdir(parents=True, exist_ok=True)
    handle: IO[str] = (state / "run.lock").open("a+", encoding="utf-8")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        handle.close()
        raise StartError(
            f"The academy already runs with the data in {state}. Stop it with Ctrl-C where it "
            "was started, or set ACADEMY_STATE_DIR to another folder."
        ) from None
    # The attendant holds the lock on; every other process is started without it.
    os.set_inheritable(handle.fileno(), True)
    try:
        yield
    finally:
        handle.close()


def check_port(port: int) -> None:
    """See that the public port and the proxy's own port are free.

    Raises:
        StartError: one of them is taken.
    """
    for number in (port, port + 1):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", number))
            except OSError:
                raise StartError(
                    f"Port {number} is in use. Stop what uses it, or choose another: "
                    f"make run ARGS='--port {port + 100}'"
                ) from None


def check_sandbox(environment: dict[str, str], options: Options) -> None:
    """See that learners' code can be confined here.

    Raises:
        StartError: it cannot, and the unsafe demo was not asked for; or it was, by root.
    """
    if options.demo_unsafe and os.geteuid() == 0:
        raise StartError(
            "The unsafe demo does not run as root: learners' code would be root too. "
            "Start it as an ordinary user."
        )
    answer = subprocess.run(
        [sys.executable, "-m", "hub_config", "check"],
        env=environment,
        cwd=env.REPOSITORY,
        capture_output=True,
        text=True,
    )
    if options.demo_unsafe:
        print(UNSAFE_DEMO, flush=True)
        if answer.returncode != 0:
            print(NOTHING_GRADED, flush=True)
    elif answer.returncode != 0:
        raise StartError(
            f"{(answer.stdout + answer.stderr).strip()}\n"
            "To look at the academy on your own laptop without a sandbox, with your own code "
            "only: make run ARGS=--demo-unsafe"
        )


# --- 2. secrets -------------------------------------------------------------------------------


def _write_private(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)


def make_secrets(state: Path) -> None:
    """Write ``secrets.json`` and ``oidc.pem`` when they are not there yet."""
    state.mkdir(parents=True, exist_ok=True)
    path = state / "secrets.json"
    if not path.exists():
        values = {name: secrets.token_hex(32) for name in env.SECRET_NAMES}
        _write_private(path, json.dumps(values, indent=1).encode())
    key = state / "oidc.pem"
    if not key.exists():
        from cryptography.hazmat.primitives import serialization
        from cryptography.hazmat.primitives.asymmetric import rsa

        pem = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        _write_private(key, pem)


def child_environment(state: Path, options: Options) -> dict[str, str]:
    """Return the environment of every process, secrets included; it is never printed."""
    run_dir = processes.run_directory(state)
    run_dir.mkdir(parents=True, exist_ok=True)
    run_dir.chmod(0o755)  # sandboxed learners of other uids reach the sockets in it
    stored = json.loads((state / "secrets.json").read_text(encoding="utf-8"))
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    for name, value in stored.items():
        environment.setdefault(name, value)
    defaults = {
        "ACADEMY_STATE_DIR": str(state),
        "ACADEMY_RUN_DIR": str(run_dir),
        "ACADEMY_PUBLIC_URL": f"http://127.0.0.1:{options.port}",
        "ACADEMY_PROXY_API_URL": f"http://127.0.0.1:{options.port + 1}",
        "ACADEMY_OIDC_CLIENT_ID": "academy-hub",
        "ACADEMY_OIDC_KEY_FILE": str(state / "oidc.pem"),
        "ACADEMY_HUB_SOCKET": str(run_dir / "hub.sock"),
        "ACADEMY_GRADER_SOCKET": str(run_dir / "grader.sock"),
        "ACADEMY_PORTAL_SOCKET": str(run_dir / "portal.sock"),
        "ACADEMY_SANDBOX": "demo-unsafe" if options.demo_unsafe else "strict",
        "DJANGO_SETTINGS_MODULE": "portal.config.settings.dev",
        "PYTHONUNBUFFERED": "1",
    }
    for name, value in defaults.items():
        environment.setdefault(name, value)
    return environment


# --- 3. bringing up to date -------------------------------------------------------------------


def fingerprint(*patterns: str, extra: str = "") -> str:
    """Return a hash over the files of the repository that match the patterns."""
    digest = hashlib.sha256(extra.encode())
    for pattern in patterns:
        for path in sorted(env.REPOSITORY.glob(pattern)):
            if path.is_file() and "node_modules" not in path.parts:
                digest.update(str(path.relative_to(env.REPOSITORY)).encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def steps(options: Options, url: str) -> list[tuple[str, list[list[str]], str]]:
    """Return (what is said, commands, fingerprint of the inputs) in the order of need."""
    locks = "requirements.lock"
    migrations = fingerprint(locks, "portal/*/migrations/*.py")
    found = [
        ("Preparing the database", [["migrate", "--verbosity", "0"]], migrations),
        (
            "Setting up roles and single sign-on",
            [["setup_roles"], ["setup_oidc"]],
            fingerprint("portal/people/**/*.py", extra=migrations + url),
        ),
        (
            "Loading courses, datasets and exercises",
            [["load_content"]],
            fingerprint(
                "courses/**/*", "exercises/**/*", "portal/courses/**/*.py", "graders/build.py"
            ),
        ),
        (
            "Collecting static files",
            [["collectstatic", "--noinput", "--verbosity", "0"]],
            fingerprint(locks, "portal/*/static/**/*"),
        ),
    ]
    if options.demo_data:
        demo = ["seed_demo", "--demo-accounts"]
        found.insert(3, ("Making demo people and their evidence", [demo], "once"))
    return found


def bring_up_to_date(environment: dict[str, str], state: Path, options: Options) -> None:
    """Run every step whose inputs changed since it last succeeded.

    Raises:
        StartError: a step failed.
    """
    path = state / "up-to-date.json"
    known: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    database = environment.get("ACADEMY_DATABASE_URL", "")
    for title, commands, mark in steps(options, environment["ACADEMY_PUBLIC_URL"]):
        mark = hashlib.sha256((mark + database).encode()).hexdigest()
        if known.get(title) == mark:
            continue
        print(f"{title} …", flush=True)
        for command in commands:
            full = [sys.executable, "-m", "portal", *command]
            if subprocess.call(full, env=environment, cwd=env.REPOSITORY) != 0:
                raise StartError(f"This step failed: python -m portal {' '.join(command)}")
        known[title] = mark
        path.write_text(json.dumps(known, indent=1))


# --- 4. and 5. running ------------------------------------------------------------------------


def wait_until_ready(environment: dict[str, str], supervisor: subprocess.Popen[bytes]) -> None:
    """Return when portal and Hub answer on this machine, as they would to the server in front.

    Raises:
        StartError: they do not within a minute and a half, or supervisord ended.
    """
    public = urlsplit(environment["ACADEMY_PUBLIC_URL"])
    headers = {"Host": public.netloc, "X-Forwarded-Proto": public.scheme}
    here = f"http://{environment.get('ACADEMY_LISTEN') or public.netloc}"
    waiting = [f"{here}/healthz", f"{here}/workspace/hub/health"]
    deadline = time.monotonic() + START_SECONDS
    while waiting:
        if supervisor.poll() is not None:
            raise StartError("The process manager ended. See var/log/supervisord.log.")
        if time.monotonic() > deadline:
            raise StartError(f"No answer from {waiting[0]} within {START_SECONDS} s. See var/log/.")
        with contextlib.suppress(httpx.HTTPError):
            answer = httpx.get(waiting[0], headers=headers, timeout=5, trust_env=False)
            if answer.status_code == 200:
                waiting.pop(0)
                continue
        time.sleep(0.2)


def banner(environment: dict[str, str], options: Options, state: Path) -> str:
    """Return what a new user needs to know first."""
    lines = ["", f"  Civic Data Academy runs at {environment['ACADEMY_PUBLIC_URL']}", ""]
    if options.demo_data:
        lines.append(f"  Demo accounts (password for each: {DEMO_PASSWORD})")
        lines += [f"    {name:<8} {role}" for name, role in DEMO_ACCOUNTS]
        lines.append("")
    lines += [f"  Data and logs: {state}", "  Stop with Ctrl-C; everything is kept.", ""]
    return "\n".join(lines)


def become_attendant(supervisor: int) -> NoReturn:
    """Put a small program in the place of this one, which has loaded much to start the academy."""
    signal.pthread_sigmask(signal.SIG_BLOCK, attendant.WAITED_FOR)
    # Without site packages (-S), and without the program's folder as a place of modules (-P).
    command = [sys.executable, "-S", "-P", attendant.__file__, str(supervisor)]
    os.execv(sys.executable, command)  # noqa: S606 - our own program, no shell


def serve(environment: dict[str, str], options: Options, state: Path) -> int:
    """Start the processes and hand over to the attendant; leave none behind if that fails."""
    configuration = processes.write_configuration(environment, state)
    supervisor = subprocess.Popen(
        [sys.executable, "-m", "supervisor.supervisord", "-n", "-c", str(configuration)],
        env=environment,
        cwd=env.REPOSITORY,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C reaches this process alone, which then stops the rest
    )

    def stop(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGHUP, stop)
    try:
        wait_until_ready(environment, supervisor)
        print(banner(environment, options, state), flush=True)
        become_attendant(supervisor.pid)
    except KeyboardInterrupt:
        print(attendant.STOPPING, flush=True)
        return 0
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        supervisor.terminate()
        supervisor.wait()
        print(attendant.STOPPED, flush=True)


def main(arguments: Sequence[str]) -> int:
    """Set up, and for ``run`` also start; return the exit status."""
    command, options = parse(arguments)
    state = env.state_dir()
    try:
        make_secrets(state)
        environment = child_environment(state, options)
        with only_once(state):
            if command == "run":
                check_port(options.port)
                check_sandbox(environment, options)
            bring_up_to_date(environment, state, options)
            return serve(environment, options, state) if command == "run" else 0
    except StartError as error:
        print(f"\n{error}\n", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
