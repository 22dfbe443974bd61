"""Which processes make the academy on one machine, and the supervisord file that runs them."""

import hashlib
import os
import sys
import tempfile
from pathlib import Path

from portal.config import env

# A unix socket's path has 108 bytes; a learner's socket adds about 40 to this directory.
MAX_RUN_DIRECTORY = 60


def run_directory(state: Path) -> Path:
    """Return a directory for sockets whose path is short enough, stable for a state directory."""
    inside = state / "run"
    if len(str(inside)) <= MAX_RUN_DIRECTORY and str(inside).startswith("/"):
        return inside
    short = hashlib.sha256(str(state).encode()).hexdigest()[:10]
    return Path(tempfile.gettempdir()) / f"academy-{os.getuid()}-{short}"


def commands(environment: dict[str, str]) -> dict[str, list[str]]:
    """Return process name → argument vector, in the order of their start."""
    python = sys.executable
    gunicorn = [
        *[python, "-m", "gunicorn", "portal.config.wsgi", "--name", "academy-portal"],
        *["--bind", f"unix:{environment['ACADEMY_PORTAL_SOCKET']}", "--umask", "0"],
        *["--workers", "1", "--threads", "8", "--worker-class", "gthread", "--timeout", "60"],
        # Without --preload: the one worker writes into a good third of what its parent would have
        # loaded, so that these pages would be kept twice, for as long as the academy runs.
        *["--graceful-timeout", "10", "--no-control-socket"],
        # Only the proxy reaches the socket. It says who is behind it, but not where we are.
        *["--forwarded-allow-ips", "*", "--forwarder-headers", ""],
    ]
    return {
        "proxy": [python, "-m", "hub_config", "proxy"],
        "portal": gunicorn,
        "tasks": [python, "-m", "portal", "work"],
        "grader": [
            *[python, "-m", "graders", "serve"],
            *["--socket", environment["ACADEMY_GRADER_SOCKET"]],
        ],
        "hub": [python, "-m", "jupyterhub", "-f", "hub_config/jupyterhub_config.py"],
    }


def _quoted(argument: str) -> str:
    return '"' + argument.replace("%", "%%").replace('"', '\\"') + '"'


def write_configuration(environment: dict[str, str], state: Path) -> Path:
    """Write the supervisord file and return its path.

    Secrets stay out of it: children inherit them from supervisord's environment.
    """
    logs = state / "log"
    logs.mkdir(parents=True, exist_ok=True)
    lines = [
        "[supervisord]",
        "nodaemon=true",
        f"logfile={logs / 'supervisord.log'}",
        f"pidfile={state / 'supervisord.pid'}",
        f"childlogdir={logs}",
        "silent=true",
        "minfds=1024",
    ]
    if os.geteuid() == 0:
        lines.append("user=root")
    for priority, (name, argv) in enumerate(commands(environment).items(), 1):
        lines += [
            "",
            f"[program:{name}]",
            f"command={' '.join(map(_quoted, argv))}",
            f"directory={env.REPOSITORY}",
            f"priority={priority}",
            "autorestart=true",
            "startsecs=2",
            "startretries=20",
            "stopwaitsecs=20",
            "stopasgroup=false",
            "killasgroup=true",
            "redirect_stderr=true",
            f"stdout_logfile={logs / name}.log",
            "stdout_logfile_maxbytes=10MB",
            "stdout_logfile_backups=2",
        ]
    path = state / "supervisord.conf"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
