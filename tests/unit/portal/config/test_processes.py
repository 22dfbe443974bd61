"""The supervisord file."""

import configparser
from pathlib import Path

from portal.config import processes

ENVIRONMENT = {
    "ACADEMY_PORTAL_SOCKET": "/run/p.sock",
    "ACADEMY_GRADER_SOCKET": "/run/g.sock",
    "ACADEMY_SECRET_KEY": "do-not-write-me",
}


def test_run_directory_stays_in_a_short_state_directory() -> None:
    assert processes.run_directory(Path("/srv/academy")) == Path("/srv/academy/run")


def test_run_directory_is_short_and_stable_for_a_long_one() -> None:
    state = Path("/srv") / ("x" * 90)

    assert len(str(processes.run_directory(state))) <= processes.MAX_RUN_DIRECTORY
    assert processes.run_directory(state) == processes.run_directory(state)
    assert processes.run_directory(state) != processes.run_directory(state / "other")


def test_write_configuration_runs_five_programs_and_holds_no_secret(tmp_path: Path) -> None:
    path = processes.write_configuration(ENVIRONMENT, tmp_path)

    parsed = configparser.RawConfigParser()
    parsed.read(path)
    programs = [s.removeprefix("program:") for s in parsed.sections() if ":" in s]
    assert programs == ["proxy", "portal", "tasks", "grader", "hub"]
    assert "do-not-write-me" not in path.read_text()
    assert parsed["program:tasks"]["autorestart"] == "true"


def test_portal_listens_on_its_unix_socket_alone() -> None:
    argv = processes.commands(ENVIRONMENT)["portal"]

    assert argv[argv.index("--bind") + 1] == "unix:/run/p.sock"
    assert argv.count("--bind") == 1


def test_the_portal_is_loaded_once_only() -> None:
    argv = processes.commands(ENVIRONMENT)["portal"]

    assert argv[argv.index("--workers") + 1] == "1"
    assert "--preload" not in argv, "one worker would leave its parent with a copy for nobody"


def test_no_caller_can_tell_the_portal_where_it_stands() -> None:
    argv = processes.commands(ENVIRONMENT)["portal"]

    assert argv[argv.index("--forwarder-headers") + 1] == ""
