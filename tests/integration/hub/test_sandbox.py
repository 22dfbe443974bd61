"""What a learner's code can and cannot do: every line runs in a real kernel of a real server."""

from __future__ import annotations

import json

import pytest

from tests.integration.hub.harness import REPOSITORY, Academy, Learner

ATTEMPT = """
import json, os, socket, ctypes, subprocess, sys
found = {}
def attempt(name, act):
    try:
        found[name] = repr(act())
    except BaseException as error:
        found[name] = "refused: " + type(error).__name__
def connect(port):
    with socket.create_connection(("127.0.0.1", port), timeout=2):
        return "connected"
def system_call(number, *arguments):
    libc = ctypes.CDLL(None, use_errno=True)
    answer = libc.syscall(number, *arguments)
    if answer == -1:
        raise OSError(ctypes.get_errno(), "system call")
    return answer
"""


def probe(learner: Learner, code: str) -> dict[str, str]:
    answer: dict[str, str] = json.loads(learner.run(f"{ATTEMPT}\n{code}\nprint(json.dumps(found))"))
    return answer


def test_code_sees_only_its_own_home(anna: Learner, academy: Academy) -> None:
    Learner(academy, "ben").open("basics", "first").raise_for_status()
    state = str(academy.state)

    found = probe(
        anna,
        f"""
attempt("state", lambda: os.listdir({state!r}))
attempt("hub database", lambda: open({state + "/hub/hub.sqlite"!r}).read())
attempt("cookie secret", lambda: open({state + "/hub/cookie_secret"!r}).read())
attempt("other home", lambda: os.listdir({state + "/workspaces/ben"!r}))
attempt("repository", lambda: os.listdir({str(REPOSITORY / "portal")!r}))
attempt("exercises", lambda: os.listdir({str(REPOSITORY / "exercises")!r}))
attempt("homes", lambda: os.listdir("/home"))
attempt("doors", lambda: sorted(os.listdir("/run/academy")))
attempt("packages", lambda: sorted(os.listdir("/opt/academy/graders")))
attempt("root", lambda: os.listdir("/root"))
attempt("shadow", lambda: open("/etc/shadow").read())
""",
    )

    assert found.pop("homes") == "['learner']"
    assert found.pop("doors") == "['exchange.sock', 'hub.sock']"
    assert found.pop("packages") == "['__init__.py', 'checks']"
    assert {k: v for k, v in found.items() if not v.startswith("refused")} == {}


def test_code_cannot_open_any_port_of_the_host(anna: Learner, academy: Academy) -> None:
    port = int(academy.public.rsplit(":", 1)[1])

    found = probe(
        anna,
        f"""
attempt("proxy", lambda: connect({port}))
attempt("proxy api", lambda: connect({port + 1}))
attempt("interfaces", lambda: [name for _, name in socket.if_nameindex()])
""",
    )

    assert found["proxy"].startswith("refused")
    assert found["proxy api"].startswith("refused")
    assert found["interfaces"] == "['lo']"


def test_code_holds_no_rights_and_can_gain_none(anna: Learner) -> None:
    found = probe(
        anna,
        """
status = dict(line.split(":\\t", 1) for line in open("/proc/self/status").read().splitlines())
for name in ("CapInh", "CapPrm", "CapEff", "CapAmb", "NoNewPrivs", "Seccomp"):
    found[name] = status[name].strip()
attempt("new user namespace", lambda: system_call(272, 0x10000000))
attempt("ptrace", lambda: system_call(101, 0, 0, 0, 0))
attempt("bpf", lambda: system_call(321, 0, 0, 0))
attempt("keyctl", lambda: system_call(250, 0, 0, 0))
attempt("clone a user namespace", lambda: system_call(56, 0x10000011, 0, 0, 0, 0))
attempt("become root", lambda: os.setuid(0))
attempt("write a program", lambda: open("/usr/bin/x", "w"))
attempt("change the environment", lambda: open(sys.prefix + "/x", "w"))
attempt("change our code", lambda: open("/opt/academy/hub_config/x", "w"))
attempt("fill the memory beside the limits", lambda: open("/x", "w"))
attempt("and in the devices", lambda: open("/dev/x", "w"))
attempt("change the doors", lambda: os.unlink("/run/academy/hub.sock"))
attempt("processes", lambda: sum(name.isdecimal() for name in os.listdir("/proc")) < 12)
""",
    )

    for name in ("CapInh", "CapPrm", "CapEff", "CapAmb"):
        assert int(found.pop(name), 16) == 0
    assert found.pop("NoNewPrivs") == "1"
    assert found.pop("Seccomp") == "2"
    assert found.pop("processes") == "True"
    assert {k: v for k, v in found.items() if not v.startswith("refused")} == {}


def test_the_environment_holds_no_secret_but_the_learners_own_token(
    anna: Learner, academy: Academy
) -> None:
    environment = json.loads(anna.run("import json, os; print(json.dumps(dict(os.environ)))"))

    ours = {academy.env[name] for name in academy.env if "SECRET" in name or "TOKEN" in name}
    ours.add(academy.env["JUPYTERHUB_CRYPT_KEY"])
    assert not ours & set(environment.values())
    assert environment["ACADEMY_PORTAL_URL"] == "http+unix://%2Frun%2Facademy%2Fexchange.sock"


def test_too_much_memory_ends_in_an_error_that_a_learner_can_read(anna: Learner) -> None:
    said = anna.run("everything = bytearray(4 * 1024 ** 3)")

    assert said.startswith("MemoryError")


def test_a_file_cannot_fill_the_disk(anna: Learner) -> None:
    found = probe(
        anna,
        """
def grow():
    with open("/home/learner/huge", "wb") as huge:
        huge.truncate(2 * 1024 ** 3)
attempt("huge file", grow)
""",
    )

    assert found["huge file"] == "refused: OSError"


def test_a_fork_bomb_runs_out_of_processes(anna: Learner) -> None:
    found = probe(
        anna,
        """
def bomb():
    children = []
    try:
        for _ in range(600):
            children.append(subprocess.Popen(["sleep", "20"]))
    finally:
        found["started"] = len(children)
        for child in children:
            child.kill()
            child.wait()
attempt("bomb", bomb)
""",
    )

    assert found["bomb"].startswith("refused")
    assert int(found["started"]) < 300


def test_only_the_learners_own_user_is_behind_the_hub_door(anna: Learner) -> None:
    found = probe(
        anna,
        """
import httpx
token = os.environ["JUPYTERHUB_API_TOKEN"]
hub = httpx.Client(transport=httpx.HTTPTransport(uds="/run/academy/hub.sock"), base_url="http://h")
hub.headers["Authorization"] = "token " + token
attempt("me", lambda: hub.get("/workspace/hub/api/user").json()["name"])
attempt("everybody", lambda: hub.get("/workspace/hub/api/users").status_code)
attempt("another", lambda: hub.get("/workspace/hub/api/users/ben").status_code)
attempt("stop another", lambda: hub.delete("/workspace/hub/api/users/ben/server").status_code)
""",
    )

    assert found["me"] == "'anna.b'"
    for name in ("everybody", "another", "stop another"):
        assert found[name] in ("403", "404"), found


@pytest.mark.parametrize("module", ["academy_checks", "graders.checks", "pandas", "plotly"])
def test_what_exercises_import_is_there(anna: Learner, module: str) -> None:
    assert anna.run(f"import {module}; print('there')") == "there\n"


@pytest.mark.parametrize(
    "module", ["graders.build", "graders.pipeline", "portal", "hub_config.settings"]
)
def test_what_is_not_theirs_cannot_be_imported(anna: Learner, module: str) -> None:
    assert anna.run(f"import {module}").startswith("ModuleNotFoundError")
